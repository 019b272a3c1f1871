import type { Interval } from './interval.ts';

/** The middle value, or the mean of the two in the middle; null without any. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const ascending = [...values].sort((a, b) => a - b);
  const middle = Math.floor(ascending.length / 2);
  return ascending.length % 2 === 1 ? ascending[middle]! : (ascending[middle - 1]! + ascending[middle]!) / 2;
}

/**
 * Between which two values seen the median of the distribution lies: order statistics, exact, and without any
 * assumption (the sign test turned round; below x(r) lie fewer than r of n values with P(Binomial(n, 1/2) < r)).
 * Null where even the smallest and the largest do not reach `confidence`: fewer than six values at 95 %.
 *
 * Note: Walsh averages would be a little narrower from seven values on, but assume a symmetric distribution, reach
 * 95 % with no fewer values, and are about another centre than the median that is printed.
 */
export function medianInterval(values: readonly number[], confidence: number): Interval | null {
  const n = values.length;
  const ascending = [...values].sort((a, b) => a - b);
  let probability = 0.5 ** n;
  let below = 0;
  let rank = 0;
  while (rank < n / 2 && 2 * (below + probability) <= (1 - confidence) * (1 + 1e-12)) {
    below += probability;
    probability *= (n - rank) / (rank + 1);
    rank++;
  }
  if (rank === 0) return null;
  return { low: ascending[rank - 1]!, high: ascending[n - rank]!, confidence: 1 - 2 * below };
}
