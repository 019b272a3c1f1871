import { LogLinearHistogram } from '../math/histogram.ts';
import type { ResponseFigures, Stretch } from '../model/trial.ts';
import type { LoadWindow, Span } from './load-window.ts';

/** Counts the requests that started in one stretch of a trial. */
export class StretchTally {
  readonly span: Span;
  readonly #satisfiedMicros: number;
  readonly #sloMicros: number;
  readonly #histogram = new LogLinearHistogram();
  #failed = 0;
  #dropped = 0;
  #satisfied = 0;
  #tolerating = 0;
  #withinSlo = 0;

  constructor(span: Span, limits: Pick<LoadWindow, 'satisfiedSeconds' | 'sloSeconds'>) {
    this.span = span;
    this.#satisfiedMicros = limits.satisfiedSeconds * 1e6;
    this.#sloMicros = limits.sloSeconds * 1e6;
  }

  /** A request that ended as expected, `micros` after the user asked. */
  processed(micros: number): void {
    this.#histogram.record(micros);
    if (micros <= this.#satisfiedMicros) this.#satisfied++;
    else if (micros <= 4 * this.#satisfiedMicros) this.#tolerating++;
    if (micros <= this.#sloMicros) this.#withinSlo++;
  }

  failed(): void {
    this.#failed++;
  }

  dropped(count: number): void {
    this.#dropped += count;
  }

  /** APDEX = (satisfied + tolerating / 2) / ended: T, 4T, and every failure frustrates (Apdex Alliance, 2007). */
  toStretch(): Stretch {
    const { fromSeconds, toSeconds } = this.span;
    const processed = this.#histogram.count;
    const ended = processed + this.#failed;
    const length = toSeconds - fromSeconds;
    const share = (part: number) => (ended === 0 ? null : part / ended);
    return {
      fromSeconds,
      toSeconds,
      started: ended,
      processed,
      failed: this.#failed,
      dropped: this.#dropped,
      throughputPerSecond: length > 0 ? processed / length : 0,
      responseSeconds: responseFigures(this.#histogram),
      errorRate: share(this.#failed),
      apdex: share(this.#satisfied + this.#tolerating / 2),
      withinSloShare: share(this.#withinSlo),
      histogram: this.#histogram.toJSON(),
    };
  }
}

/** null when nothing was recorded. */
function responseFigures(histogram: LogLinearHistogram): ResponseFigures | null {
  if (histogram.count === 0) return null;
  return {
    mean: histogram.meanSeconds!,
    min: histogram.minSeconds!,
    max: histogram.maxSeconds!,
    p50: histogram.quantileSeconds(0.5)!,
    p90: histogram.quantileSeconds(0.9)!,
    p95: histogram.quantileSeconds(0.95)!,
    p99: histogram.quantileSeconds(0.99)!,
  };
}
