import type { LoadSink } from '../../core/distil/sink.ts';
import type { LoadLine } from '../../core/model/observation.ts';

/** The lines of load.ndjson: one for each time that k6 says how many users it has, which is each second. */
export class LoadLines implements Omit<LoadSink, 'request'> {
  readonly #take: (line: LoadLine) => void;
  readonly #fromSeconds: number;
  #iterations = 0;
  #dropped = 0;
  #starts = new Map<number, number>();
  #lastMicros = 0;
  #open: { at: number; users: number; maxUsers: number | null } | null = null;

  /** Lines from before `fromSeconds`, when k6 was still making its users, are left out. */
  constructor(fromSeconds: number, take: (line: LoadLine) => void) {
    this.#fromSeconds = fromSeconds;
    this.#take = take;
  }

  iteration(endMicros: number, durationMicros: number): void {
    this.#iterations++;
    this.#lastMicros = Math.max(this.#lastMicros, endMicros);
    const second = Math.floor((endMicros - durationMicros) / 1e6);
    this.#starts.set(second, (this.#starts.get(second) ?? 0) + 1);
  }

  dropped(atMicros: number, count: number): void {
    this.#dropped += count;
    this.#lastMicros = Math.max(this.#lastMicros, atMicros);
  }

  users(atMicros: number, active: number): void {
    this.#writeOpen();
    this.#open = { at: atMicros / 1e6, users: active, maxUsers: null };
  }

  /** k6 writes it just after the users. */
  maxUsers(_atMicros: number, existing: number): void {
    if (this.#open === null) return;
    this.#open.maxUsers = existing;
    this.#writeOpen();
  }

  /** The stream is over: what came after the last line gets one without users. */
  end(): void {
    this.#writeOpen();
    if (this.#starts.size > 0) this.#write({ at: this.#lastMicros / 1e6, users: null, maxUsers: null });
  }

  #writeOpen(): void {
    const open = this.#open;
    this.#open = null;
    if (open !== null && open.at >= this.#fromSeconds) this.#write(open);
  }

  #write(line: { at: number; users: number | null; maxUsers: number | null }): void {
    const starts = [...this.#starts].sort(([a], [b]) => a - b);
    this.#starts = new Map();
    this.#take({ ...line, iterations: this.#iterations, dropped: this.#dropped, starts });
  }
}
