import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactUpTo, rankTails, rankTest, rejected } from '../../../src/core/math/rank-sum.ts';

const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 });

/** Pairs that the first sample wins, by looking at every one. */
function wins(a: readonly number[], b: readonly number[]): number {
  return a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0))).reduce<number>((s, v) => s + v, 0);
}

function subsets(values: readonly number[], size: number): [number[], number[]][] {
  if (size === 0) return [[[], [...values]]];
  if (values.length < size) return [];
  const [first, ...rest] = values as [number, ...number[]];
  return [
    ...subsets(rest, size - 1).map(([inside, outside]): [number[], number[]] => [
      [first, ...inside],
      outside,
    ]),
    ...subsets(rest, size).map(([inside, outside]): [number[], number[]] => [inside, [first, ...outside]]),
  ];
}

describe('the rank test', () => {
  it('counts every division of the values seen, ties included', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const seen = wins(a, b);
        const all = subsets([...a, ...b], a.length).map(([x, y]) => wins(x, y));
        const share = (of: (u: number) => boolean) => all.filter(of).length / all.length;
        const p = Math.min(
          1,
          2 *
            Math.min(
              share((u) => u <= seen),
              share((u) => u >= seen),
            ),
        );
        expect(rankTest(a, b)).toEqual({ u: seen, p: expect.closeTo(p, 12), method: 'exact' });
      }),
      { numRuns: 150 },
    );
  });

  it('is exact up to 60 values, and close to it beyond', () => {
    const values = (count: number, from: number) => Array.from({ length: count }, (_, i) => from + 2 * i);
    const half = exactUpTo / 2;
    const exact = rankTest(values(half, 0), values(half, 13));
    const approximate = rankTest(values(half, 0), values(half + 1, 13));
    expect([exact.method, approximate.method]).toEqual(['exact', 'normal']);
    expect(approximate.p / exact.p).toBeGreaterThan(0.5);
    expect(approximate.p / exact.p).toBeLessThan(1.1);
  });

  it('finds nothing in values that are all alike', () => {
    expect(rankTest([3, 3, 3, 3, 3], [3, 3, 3, 3, 3]).p).toBe(1);
    expect(rankTest(new Array(40).fill(3), new Array(40).fill(3))).toEqual({
      u: 800,
      p: 1,
      method: 'normal',
    });
  });
});

describe('what is rejected', () => {
  it('is as much as the level allows and no more', () => {
    expect(rejected(3, 3, 0.05)).toBeNull();
    expect(rejected(4, 4, 0.05)).toEqual({ count: 1, level: 2 / 70 });
    expect(rejected(5, 5, 0.05)).toEqual({ count: 3, level: 8 / 252 });
    expect(rejected(5, 5, 0.05 / 3)).toEqual({ count: 2, level: 4 / 252 });
    // Tables of the test give 23 as critical value for 10 and 10, and 127 for 20 and 20.
    expect(rejected(10, 10, 0.05)!.count - 1).toBe(23);
    expect(rejected(20, 20, 0.05)!.count - 1).toBe(127);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (m, n) => {
        const outside = rejected(m, n, 0.05);
        if (outside === null) return;
        expect(outside.level).toBeLessThanOrEqual(0.05);
        expect(2 * rankTails(m, n)(outside.count)).toBeGreaterThan(0.05);
      }),
    );
  });
});
