import type { NotPredicted, ScenarioPlan, TrialPlan } from '../model/plan.ts';
import { meanDemandSeconds } from './capacity.ts';

/**
 * Why nothing is predicted of a trial; null where something is. The model gives every Ready pod its part of the requests
 * at once. Where connections are balanced and kept, a pod that is added gets none of them, and which of the first ones
 * gets how many is chance: the model would promise what the platform cannot give. Of a service that is the user's own,
 * the plan may not say what a request costs.
 */
export function notPredicted(
  plan: Pick<TrialPlan, 'route' | 'connections' | 'services' | 'scenario'> & {
    beside: readonly ScenarioPlan[];
  },
): NotPredicted | null {
  const { services, scenario, beside } = plan;
  const isUnknown = (load: ScenarioPlan) => meanDemandSeconds(services[load.service]!, load) === null;
  // Loads meet in the pool of pods, so that one that is unknown leaves the others unknown too.
  if ([scenario, ...beside].some(isUnknown)) return 'demand-unknown';
  return plan.route === 'connections' && plan.connections.policy === 'keep' ? 'connections-kept' : null;
}

const sentences: Record<NotPredicted, string> = {
  'demand-unknown':
    'what a request costs the service in CPU is not known. Give `cpuMs` for each of its routes to have a prediction.',
  'connections-kept':
    'connections are balanced and kept, so pods that are added later get no requests, and the model shares requests among all pods. Balance requests, or let connections rotate, to have a prediction.',
};

/** The reason as the end of "not predicted: ...". */
export function whyNotPredicted(reason: NotPredicted): string {
  return sentences[reason];
}
