import type { ClosedProfile, OpenProfile } from './plan.ts';

/** A stage of k6: over `duration` the users or the rate move in a straight line to `target`. */
export interface Stage {
  duration: string;
  target: number;
}

/** k6 takes whole rates only, so rates are counted per 1000 s: an error of at most 0.0005 per second. */
export const rateUnitSeconds = 1000;

/**
 * Users that wait for the answer and then think.
 *
 *     users ┤   ┌────────────┐
 *           │  ╱             │ gracefulStop: requests under way may end
 *           └─┴──────────────┴──── s
 *         from, ramp       length
 */
export function closedExecutor(profile: ClosedProfile, lengthSeconds: number, graceSeconds: number) {
  const { users, fromSeconds = 0 } = profile;
  const restSeconds = Math.max(0, lengthSeconds - fromSeconds);
  const rampSeconds = Math.min(profile.rampSeconds, restSeconds);
  const reached = rampSeconds === 0 ? users : Math.round((users * rampSeconds) / profile.rampSeconds);
  const stages: Stage[] = [];
  if (fromSeconds > 0)
    stages.push({ duration: milliseconds(Math.min(fromSeconds, lengthSeconds)), target: 0 });
  // A stage of no length is a jump.
  if (fromSeconds > 0 && rampSeconds === 0 && restSeconds > 0)
    stages.push({ duration: '0ms', target: users });
  if (rampSeconds > 0) stages.push({ duration: milliseconds(rampSeconds), target: reached });
  if (restSeconds > rampSeconds)
    stages.push({ duration: milliseconds(restSeconds - rampSeconds), target: users });
  return {
    executor: 'ramping-vus' as const,
    startVUs: fromSeconds === 0 && rampSeconds === 0 ? users : 0,
    stages,
    gracefulStop: milliseconds(graceSeconds),
  };
}

/**
 * Journeys that start whatever the service does; straight lines between the points, nothing outside them.
 * Every user exists before the load starts: making users under load would take the generator's CPU at its busiest.
 */
export function openExecutor(profile: OpenProfile, lengthSeconds: number, graceSeconds: number) {
  const points = pointsWithin(profile.points, lengthSeconds);
  const stages: Stage[] = [];
  let at = 0;
  for (const { atSeconds, perSecond } of points) {
    stages.push({ duration: milliseconds(atSeconds - at), target: Math.round(perSecond * rateUnitSeconds) });
    at = atSeconds;
  }
  return {
    executor: 'ramping-arrival-rate' as const,
    startRate: 0,
    timeUnit: `${rateUnitSeconds}s`,
    stages,
    preAllocatedVUs: profile.maxUsers,
    maxVUs: profile.maxUsers,
    gracefulStop: milliseconds(graceSeconds),
  };
}

/** The points from 0 to `lengthSeconds`, with a jump from and to zero where the profile does not reach an end. */
function pointsWithin(points: OpenProfile['points'], lengthSeconds: number): OpenProfile['points'] {
  const first = points[0]!;
  const last = points.at(-1)!;
  const whole = [
    { atSeconds: first.atSeconds, perSecond: 0 },
    ...points,
    { atSeconds: last.atSeconds, perSecond: 0 },
    { atSeconds: Math.max(last.atSeconds, lengthSeconds), perSecond: 0 },
  ];
  const after = whole.findIndex((point) => point.atSeconds > lengthSeconds);
  if (after < 0) return whole;
  const to = whole[after]!;
  const from = whole[after - 1] ?? { atSeconds: 0, perSecond: 0 };
  const share = (lengthSeconds - from.atSeconds) / (to.atSeconds - from.atSeconds);
  const cut = from.perSecond + share * (to.perSecond - from.perSecond);
  return [...whole.slice(0, after), { atSeconds: lengthSeconds, perSecond: cut }];
}

function milliseconds(seconds: number): string {
  return `${Math.round(seconds * 1000)}ms`;
}
