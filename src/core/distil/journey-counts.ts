import type { LoadWindow } from './load-window.ts';

/**
 * Journeys by whole epoch second: k6 is asked to start them at moments, and a recording says in which second of the
 * clock they started. Counted on that grid, planned against started is exact at its edges; on a grid that begins with
 * the load it would be off by a part of a second's journeys. Long trials have a coarser grid.
 */
export class JourneyCounts {
  readonly widthSeconds: number;
  readonly started: Uint32Array;
  readonly ended: Uint32Array;
  readonly dropped: Uint32Array;
  readonly #firstMicros: number;
  readonly #loadStartMicros: number;
  #startsSeen = false;

  constructor(window: Pick<LoadWindow, 'loadStartMicros' | 'lengthSeconds'>, widthSeconds: number) {
    this.widthSeconds = widthSeconds;
    this.#loadStartMicros = window.loadStartMicros;
    this.#firstMicros = Math.floor(window.loadStartMicros / 1e6) * 1e6;
    const bins = Math.ceil(window.lengthSeconds / widthSeconds) + 1;
    this.started = new Uint32Array(bins);
    this.ended = new Uint32Array(bins);
    this.dropped = new Uint32Array(bins);
  }

  /** Whether anybody said when journeys started. */
  get startsSeen(): boolean {
    return this.#startsSeen;
  }

  /** Seconds since the load started at which a bin ends. */
  binEndsSeconds(bin: number): number {
    return (this.#firstMicros - this.#loadStartMicros) / 1e6 + (bin + 1) * this.widthSeconds;
  }

  startedAt(micros: number, count: number): void {
    this.#startsSeen = true;
    this.#add(this.started, micros, count);
  }

  endedAt(micros: number, count: number): void {
    this.#add(this.ended, micros, count);
  }

  droppedAt(micros: number, count: number): void {
    this.#add(this.dropped, micros, count);
  }

  /** What happened a little before the first bin belongs to it; what comes after the last is left out. */
  #add(counts: Uint32Array, micros: number, count: number): void {
    const bin = Math.max(0, Math.floor((micros - this.#firstMicros) / 1e6 / this.widthSeconds));
    if (bin < counts.length) counts[bin]! += count;
  }
}
