import { z } from 'zod';

/**
 * Offered load as a function of seconds since the start.
 *
 *   closed                               open
 *   users ┤    ┌───────────────          arrivals/s ┤      ╱╲      ╱╲
 *         │   ╱                                     │    ╱    ╲__╱    ╲
 *         │  ╱                                      │  ╱                ╲
 *         └─┴──────────────── s                     └──────────────────── s
 *         from, ramp                                 straight lines between points
 *
 * Closed: a fixed number of users who each wait for the answer and then think. It slows down with the service and so
 * flatters a saturated platform. Open: respondents arrive whatever the service does.
 */
export const closedProfileSchema = z.strictObject({
  model: z.literal('closed'),
  users: z.int().min(1).max(100_000),
  /** Seconds after the start of load at which the first user comes; absent: at once. */
  fromSeconds: z.number().min(0).max(86_400).optional(),
  /** Users are added at an even pace over this time. */
  rampSeconds: z.number().min(0).default(10),
  /** Pause after every request. */
  thinkSeconds: z.number().min(0).default(1),
});

export const openProfileSchema = z.strictObject({
  model: z.literal('open'),
  /** Journeys that start per second, straight lines between the points; times are seconds since the start. */
  points: z.array(z.strictObject({ atSeconds: z.number().min(0), perSecond: z.number().min(0) })).min(2),
  /** Users that may be under way at once; arrivals beyond it are dropped and counted as unmet demand. */
  maxUsers: z.int().min(1).max(100_000),
  thinkSeconds: z.number().min(0).default(1),
});

export const profileSchema = z.discriminatedUnion('model', [closedProfileSchema, openProfileSchema]);
export type ClosedProfile = z.infer<typeof closedProfileSchema>;
export type OpenProfile = z.infer<typeof openProfileSchema>;
export type Profile = z.infer<typeof profileSchema>;

/** Users that a closed profile asks for at second `t`. */
export function plannedUsers(profile: ClosedProfile, t: number): number {
  const since = t - (profile.fromSeconds ?? 0);
  if (since < 0) return 0;
  if (profile.rampSeconds === 0 || since >= profile.rampSeconds) return profile.users;
  return (profile.users * since) / profile.rampSeconds;
}

/** Second from which on a closed profile has all of its users. */
export function allUsersFrom(profile: ClosedProfile): number {
  return (profile.fromSeconds ?? 0) + profile.rampSeconds;
}

/** Journeys per second that an open profile offers at second `t`; 0 outside its points. */
export function plannedRate(profile: OpenProfile, t: number): number {
  const { points } = profile;
  for (let i = 1; i < points.length; i++) {
    const from = points[i - 1]!;
    const to = points[i]!;
    if (t < from.atSeconds || t > to.atSeconds) continue;
    const width = to.atSeconds - from.atSeconds;
    if (width === 0) return to.perSecond;
    return from.perSecond + ((to.perSecond - from.perSecond) * (t - from.atSeconds)) / width;
  }
  return 0;
}

/** Journeys offered between seconds `from` and `to`: the integral of {@link plannedRate}. */
export function plannedArrivals(profile: OpenProfile, from: number, to: number): number {
  let sum = 0;
  for (let i = 1; i < profile.points.length; i++) {
    const a = Math.max(from, profile.points[i - 1]!.atSeconds);
    const b = Math.min(to, profile.points[i]!.atSeconds);
    if (b > a) sum += (b - a) * plannedRate(profile, (a + b) / 2);
  }
  return sum;
}
