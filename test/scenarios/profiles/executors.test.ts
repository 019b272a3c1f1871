import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closedExecutor,
  openExecutor,
  rateUnitSeconds,
  type Stage,
} from '../../../scenarios/profiles/executors.ts';
import {
  type ClosedProfile,
  type OpenProfile,
  plannedArrivals,
  plannedUsers,
} from '../../../src/core/model/profile.ts';

function secondsOf({ duration }: Stage): number {
  expect(duration).toMatch(/^\d+ms$/);
  return Number.parseInt(duration, 10) / 1000;
}

/** What k6 makes of stages: straight lines from target to target. */
function integral(start: number, stages: readonly Stage[]): number {
  let at = start;
  let sum = 0;
  for (const stage of stages) {
    sum += ((at + stage.target) / 2) * secondsOf(stage);
    at = stage.target;
  }
  return sum;
}

function lengthOf(stages: readonly Stage[]): number {
  return stages.reduce((sum, stage) => sum + secondsOf(stage), 0);
}

const milliseconds = fc.integer({ min: 0, max: 600_000 }).map((ms) => ms / 1000);
const lengthSeconds = fc.integer({ min: 5, max: 900 });

const openProfiles = fc
  .array(fc.record({ atSeconds: milliseconds, perSecond: fc.double({ min: 0, max: 500, noNaN: true }) }), {
    minLength: 2,
    maxLength: 60,
  })
  .map((points): OpenProfile => {
    const inOrder = [...points].sort((a, b) => a.atSeconds - b.atSeconds);
    return { model: 'open', points: inOrder, maxUsers: 100, thinkSeconds: 1 };
  });

describe('an open profile', () => {
  test('offers the planned arrivals, over exactly the length', () => {
    fc.assert(
      fc.property(openProfiles, lengthSeconds, (profile, length) => {
        const { startRate, stages } = openExecutor(profile, length, 60);
        expect(lengthOf(stages)).toBeCloseTo(length, 6);
        const offered = integral(startRate, stages) / rateUnitSeconds;
        // Rates are rounded to 1/1000 per second.
        expect(Math.abs(offered - plannedArrivals(profile, 0, length))).toBeLessThanOrEqual(length * 0.0006);
      }),
    );
  });

  test('has whole targets, as k6 demands, and every user from the start', () => {
    fc.assert(
      fc.property(openProfiles, lengthSeconds, (profile, length) => {
        const executor = openExecutor(profile, length, 60);
        for (const { target } of executor.stages) {
          expect(Number.isInteger(target)).toBe(true);
          expect(target).toBeGreaterThanOrEqual(0);
        }
        expect([executor.preAllocatedVUs, executor.maxVUs]).toEqual([100, 100]);
      }),
    );
  });

  test('keeps a fractional rate', () => {
    const points = [
      { atSeconds: 0, perSecond: 0.25 },
      { atSeconds: 100, perSecond: 0.25 },
    ];
    const { startRate, stages } = openExecutor(
      { model: 'open', points, maxUsers: 5, thinkSeconds: 1 },
      100,
      60,
    );
    expect(integral(startRate, stages) / rateUnitSeconds).toBe(25);
  });
});

describe('a closed profile', () => {
  test('has the planned users at every moment, over exactly the length', () => {
    const profiles = fc.record({
      model: fc.constant('closed' as const),
      users: fc.integer({ min: 1, max: 5000 }),
      fromSeconds: fc.option(milliseconds, { nil: undefined }),
      rampSeconds: milliseconds,
      thinkSeconds: fc.constant(1),
    });
    fc.assert(
      fc.property(profiles, lengthSeconds, (profile: ClosedProfile, length) => {
        const { startVUs, stages } = closedExecutor(profile, length, 60);
        expect(lengthOf(stages)).toBeCloseTo(length, 6);
        const from = Math.min(profile.fromSeconds ?? 0, length);
        const ramp = Math.min(profile.rampSeconds, length - from);
        const reached = ramp === 0 ? 0 : plannedUsers(profile, from + ramp);
        const planned = (reached / 2) * ramp + profile.users * (length - from - ramp);
        // A ramp that is cut off ends at a whole number of users.
        expect(Math.abs(integral(startVUs, stages) - planned)).toBeLessThanOrEqual(0.25 * ramp + 1e-6);
      }),
    );
  });

  test('without a ramp starts with all its users', () => {
    const executor = closedExecutor({ model: 'closed', users: 7, rampSeconds: 0, thinkSeconds: 1 }, 30, 60);
    expect(executor).toMatchObject({ startVUs: 7, stages: [{ duration: '30000ms', target: 7 }] });
  });

  test('may begin later, with a jump where it has no ramp', () => {
    const later = { model: 'closed', users: 7, fromSeconds: 20, thinkSeconds: 1 } as const;
    expect(closedExecutor({ ...later, rampSeconds: 5 }, 30, 60)).toMatchObject({
      startVUs: 0,
      stages: [
        { duration: '20000ms', target: 0 },
        { duration: '5000ms', target: 7 },
        { duration: '5000ms', target: 7 },
      ],
    });
    expect(closedExecutor({ ...later, rampSeconds: 0 }, 30, 60)).toMatchObject({
      startVUs: 0,
      stages: [
        { duration: '20000ms', target: 0 },
        { duration: '0ms', target: 7 },
        { duration: '10000ms', target: 7 },
      ],
    });
  });

  test('lets slow requests end within the grace', () => {
    const executor = closedExecutor({ model: 'closed', users: 7, rampSeconds: 5, thinkSeconds: 1 }, 30, 60);
    expect(executor.gracefulStop).toBe('60000ms');
  });
});
