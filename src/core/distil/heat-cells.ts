import type { Heat } from '../model/trial.ts';
import { columnWidth } from './load-window.ts';

const mostColumns = 600;
const rows = 40;
const leastSeconds = 0.001;
const greatestSeconds = 60;
/** Cells that a record keeps; with more of them columns are joined in pairs, so that a record stays small. */
const mostCells = 40_000;

/** Edges of the rows: 1 ms to 60 s, each 1.32 times the one before. */
export const heatEdgesSeconds: readonly number[] = Array.from(
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
  #widthSeconds: number;
  #cells = new Map<number, number>();

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
    while (this.#cells.size > mostCells && this.#widthSeconds < 1e6) this.#joinColumns();
    const heat: Heat = {
      widthSeconds: this.#widthSeconds,
      edgesSeconds: [...heatEdgesSeconds],
      routes: [...routes],
      pods: [...pods],
      column: [],
      row: [],
      route: [],
      pod: [],
      count: [],
    };
    for (const key of [...this.#cells.keys()].sort((a, b) => a - b)) {
      const names = Math.floor(key / (mostColumns * rows));
      heat.column.push(Math.floor(key / rows) % mostColumns);
      heat.row.push(key % rows);
      heat.route.push(names % 256);
      heat.pod.push(Math.floor(names / 256));
      heat.count.push(this.#cells.get(key)!);
    }
    return heat;
  }

  #joinColumns(): void {
    const joined = new Map<number, number>();
    for (const [key, count] of this.#cells) {
      const row = key % rows;
      const column = Math.floor(key / rows) % mostColumns;
      const names = Math.floor(key / (mostColumns * rows));
      const to = (names * mostColumns + (column >> 1)) * rows + row;
      joined.set(to, (joined.get(to) ?? 0) + count);
    }
    this.#cells = joined;
    this.#widthSeconds *= 2;
  }
}
