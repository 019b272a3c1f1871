/** One thing that `npm run perf` measures. Each prints what it compares in one run, side by side. */
export interface Measurement {
  name: string;
  about: string;
  run(bench: Bench): Promise<void>;
}

export interface Bench {
  /** A folder that is deleted afterwards. */
  folder: string;
  say(line: string): void;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Rows of text in columns, the first to the left and the others to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))).join('   '),
  );
}
