import type { TrialPlan } from '../model/plan.ts';
import { plannedRate, plannedUsers } from '../model/profile.ts';
import { delaysOf, meanDemandSeconds, podCapacityPerSecond, requestsPerJourney } from './capacity.ts';

/**
 * Requests per second that are asked for at second `t` when nothing makes a user wait. A closed load of N users asks
 * for N / (Z + S), with S the answer of an idle pod; an open one for its journeys times the requests of each.
 */
export function demandPerSecond(plan: TrialPlan, t: number): number {
  const { profile } = plan.scenario;
  const service = plan.services[plan.scenario.service];
  if (profile.model === 'open') return plannedRate(profile, t) * requestsPerJourney(plan.scenario);
  const answerSeconds =
    service === undefined
      ? 0
      : (meanDemandSeconds(service, plan.scenario) ?? 0) + delaysOf(service).extraDelaySeconds;
  const cycleSeconds = profile.thinkSeconds + answerSeconds;
  return cycleSeconds > 0 ? plannedUsers(profile, t) / cycleSeconds : Number.POSITIVE_INFINITY;
}

/** Requests per second that `readyPods` of the service under load can answer; null when the plan does not know it. */
export function capacityPerSecond(plan: TrialPlan, readyPods: number): number | null {
  const service = plan.services[plan.scenario.service];
  const each = service === undefined ? null : podCapacityPerSecond(service, plan.scenario);
  return each === null ? null : readyPods * each;
}
