import { LogLinearHistogram } from '../math/histogram.ts';
import type { Series } from '../model/trial.ts';
import { columnWidth } from './load-window.ts';

/** More columns than this are not drawn; a day fits in 2,700 of 32 s. */
const mostColumns = 3600;

/** Counts by second (or 2, 4, ... seconds) of the window. What lies outside of it is left out. */
export class LoadColumns {
  readonly widthSeconds: number;
  readonly columns: number;
  readonly started: Uint32Array;
  readonly completed: Uint32Array;
  readonly failed: Uint32Array;
  /** Journeys by when they started. */
  readonly journeys: Uint32Array;
  readonly dropped: Uint32Array;
  readonly users: (number | null)[];
  readonly #response: (LogLinearHistogram | undefined)[];

  constructor(lengthSeconds: number) {
    this.widthSeconds = columnWidth(lengthSeconds, mostColumns);
    this.columns = Math.max(1, Math.ceil(lengthSeconds / this.widthSeconds));
    this.started = new Uint32Array(this.columns);
    this.completed = new Uint32Array(this.columns);
    this.failed = new Uint32Array(this.columns);
    this.journeys = new Uint32Array(this.columns);
    this.dropped = new Uint32Array(this.columns);
    this.users = new Array<number | null>(this.columns).fill(null);
    this.#response = new Array<LogLinearHistogram | undefined>(this.columns).fill(undefined);
  }

  /** Column of a moment, or -1 outside of the window; up to a second early still belongs to the first. */
  at(seconds: number): number {
    const column = Math.floor(seconds / this.widthSeconds);
    if (column >= 0) return column < this.columns ? column : -1;
    return seconds >= -1 ? 0 : -1;
  }

  /** Response time of a request that started in `column` and ended as expected. */
  response(column: number, micros: number): void {
    let histogram = this.#response[column];
    if (histogram === undefined) {
      histogram = new LogLinearHistogram();
      this.#response[column] = histogram;
    }
    histogram.record(micros);
  }

  /** `planned` is a number for each column, or null where nothing was planned. */
  toSeries(planned: readonly (number | null)[]): Series {
    const quantile = (q: number) => this.#response.map((histogram) => histogram?.quantileSeconds(q) ?? null);
    return {
      widthSeconds: this.widthSeconds,
      planned: [...planned],
      users: [...this.users],
      started: [...this.started],
      completed: [...this.completed],
      failed: [...this.failed],
      iterations: [...this.journeys],
      dropped: [...this.dropped],
      mean: this.#response.map((histogram) => histogram?.meanSeconds ?? null),
      p50: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99),
    };
  }
}
