/** Marks that stand apart on a plotting area: a mark each three pixels. */
const mostMarks = 160;

/** Of the entries that would be drawn on one spot, the one of the greatest `weight`; in the order of time. */
export function thinned<T>(
  entries: readonly T[],
  at: (entry: T) => number,
  lengthSeconds: number,
  weight: (entry: T) => number = () => 0,
): T[] {
  if (entries.length <= mostMarks) return [...entries];
  const spots = new Map<number, T>();
  for (const entry of entries) {
    const spot = Math.floor((at(entry) / lengthSeconds) * mostMarks);
    const there = spots.get(spot);
    if (there === undefined || weight(entry) > weight(there)) spots.set(spot, entry);
  }
  return [...spots.values()].sort((a, b) => at(a) - at(b));
}
