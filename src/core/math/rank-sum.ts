import { normalUpperTail } from './normal.ts';

/** Values of both samples together up to which everything about ranks is computed exactly. */
export const exactUpTo = 60;

export interface RankTest {
  /** Pairs in which the value of `a` is the larger one; equal ones count half. */
  u: number;
  /** Two-sided: twice the smaller tail, at most 1. */
  p: number;
  /** `exact`: the permutation distribution, ties and all. `normal`: approximated, for more than `exactUpTo` values. */
  method: 'exact' | 'normal';
}

/**
 * The Wilcoxon-Mann-Whitney test of two samples (any order, not empty). Exact: every division of the values seen into
 * groups of these sizes is equally likely when the arms do not differ. With ties the distribution is that of the
 * mid-ranks seen, not that of a table.
 */
export function rankTest(a: readonly number[], b: readonly number[]): RankTest {
  const [m, n] = [a.length, b.length];
  const { doubled: ranks, tied } = midranks([...a, ...b]);
  const sum = total(ranks.slice(0, m));
  const u = (sum - m * (m + 1)) / 2;
  if (m + n > exactUpTo) return { u, p: normalP(u, m, n, ranks), method: 'normal' };
  const tail = tied
    ? m <= n
      ? smallerTail(ranks, m, sum)
      : smallerTail(ranks, n, total(ranks) - sum)
    : rankTails(m, n)(Math.min(u, m * n - u));
  return { u, p: Math.min(1, 2 * tail), method: 'exact' };
}

/** The smaller of P(S <= sum) and P(S >= sum) for the sum S of `size` of the items. */
function smallerTail(items: readonly number[], size: number, sum: number): number {
  let below = 0;
  let above = 0;
  const counts = subsetSumCounts(items, size);
  counts.forEach((count, at) => {
    if (at <= sum) below += count;
    if (at >= sum) above += count;
  });
  return Math.min(below, above) / total(counts);
}

/** Distributions without ties depend on the sizes alone, and a campaign asks for one of them again and again. */
const knownTails = new Map<string, readonly number[]>();

/**
 * P(U <= u) for u = 0, 1, ... when two samples of `m` and `n` untied values come from one distribution: exact, or beyond
 * `exactUpTo` values the normal approximation with continuity correction.
 */
export function rankTails(m: number, n: number): (u: number) => number {
  if (m + n > exactUpTo) {
    const deviation = Math.sqrt((m * n * (m + n + 1)) / 12);
    return (u) => normalUpperTail(((m * n) / 2 - 0.5 - u) / deviation);
  }
  const size = Math.min(m, n);
  const name = `${size} of ${m + n}`;
  const tails = knownTails.get(name) ?? exactTails(size, m + n);
  knownTails.set(name, tails);
  return (u) => (u < 0 ? 0 : (tails[Math.floor(u)] ?? 1));
}

function exactTails(size: number, count: number): number[] {
  const ranks = Array.from({ length: count }, (_, i) => i + 1);
  const counts = subsetSumCounts(ranks, size);
  const all = total(counts);
  let below = 0;
  return Array.from(counts.slice((size * (size + 1)) / 2), (count) => {
    below += count;
    return below / all;
  });
}

/**
 * How many of the smallest U, 0 among them, a two-sided test of size `level` rejects on each side: the largest r with
 * 2 P(U <= r - 1) <= level, and the level that it really has. Null where no outcome at all is rare enough.
 */
export function rejected(m: number, n: number, level: number): { count: number; level: number } | null {
  const tail = rankTails(m, n);
  let count = 0;
  // Shares are sums of rounded terms: what equals the level must not fail by its last digit.
  while (2 * tail(count) <= level * (1 + 1e-12)) count++;
  return count === 0 ? null : { count, level: 2 * tail(count - 1) };
}

/** Ranks from 1, equal values sharing the mean of theirs, times two: whole numbers. */
function midranks(values: readonly number[]): { doubled: number[]; tied: boolean } {
  let tied = false;
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++;
    if (to > from) tied = true;
    for (let i = from; i <= to; i++) ranks[order[i]!] = from + 1 + to + 1;
    from = to + 1;
  }
  return { doubled: ranks, tied };
}

/**
 * How many subsets of `size` have each sum, by index: the shift algorithm of Streitberg & Röhmel (1986), one item after
 * the other. Counts are exact below 2^53, which 28 and 28 trials stay below, and rounded in their last digits beyond.
 */
function subsetSumCounts(items: readonly number[], size: number): Float64Array {
  const most = total([...items].sort((x, y) => y - x).slice(0, size));
  const counts = Array.from({ length: size + 1 }, () => new Float64Array(most + 1));
  counts[0]![0] = 1;
  let reach = 0;
  items.forEach((item, i) => {
    reach = Math.min(most, reach + item);
    for (let taken = Math.min(size, i + 1); taken > 0; taken--) {
      const fewer = counts[taken - 1]!;
      const these = counts[taken]!;
      for (let sum = item; sum <= reach; sum++) these[sum] = these[sum]! + fewer[sum - item]!;
    }
  });
  return counts[size]!;
}

/** With the correction of the variance for ties and half a step for continuity. */
function normalP(u: number, m: number, n: number, ranks: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  const count = m + n;
  const tied = total([...sizes.values()].map((size) => size ** 3 - size)) / (count * (count - 1));
  const deviation = Math.sqrt(((m * n) / 12) * (count + 1 - tied));
  const z = (Math.abs(u - (m * n) / 2) - 0.5) / deviation;
  return Math.min(1, 2 * normalUpperTail(z));
}

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
