import type { Heat } from '../model/trial.ts';
import { columnWidth } from './load-window.ts';

const mostColumns = 600;
const rows = 40;
const leastSeconds = 0.001;
const greatestSeconds = 60;
/**
 * Cells that a record keeps, so that it stays small. With more of them, pods are counted apart from response times; and
 * where that is not enough, columns are joined in pairs.
 */
const mostCells = 40_000;

/** Edges of the rows: 1 ms to 60 s, each 1.32 times the one before. */
const heatEdgesSeconds: readonly number[] = Array.from(
  { length: rows + 1 },
  (_, i) => leastSeconds * (greatestSeconds / leastSeconds) ** (i / rows),
);
const rowsPerE = rows / Math.log(greatestSeconds / leastSeconds);

/** Row of a response time; what is faster than 1 ms or slower than 60 s goes into the first or last row. */
function rowOf(seconds: number): number {
  if (seconds <= leastSeconds) return 0;
  return Math.min(rows - 1, Math.floor(Math.log(seconds / leastSeconds) * rowsPerE));
}

/** Counts by start, response time, route and pod; only the cells that occur take room. */
export class HeatCells {
  readonly #widthSeconds: number;
  readonly #cells = new Map<number, number>();

  constructor(lengthSeconds: number) {
    this.#widthSeconds = columnWidth(lengthSeconds, mostColumns);
  }

  /** `route` and `pod` are indices into the names that {@link toHeat} gets; routes below 256. */
  count(startSeconds: number, responseSeconds: number, route: number, pod: number): void {
    const column = Math.max(0, Math.floor(startSeconds / this.#widthSeconds));
    const key = ((pod * 256 + route) * mostColumns + column) * rows + rowOf(responseSeconds);
    this.#cells.set(key, (this.#cells.get(key) ?? 0) + 1);
  }

  toHeat(routes: readonly string[], pods: readonly string[]): Heat {
    const whole = this.#cells.size <= mostCells;
    const byPod = whole ? null : this.#byPod();
    const cells = whole
      ? { widthSeconds: this.#widthSeconds, counts: this.#cells }
      : this.#fitting((key) => key % (256 * mostColumns * rows), rows);
    const heat: Heat = {
      widthSeconds: cells.widthSeconds,
      edgesSeconds: [...heatEdgesSeconds],
      routes: [...routes],
      pods: [...pods],
      column: [],
      row: [],
      route: [],
      pod: [],
      count: [],
      byPod,
    };
    for (const [key, count] of ascending(cells.counts)) {
      const names = Math.floor(key / (mostColumns * rows));
      heat.column.push(Math.floor(key / rows) % mostColumns);
      heat.row.push(key % rows);
      heat.route.push(names % 256);
      heat.pod.push(Math.floor(names / 256));
      heat.count.push(count);
    }
    return heat;
  }

  #byPod(): NonNullable<Heat['byPod']> {
    const { widthSeconds, counts } = this.#fitting((key) => {
      const column = Math.floor(key / rows) % mostColumns;
      return Math.floor(key / (256 * mostColumns * rows)) * mostColumns + column;
    }, 1);
    const all = ascending(counts);
    return {
      widthSeconds,
      column: all.map(([key]) => key % mostColumns),
      pod: all.map(([key]) => Math.floor(key / mostColumns)),
      count: all.map(([, count]) => count),
    };
  }

  /** Counts by what `keyOf` keeps of a cell, in columns so wide that they fit; a column is `stride` keys. */
  #fitting(
    keyOf: (key: number) => number,
    stride: number,
  ): { widthSeconds: number; counts: Map<number, number> } {
    let widthSeconds = this.#widthSeconds;
    let counts = new Map<number, number>();
    for (const [key, count] of this.#cells) counts.set(keyOf(key), (counts.get(keyOf(key)) ?? 0) + count);
    while (counts.size > mostCells && widthSeconds < 1e6) {
      const joined = new Map<number, number>();
      for (const [key, count] of counts) {
        const column = Math.floor(key / stride) % mostColumns;
        const to = key - (column - (column >> 1)) * stride;
        joined.set(to, (joined.get(to) ?? 0) + count);
      }
      counts = joined;
      widthSeconds *= 2;
    }
    return { widthSeconds, counts };
  }
}

function ascending(counts: ReadonlyMap<number, number>): [number, number][] {
  return [...counts].sort(([a], [b]) => a - b);
}
