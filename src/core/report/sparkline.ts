const blocks = '▁▂▃▄▅▆▇█';

/** A series as block characters: at most `width` of them, each the mean of its part, scaled from 0 to the greatest. */
export function sparkline(values: readonly number[], width: number): string {
  const size = Math.max(1, Math.ceil(values.length / width));
  const means: number[] = [];
  for (let from = 0; from < values.length; from += size) {
    const part = values.slice(from, from + size);
    means.push(part.reduce((sum, value) => sum + value, 0) / part.length);
  }
  const greatest = Math.max(...means);
  return means
    .map((mean) => blocks[greatest > 0 ? Math.min(7, Math.floor((mean / greatest) * 8)) : 0])
    .join('');
}
