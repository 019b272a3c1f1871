import type { TrialPlan } from '../model/plan.ts';

/** The HPA treats pods younger than its CPU initialization period otherwise; long trials start without such pods. */
const settledPodSeconds = 300;
/** Shorter trials than this would spend more time on waiting for that than on measuring. */
const settledFromLengthSeconds = 180;

/** How old pods of a cluster have to be when the load starts. */
export function podAgeSecondsOf(plan: Pick<TrialPlan, 'lengthSeconds'>): number {
  return plan.lengthSeconds >= settledFromLengthSeconds ? settledPodSeconds : 0;
}
