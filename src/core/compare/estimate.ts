import { median, medianInterval } from '../math/median.ts';
import type { Estimate } from '../model/comparison.ts';

/** Confidence that every interval has at the least. */
export const confidence = 0.95;

/**
 * A figure over the trials of a case: the median, with an interval from six trials on; fewer allow none at 95 % without
 * assuming a distribution. Values that a trial did not observe are null and do not count.
 */
export function estimateOf(byTrial: readonly (number | null)[]): Estimate {
  const seen = byTrial.filter((value) => value !== null);
  return { value: median(seen), byTrial: [...byTrial], interval: medianInterval(seen, confidence) };
}
