import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holmAdjusted } from '../../../src/core/math/holm.ts';
import {
  alpha,
  detectableShift,
  moreTrialsNeeded,
  pooledSpread,
  trialsNeeded,
  trialsToDetect,
} from '../../../src/core/math/sample-size.ts';

describe('trialsNeeded', () => {
  it('is the smallest n whose most extreme order is rare enough: 2 / C(2n, n) <= alpha / k', () => {
    expect([0.4, 0.1, 0.05, 0.01, 0.001].map((risk) => trialsNeeded(1, risk))).toEqual([2, 3, 4, 5, 7]);
    expect([1, 2, 3, 6, 7, 17].map((metrics) => trialsNeeded(metrics))).toEqual([4, 5, 5, 5, 6, 6]);
  });

  it('is what is there and what is still to come', () => {
    expect(moreTrialsNeeded(1, 1, 3)).toBe(4);
    expect(moreTrialsNeeded(4, 4, 3)).toBe(1);
    expect(moreTrialsNeeded(3, 7, 3)).toBe(0);
    expect(moreTrialsNeeded(1, 30, 1)).toBe(1);
    expect(moreTrialsNeeded(9, 9, 3)).toBe(0);
  });
});

describe('Holm', () => {
  it('multiplies the smallest p by all, the next by one fewer, and keeps the order', () => {
    expect(holmAdjusted([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(holmAdjusted([0.9, 0.8])).toEqual([1, 1]);
    expect(holmAdjusted([])).toEqual([]);
  });

  it('rejects what the step-down rule rejects', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            p,
            p.map((value) => value / 20),
          ),
          { minLength: 1, maxLength: 6 },
        ),
        (ps) => {
          const ascending = [...ps].sort((a, b) => a - b);
          const fails = ascending.findIndex((value, step) => value * (ps.length - step) > alpha);
          const limit = fails === -1 ? Infinity : ascending[fails]!;
          expect(holmAdjusted(ps).map((value) => value <= alpha)).toEqual(ps.map((value) => value < limit));
        },
      ),
    );
  });
});

describe('the detectable shift', () => {
  it('shrinks with trials and grows with scatter and claims', () => {
    expect(detectableShift(3, 3, 1, alpha)).toBeNull();
    expect(detectableShift(4, 4, 1, alpha / 3)).toBeNull();
    const sizes = [5, 6, 8, 12, 20, 29, 31, 50].map((n) => detectableShift(n, n, 1, alpha / 3)!);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(detectableShift(8, 8, 3, alpha)).toBeCloseTo(3 * detectableShift(8, 8, 1, alpha)!, 9);
    expect(detectableShift(8, 8, 1, alpha)).toBeLessThan(detectableShift(8, 8, 1, alpha / 3)!);
  });

  it('uses what both cases scatter about their own centres', () => {
    expect(pooledSpread([1, 2, 3], [101, 102, 103])).toBe(1);
    expect(pooledSpread([1, 3], [7])).toBeCloseTo(Math.SQRT2, 12);
    expect(pooledSpread([1], [7])).toBeNull();
    expect(pooledSpread([], [7, 8, 9])).toBeNull();
  });
});

describe('trialsToDetect', () => {
  it('is detectableShift solved for the number of trials', () => {
    for (const spread of [0.02, 0.04, 0.08]) {
      const n = trialsToDetect(0.05, spread, alpha, 100)!;
      const found = detectableShift(n, n, spread, alpha)!;
      expect(found).toBeGreaterThan(0.05 * 0.8);
      expect(found).toBeLessThan(0.05 * 1.15);
    }
    expect(trialsToDetect(0.05, 0, alpha, 100)).toBe(2);
    expect(trialsToDetect(0.05, 1, alpha, 100)).toBeNull();
  });
});
