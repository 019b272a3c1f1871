import type { Heat, Trial } from '../../model/trial.ts';

/** A trial's course in columns that are wide enough to be drawn; one entry a column, counts as per second. */
export interface Columns {
  widthSeconds: number;
  /** Middle of each column. */
  t: number[];
  planned: (number | null)[];
  users: (number | null)[];
  started: number[];
  completed: number[];
  failed: number[];
  iterations: number[];
  dropped: number[];
  p50: (number | null)[];
  p95: (number | null)[];
  p99: (number | null)[];
  /** Percentiles were read from the rows of the heatmap, because columns of the record were joined. */
  percentilesFromRows: boolean;
}

/**
 * The series in at most `most` columns: 2, 4, 8, ... columns of the record become one. Counts add up. Percentiles
 * do not, so those of a joined column are computed again, from the trial's counts by response time.
 */
export function columnsOf(trial: Trial, most = 160): Columns {
  const { series, heat } = trial;
  let size = 1;
  while (series.started.length / size > most) size *= 2;
  while (size > 1 && size * series.widthSeconds < heat.widthSeconds) size *= 2;
  const widthSeconds = size * series.widthSeconds;
  // Of a column that the trial ends in the beginning of, too little was seen for a rate.
  const rest = trial.lengthSeconds - (series.started.length - 1) * series.widthSeconds;
  const recorded = Math.max(1, series.started.length - (rest < series.widthSeconds / 2 ? 1 : 0));
  const columns = Math.ceil(recorded / size);
  const parts = <T>(values: readonly T[]): T[][] =>
    Array.from({ length: columns }, (_, i) => values.slice(i * size, Math.min(recorded, (i + 1) * size)));
  const seconds = (i: number) => Math.min(size, recorded - i * size) * series.widthSeconds;
  const rates = (values: readonly number[]) =>
    parts(values).map((part, i) => part.reduce((sum, value) => sum + value, 0) / seconds(i));
  const means = (values: readonly (number | null)[]) =>
    parts(values).map((part) => {
      const seen = part.filter((value) => value !== null);
      return seen.length === 0 ? null : seen.reduce((sum, value) => sum + value, 0) / seen.length;
    });
  const joined = size > 1 && heat.count.length > 0;
  const quantiles = joined ? heatQuantiles(heat, columns, widthSeconds, [0.5, 0.95, 0.99]) : null;
  return {
    widthSeconds,
    t: Array.from({ length: columns }, (_, i) => i * widthSeconds + seconds(i) / 2),
    planned: means(series.planned),
    users: means(series.users),
    started: rates(series.started),
    completed: rates(series.completed),
    failed: rates(series.failed),
    iterations: rates(series.iterations),
    dropped: rates(series.dropped),
    p50: quantiles?.[0] ?? series.p50.slice(0, columns),
    p95: quantiles?.[1] ?? series.p95.slice(0, columns),
    p99: quantiles?.[2] ?? series.p99.slice(0, columns),
    percentilesFromRows: joined,
  };
}

/** Counts of the heat by column and row: `counts[column * rows + row]`. */
export function heatGrid(heat: Heat, columns: number, widthSeconds: number): Float64Array {
  const rows = heat.edgesSeconds.length - 1;
  const grid = new Float64Array(columns * rows);
  heat.count.forEach((count, i) => {
    const middle = (heat.column[i]! + 0.5) * heat.widthSeconds;
    const column = Math.floor(middle / widthSeconds);
    const row = heat.row[i]!;
    if (column >= 0 && column < columns && row >= 0 && row < rows) grid[column * rows + row]! += count;
  });
  return grid;
}

/** Quantiles by column; within a row, values are taken to lie evenly on the logarithmic scale. */
function heatQuantiles(
  heat: Heat,
  columns: number,
  widthSeconds: number,
  shares: readonly number[],
): (number | null)[][] {
  const rows = heat.edgesSeconds.length - 1;
  const grid = heatGrid(heat, columns, widthSeconds);
  return shares.map((share) =>
    Array.from({ length: columns }, (_, column) => {
      const counts = grid.subarray(column * rows, (column + 1) * rows);
      const total = counts.reduce((sum, count) => sum + count, 0);
      if (total === 0) return null;
      let left = share * total;
      for (let row = 0; row < rows; row++) {
        const count = counts[row]!;
        if (left <= count && count > 0) {
          const [low, high] = [heat.edgesSeconds[row]!, heat.edgesSeconds[row + 1]!];
          return low > 0 ? low * (high / low) ** (left / count) : high * (left / count);
        }
        left -= count;
      }
      return heat.edgesSeconds[rows]!;
    }),
  );
}
