/**
 * The value at rank q·(n − 1), ranks from 0, with a straight line between neighbours: k6's p(100·q), R's type 7.
 * Exact, for a short list; streams of requests go into a histogram. null for an empty list.
 */
export function quantileOfSorted(ascending: ArrayLike<number>, q: number): number | null {
  if (ascending.length === 0) return null;
  const rank = Math.min(1, Math.max(0, q)) * (ascending.length - 1);
  const below = Math.floor(rank);
  const low = ascending[below]!;
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!;
  return low + (high - low) * (rank - below);
}

/** The same for a list in any order, which is left as it is. */
export function quantile(values: readonly number[], q: number): number | null {
  return quantileOfSorted(Float64Array.from(values).sort(), q);
}
