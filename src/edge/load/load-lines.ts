import type { LoadSink } from '../../core/distil/sink.ts';
import type { LoadLine } from '../../core/model/observation.ts';

/** The lines of load.ndjson: one for each time that k6 says how many users it has, which is each second. */
export class LoadLines implements Omit<LoadSink, 'request'> {
  readonly #take: (line: LoadLine) => void;
  readonly #fromSeconds: number;
  #iterations = 0;
  #dropped = 0;
  readonly #starts = new Map<number, number>();
  #lastMicros = 0;
  /** Has its counts already, and waits for the users that exist. */
  #open: LoadLine | null = null;

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

  users(atMicros: number, active: number | null): void {
    this.#writeOpen();
    this.#open = this.#line(atMicros, active);
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
    if (this.#starts.size > 0) this.#take(this.#line(this.#lastMicros, null));
  }

  #line(atMicros: number, users: number | null): LoadLine {
    const starts = [...this.#starts].sort(([a], [b]) => a - b);
    this.#starts.clear();
    const counts = { iterations: this.#iterations, dropped: this.#dropped, starts };
    return { at: atMicros / 1e6, users, maxUsers: null, ...counts };
  }

  #writeOpen(): void {
    const open = this.#open;
    this.#open = null;
    if (open !== null && open.at >= this.#fromSeconds) this.#take(open);
  }
}
