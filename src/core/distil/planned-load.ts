import type { TrialPlan } from '../model/plan.ts';
import { type OpenProfile, plannedArrivals, plannedUsers } from '../model/profile.ts';

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

/** Journeys that an open profile offers from the start until second `t`. */
export function plannedUntil(profile: OpenProfile, t: number): number {
  return plannedArrivals(profile, 0, t);
}
