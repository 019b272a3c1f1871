import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpenProfile } from '../../../src/core/model/profile.ts';
import { plannedArrivals } from '../../../src/core/model/profile.ts';
import { compressTrace, type TraceRow } from '../../../src/core/plan/trace.ts';

const minutes = 1440;

function day(arrivals: readonly number[]): TraceRow[] {
  return arrivals.map((count, minute) => ({ minute, arrivals: count }));
}

function profile(points: OpenProfile['points']): OpenProfile {
  return { model: 'open', points, maxUsers: 10, thinkSeconds: 1 };
}

function highest(points: OpenProfile['points']): number {
  return Math.max(...points.map(({ perSecond }) => perSecond));
}

const days = fc
  .array(fc.nat(300), { minLength: minutes, maxLength: minutes })
  .filter((arrivals) => arrivals.some((count) => count > 0));
const lengths = fc.integer({ min: 5, max: 3600 });
const peaks = fc.double({ min: 0.1, max: 500, noNaN: true });

describe('a compressed day', () => {
  test('keeps the arrivals of the whole day', () => {
    fc.assert(
      fc.property(days, lengths, peaks, (arrivals, length, peak) => {
        const points = compressTrace(day(arrivals), length, peak);
        const perArrival = (scaleOf(arrivals, peak) * length) / minutes;
        const whole = arrivals.reduce((sum, count) => sum + count, 0) * perArrival;
        expect(plannedArrivals(profile(points), 0, length) / whole).toBeCloseTo(1, 9);
      }),
      { numRuns: 30 },
    );
  });

  test('reaches the peak and nothing above it, within the length, in order and with few points', () => {
    fc.assert(
      fc.property(days, lengths, peaks, (arrivals, length, peak) => {
        const points = compressTrace(day(arrivals), length, peak);
        expect(highest(points)).toBeCloseTo(peak, 9);
        expect(points.length).toBeLessThanOrEqual(62);
        expect([points[0]!.atSeconds, points.at(-1)!.atSeconds]).toEqual([0, length]);
        for (const [i, point] of points.entries()) {
          expect(point.perSecond).toBeGreaterThanOrEqual(0);
          if (i > 0) expect(point.atSeconds).toBeGreaterThan(points[i - 1]!.atSeconds);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('has its peak where the day has it', () => {
    const arrivals = Array.from({ length: minutes }, (_, m) => 100 * Math.exp(-(((m - 1020) / 30) ** 2)));
    const points = compressTrace(day(arrivals), 600, 20);
    const peak = points.find(({ perSecond }) => perSecond === highest(points))!;
    expect(Math.abs(peak.atSeconds - (600 * 1020) / minutes)).toBeLessThan(6);
  });

  test('of equal minutes is flat', () => {
    for (const { perSecond } of compressTrace(day(new Array(minutes).fill(4)), 300, 12))
      expect(perSecond).toBeCloseTo(12, 9);
  });
});

/** Journeys per second for one arrival per minute: the highest mean of 24 minutes becomes the peak. */
function scaleOf(arrivals: readonly number[], peak: number): number {
  let most = 0;
  for (let from = 0; from < minutes; from += 24)
    most = Math.max(most, arrivals.slice(from, from + 24).reduce((sum, count) => sum + count, 0) / 24);
  return peak / most;
}
