import type { LoadSink } from '../../core/distil/sink.ts';
import { LogLinearHistogram } from '../../core/math/histogram.ts';
import type { LoadProgress } from './load.ts';

/** Figures are of this many seconds. */
const windowSeconds = 5;

/** Figures of the last seconds, for whoever watches. */
export class LiveFigures implements Pick<LoadSink, 'request' | 'users'> {
  #users: number | null = null;
  #requests = 0;
  #failed = 0;
  #seconds: LogLinearHistogram[] = [new LogLinearHistogram()];

  request(
    _start: number,
    durationMicros: number,
    blockedMicros: number,
    _status: number,
    expected: boolean,
  ): void {
    this.#requests++;
    if (!expected) this.#failed++;
    this.#seconds.at(-1)!.record(durationMicros + blockedMicros);
  }

  users(_at: number, active: number): void {
    this.#users = active;
  }

  get requests(): number {
    return this.#requests;
  }

  /** To be called once a second: the figures until now, after which the next second begins. */
  tick(): LoadProgress {
    const last = new LogLinearHistogram();
    for (const second of this.#seconds) last.merge(second);
    const progress = {
      users: this.#users,
      requests: this.#requests,
      failed: this.#failed,
      perSecond: this.#requests === 0 ? null : last.count / this.#seconds.length,
      p95Seconds: last.quantileSeconds(0.95),
    };
    this.#seconds.push(new LogLinearHistogram());
    if (this.#seconds.length > windowSeconds) this.#seconds.shift();
    return progress;
  }
}
