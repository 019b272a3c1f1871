/** Means of the samples that fall into each stretch of `width` seconds; nothing observed leaves a gap. */
export function meansBy(
  width: number,
  t: readonly number[],
  values: readonly (number | null)[],
): { x: number; y: number | null }[] {
  const stretches = new Map<number, { sum: number; count: number }>();
  t.forEach((at, i) => {
    if (at < 0) return;
    const key = Math.floor(at / width);
    const stretch = stretches.get(key) ?? { sum: 0, count: 0 };
    const value = values[i] ?? null;
    if (value !== null) {
      stretch.sum += value;
      stretch.count++;
    }
    stretches.set(key, stretch);
  });
  return [...stretches]
    .sort(([a], [b]) => a - b)
    .map(([key, { sum, count }]) => ({ x: (key + 0.5) * width, y: count === 0 ? null : sum / count }));
}
