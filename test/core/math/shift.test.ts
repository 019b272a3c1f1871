import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianInterval } from '../../../src/core/math/median.ts';
import { rankTest } from '../../../src/core/math/rank-sum.ts';
import { shiftBetween } from '../../../src/core/math/shift.ts';

const values = fc.uniqueArray(fc.integer({ min: -5000, max: 5000 }), { minLength: 4, maxLength: 9 });

describe('the shift between two samples', () => {
  it('has the interval of all shifts that the rank test does not reject', () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: -5000, max: 5000 }), (a, b, whole) => {
        // Between whole numbers no shift makes a tie.
        const by = whole + 0.5;
        const { low, high } = shiftBetween(a, b, 0.95).interval!;
        const kept =
          rankTest(
            a.map((value) => value - by),
            b,
          ).p > 0.05;
        expect(low < by && by < high).toBe(kept);
      }),
    );
  });

  it('is what was added', () => {
    expect(shiftBetween([11, 12, 13, 14], [1, 2, 3, 4], 0.95).value).toBe(10);
    expect(shiftBetween([5], [3], 0.95)).toEqual({ value: 2, interval: null });
    // One wild trial moves a mean, not this.
    expect(shiftBetween([11, 12, 13, 14, 9999], [1, 2, 3, 4, 5], 0.95).value).toBe(10);
  });

  it('of many values has an interval as well', () => {
    const many = Array.from({ length: 50 }, (_, i) => (i * 37) % 50);
    const { value, interval } = shiftBetween(
      many.map((each) => each + 5),
      many,
      0.95,
    );
    expect(value).toBe(5);
    expect(interval!.low).toBeLessThan(0);
    expect(interval!.high).toBeGreaterThan(10);
    expect(interval!.confidence).toBeGreaterThanOrEqual(0.95);
    expect(interval!.confidence).toBeLessThan(0.952);
  });
});

describe('the interval of a median', () => {
  it('needs six values at 95 %', () => {
    expect(medianInterval([1, 2, 3, 4, 5], 0.95)).toBeNull();
    expect(medianInterval([6, 1, 2, 3, 4, 5], 0.95)).toEqual({ low: 1, high: 6, confidence: 0.96875 });
    expect(medianInterval([], 0.95)).toBeNull();
  });
});
