import type { LoadLine } from '../model/observation.ts';
import type { Span } from './load-window.ts';

/** Fewer seconds than this at the most users are a peak and no plateau. */
const shortestPlateauSeconds = 10;

interface Second {
  users: number | null;
  maxUsers: number | null;
  ended: number;
  started: number;
  dropped: number;
}

/**
 * What an import has to know of its whole stream: when the load began and ended, and what k6 said each second. Memory
 * grows with the seconds and not with the requests.
 */
export class ImportTally {
  #firstMicros = Number.POSITIVE_INFINITY;
  #lastMicros = Number.NEGATIVE_INFINITY;
  readonly #seconds = new Map<number, Second>();

  request(startMicros: number, durationMicros: number, blockedMicros: number): void {
    this.#firstMicros = Math.min(this.#firstMicros, startMicros);
    this.#lastMicros = Math.max(this.#lastMicros, startMicros + durationMicros + blockedMicros);
  }

  iteration(endMicros: number, durationMicros: number): void {
    this.#second(endMicros).ended++;
    this.#second(endMicros - durationMicros).started++;
  }

  dropped(atMicros: number, count: number): void {
    this.#second(atMicros).dropped += count;
  }

  users(atMicros: number, active: number): void {
    this.#second(atMicros).users = active;
  }

  maxUsers(atMicros: number, existing: number): void {
    this.#second(atMicros).maxUsers = existing;
  }

  /** From the first start to the last end, in epoch seconds; null without a request. */
  get span(): { firstSeconds: number; lastSeconds: number } | null {
    if (this.#lastMicros < this.#firstMicros) return null;
    return { firstSeconds: this.#firstMicros / 1e6, lastSeconds: this.#lastMicros / 1e6 };
  }

  /** Lines for load.ndjson, each in the middle of its second. */
  loadLines(): LoadLine[] {
    let iterations = 0;
    let dropped = 0;
    return this.#ordered().map(([second, seen]) => {
      iterations += seen.ended;
      dropped += seen.dropped;
      return {
        at: second + 0.5,
        users: seen.users,
        maxUsers: seen.maxUsers,
        iterations,
        dropped,
        starts: seen.started > 0 ? [[second, seen.started]] : [],
      };
    });
  }

  /**
   * The longest stretch with the most users, in seconds since the first request: what a plan would call the plateau.
   * null when k6 did not say its users, or had the most of them for a moment only.
   */
  plateau(): Span | null {
    const origin = this.span?.firstSeconds;
    const known = this.#ordered().filter(([, seen]) => seen.users !== null);
    if (origin === undefined || known.length === 0) return null;
    const most = Math.max(...known.map(([, seen]) => seen.users!));
    let best: [number, number] = [0, 0];
    let from: number | null = null;
    for (const [second, seen] of known) {
      if (seen.users !== most) from = null;
      else {
        from ??= second;
        if (second - from > best[1] - best[0]) best = [from, second];
      }
    }
    if (best[1] - best[0] < shortestPlateauSeconds) return null;
    return { fromSeconds: Math.max(0, tenths(best[0] - origin)), toSeconds: tenths(best[1] - origin) };
  }

  #second(micros: number): Second {
    const second = Math.floor(micros / 1e6);
    let seen = this.#seconds.get(second);
    if (seen === undefined) {
      seen = { users: null, maxUsers: null, ended: 0, started: 0, dropped: 0 };
      this.#seconds.set(second, seen);
    }
    return seen;
  }

  #ordered(): [number, Second][] {
    return [...this.#seconds].sort(([a], [b]) => a - b);
  }
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
