import type { NotPredicted, TrialPlan } from '../model/plan.ts';

/**
 * Why nothing is predicted of a trial; null where something is. The model gives every Ready pod its part of the requests
 * at once. Where connections are balanced and kept, a pod that is added gets none of them, and which of the first ones
 * gets how many is chance: the model would promise what the platform cannot give.
 */
export function notPredicted(plan: Pick<TrialPlan, 'route' | 'connections'>): NotPredicted | null {
  return plan.route === 'connections' && plan.connections.policy === 'keep' ? 'connections-kept' : null;
}

const sentences: Record<NotPredicted, string> = {
  'connections-kept':
    'connections are balanced and kept, so pods that are added later get no requests, and the model shares requests among all pods. Balance requests, or let connections rotate, to have a prediction.',
};

/** The reason as the end of "not predicted: ...". */
export function whyNotPredicted(reason: NotPredicted): string {
  return sentences[reason];
}
