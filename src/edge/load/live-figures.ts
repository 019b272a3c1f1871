import type { LoadSink } from '../../core/distil/sink.ts';
import { LogLinearHistogram } from '../../core/math/histogram.ts';
import type { LoadProgress } from '../../core/watch/trial-progress.ts';

/** Figures are of this many seconds. */
const windowSeconds = 5;

interface Second {
  /** Response times, in microseconds, of what ended as expected. */
  expected: LogLinearHistogram;
  failed: number;
}

const emptySecond = (): Second => ({ expected: new LogLinearHistogram(), failed: 0 });

/** Figures of the last seconds, for whoever watches: what ended in them, failures apart, as in the trial's record. */
export class LiveFigures implements Pick<LoadSink, 'request' | 'users'> {
  #users: number | null = null;
  #requests = 0;
  #failed = 0;
  #seconds: Second[] = [emptySecond()];

  request(
    _start: number,
    durationMicros: number,
    blockedMicros: number,
    _status: number,
    expected: boolean,
  ): void {
    this.#requests++;
    const second = this.#seconds.at(-1)!;
    if (expected) second.expected.record(durationMicros + blockedMicros);
    else {
      this.#failed++;
      second.failed++;
    }
  }

  users(_at: number, active: number | null): void {
    this.#users = active;
  }

  get requests(): number {
    return this.#requests;
  }

  /** To be called once a second: the figures until now, after which the next second begins. */
  tick(): LoadProgress {
    const last = new LogLinearHistogram();
    let failed = 0;
    for (const second of this.#seconds) {
      last.merge(second.expected);
      failed += second.failed;
    }
    const ended = last.count + failed;
    const progress = {
      users: this.#users,
      requests: this.#requests,
      failed: this.#failed,
      perSecond: this.#requests === 0 ? null : last.count / this.#seconds.length,
      p95Seconds: last.quantileSeconds(0.95),
      failedShare: ended === 0 ? null : failed / ended,
    };
    this.#seconds.push(emptySecond());
    if (this.#seconds.length > windowSeconds) this.#seconds.shift();
    return progress;
  }
}
