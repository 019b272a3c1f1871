import type { Trial } from '../../model/trial.ts';
import { columnsOf, heatGrid } from './columns.ts';

/** What the figures of any span of a trial are added up from, by column. */
export interface SpanData {
  widthSeconds: number;
  /** Requests that ended as expected, by the column in which they started, and the sum of their response times. */
  requests: number[];
  sumSeconds: number[];
  /** By the column in which they ended. */
  failed: number[];
  /** Counts by row of response time: `[row, count, row, count, ...]` a column, and the edges of the rows. */
  rows: number[][];
  edgesSeconds: number[];
}

/** Percentiles of a span cannot come from those of its seconds, so counts by response time are handed on. */
export function spanDataOf(trial: Trial): SpanData | null {
  const { heat, series } = trial;
  if (heat.count.length === 0) return null;
  const columns = columnsOf(trial);
  const { widthSeconds } = columns;
  const size = Math.round(widthSeconds / series.widthSeconds);
  const number = columns.t.length;
  const rows = heat.edgesSeconds.length - 1;
  const grid = heatGrid(heat, number, widthSeconds);
  // The weight of a second's mean is what its mean is of; where the heat is coarser, what was started has to do.
  const weights =
    heat.widthSeconds === series.widthSeconds
      ? sumsByColumn(heatGrid(heat, series.started.length, series.widthSeconds), rows)
      : series.started;
  const requests = sumsByColumn(grid, rows);
  return {
    widthSeconds,
    requests,
    sumSeconds: requests.map((count, column) => {
      let sum = 0;
      let weight = 0;
      for (let i = column * size; i < (column + 1) * size; i++) {
        const mean = series.mean[i] ?? null;
        if (mean === null) continue;
        sum += mean * (weights[i] ?? 0);
        weight += weights[i] ?? 0;
      }
      return weight === 0 ? 0 : (sum / weight) * count;
    }),
    failed: requests.map((_, column) =>
      series.failed.slice(column * size, (column + 1) * size).reduce((sum, value) => sum + value, 0),
    ),
    rows: requests.map((_, column) =>
      Array.from(grid.subarray(column * rows, (column + 1) * rows)).flatMap((count, row) =>
        count === 0 ? [] : [row, count],
      ),
    ),
    edgesSeconds: heat.edgesSeconds,
  };
}

function sumsByColumn(grid: Float64Array, rows: number): number[] {
  return Array.from({ length: grid.length / rows }, (_, column) =>
    grid.subarray(column * rows, (column + 1) * rows).reduce((sum, count) => sum + count, 0),
  );
}
