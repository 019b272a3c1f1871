import type { Estimate } from '../model/comparison.ts';

/** Confidence of every interval that is printed. */
export const confidence = 0.95;

/**
 * A figure over the trials of a case: the median, and no interval as long as the trials are too few for one.
 * Values that a trial did not observe are null and do not count.
 */
export function estimateOf(byTrial: readonly (number | null)[]): Estimate {
  const seen = byTrial.filter((value) => value !== null).sort((a, b) => a - b);
  return { value: seen.length === 0 ? null : median(seen), byTrial: [...byTrial], interval: null };
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Trials of each of two cases that the exact two-sided rank test needs before it can reach `alpha` at all: the
 * smallest n with 2 / C(2n, n) <= alpha.
 */
export function trialsNeeded(alpha = 1 - confidence): number {
  let n = 1;
  for (let choose = 2; 2 / choose > alpha + 1e-12; n++)
    choose = (choose * (2 * n + 1) * (2 * n + 2)) / (n + 1) ** 2;
  return n;
}
