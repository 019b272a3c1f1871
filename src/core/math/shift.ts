import type { Interval } from './interval.ts';
import { rejected } from './rank-sum.ts';

export interface Shift {
  /** The median of all differences a - b: the estimate of Hodges & Lehmann (1963). */
  value: number;
  /** All shifts that the exact rank test does not reject; null with too few values for `confidence`. */
  interval: Interval | null;
}

/**
 * How far `a` lies above `b` (finite values in any order, neither list empty). The interval is bounded by two of the
 * sorted differences, and has at least its confidence with ties too. For ratios give logarithms, and take the
 * exponential of what comes back.
 */
export function shiftBetween(a: readonly number[], b: readonly number[], confidence: number): Shift {
  const differences = Float64Array.from(a.flatMap((x) => b.map((y) => x - y))).sort();
  const count = differences.length;
  const value = (differences[Math.floor((count - 1) / 2)]! + differences[Math.floor(count / 2)]!) / 2;
  const outside = rejected(a.length, b.length, 1 - confidence);
  if (outside === null) return { value, interval: null };
  return {
    value,
    interval: {
      low: differences[outside.count - 1]!,
      high: differences[count - outside.count]!,
      confidence: 1 - outside.level,
    },
  };
}
