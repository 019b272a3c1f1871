import type { TrialPlan } from '../model/plan.ts';
import { type OpenProfile, plannedArrivals, plannedRate, plannedUsers } from '../model/profile.ts';
import { meanDemandSeconds, podCapacityPerSecond, requestsPerJourney } from '../plan/capacity.ts';

/** What was planned in each column: users in its middle (closed), or journeys that start in it (open). */
export function plannedColumns(
  plan: TrialPlan | null,
  columns: number,
  widthSeconds: number,
): (number | null)[] {
  const profile = plan?.scenario.profile;
  return Array.from({ length: columns }, (_, column) => {
    const from = column * widthSeconds;
    if (profile === undefined) return null;
    return profile.model === 'closed'
      ? plannedUsers(profile, from + widthSeconds / 2)
      : plannedArrivals(profile, from, from + widthSeconds);
  });
}

/**
 * Requests per second that are asked for at second `t` when nothing makes a user wait. A closed load of N users asks
 * for N / (Z + S), with S the answer of an idle pod; an open one for its journeys times the requests of each.
 */
export function demandPerSecond(plan: TrialPlan, t: number): number {
  const { profile } = plan.scenario;
  const service = plan.services[plan.scenario.service];
  if (profile.model === 'open') return plannedRate(profile, t) * requestsPerJourney(plan.scenario);
  const answerSeconds =
    service === undefined ? 0 : meanDemandSeconds(service, plan.scenario) + service.extraDelaySeconds;
  const cycleSeconds = profile.thinkSeconds + answerSeconds;
  return cycleSeconds > 0 ? plannedUsers(profile, t) / cycleSeconds : Number.POSITIVE_INFINITY;
}

/** Requests per second that `readyPods` of the service under load can answer; null when the plan does not know it. */
export function capacityPerSecond(plan: TrialPlan, readyPods: number): number | null {
  const service = plan.services[plan.scenario.service];
  return service === undefined ? null : readyPods * podCapacityPerSecond(service, plan.scenario);
}

/** Journeys that an open profile offers from the start until second `t`. */
export function plannedUntil(profile: OpenProfile, t: number): number {
  return plannedArrivals(profile, 0, t);
}
