/** What cpu.stat of a cgroup tells: nr_periods, nr_throttled and throttled_usec in seconds. */
export interface QuotaCounts {
  periods: number;
  throttledPeriods: number;
  throttledSeconds: number;
}

/**
 * The arithmetic of a CPU quota as the kernel's CFS bandwidth control gives it: in every period of 0.1 s a process may use
 * `quotaCores` x 0.1 s of CPU time; when that is gone it stands still until the next period.
 *
 * - What a period leaves unused is lost (no burst).
 * - What was used too much is taken from the periods that follow, because the process is only looked at now and then; the
 *   kernel does the same with the up to 5 ms that a core may have taken ahead.
 * - CPU time used between two calls of {@link charge} is spread evenly over the time between them.
 *
 * Pure: it is told the time and the CPU time, and answers until when the process must stand still.
 */
export class QuotaLedger {
  readonly #quotaSeconds: number;
  readonly #periodSeconds: number;
  readonly #startSeconds: number;
  #nowSeconds: number;
  #cpuSeconds: number;
  #period = 0;
  /** CPU seconds left in the current period; below zero is debt. */
  #leftSeconds: number;
  #usedInPeriod = 0;
  #lastThrottledPeriod = -1;
  #throttledUntil: number;
  #periods = 0;
  #throttledPeriods = 0;
  #throttledSeconds = 0;

  /** `startSeconds` is the first boundary between periods, `cpuSeconds` the CPU time used until then. */
  constructor(quotaCores: number, startSeconds = 0, cpuSeconds = 0, periodSeconds = 0.1) {
    this.#quotaSeconds = quotaCores * periodSeconds;
    this.#periodSeconds = periodSeconds;
    this.#startSeconds = startSeconds;
    this.#nowSeconds = startSeconds;
    this.#cpuSeconds = cpuSeconds;
    this.#leftSeconds = this.#quotaSeconds;
    this.#throttledUntil = startSeconds;
  }

  /** CPU seconds that may still be used in the period of the last charge; never above the quota of one period. */
  get leftSeconds(): number {
    return this.#leftSeconds;
  }

  get counts(): QuotaCounts {
    return {
      periods: this.#periods + (this.#counts ? 1 : 0),
      throttledPeriods: this.#throttledPeriods,
      throttledSeconds: this.#throttledSeconds,
    };
  }

  /**
   * Books the CPU time up to `cpuSeconds` (of the process, since its start) at the time `nowSeconds`.
   * Returns the time until which the process must not run, the start of a period with something left, or null.
   */
  charge(nowSeconds: number, cpuSeconds: number): number | null {
    this.#book(nowSeconds, cpuSeconds);
    if (this.#leftSeconds > 0) return null;
    const periodsAhead = Math.floor(-this.#leftSeconds / this.#quotaSeconds) + 1;
    const until = this.#boundary(this.#period + periodsAhead);
    const throttledTo = this.#period + periodsAhead - 1;
    this.#throttledPeriods += throttledTo - Math.max(this.#lastThrottledPeriod, this.#period - 1);
    this.#lastThrottledPeriod = throttledTo;
    this.#throttledSeconds += until - Math.max(nowSeconds, this.#throttledUntil);
    this.#throttledUntil = until;
    return until;
  }

  #book(nowSeconds: number, cpuSeconds: number): void {
    const used = cpuSeconds - this.#cpuSeconds;
    const elapsed = nowSeconds - this.#nowSeconds;
    let booked = 0;
    for (let end = this.#boundary(this.#period + 1); end <= nowSeconds; ) {
      const share =
        elapsed > 0 ? (used * (end - Math.max(this.#nowSeconds, end - this.#periodSeconds))) / elapsed : 0;
      booked += share;
      this.#use(share);
      if (this.#counts) this.#periods++;
      this.#period++;
      this.#usedInPeriod = 0;
      this.#leftSeconds = Math.min(this.#quotaSeconds, this.#leftSeconds + this.#quotaSeconds);
      end = this.#boundary(this.#period + 1);
    }
    this.#use(used - booked);
    this.#nowSeconds = nowSeconds;
    this.#cpuSeconds = cpuSeconds;
  }

  #use(cpuSeconds: number): void {
    this.#usedInPeriod += cpuSeconds;
    this.#leftSeconds -= cpuSeconds;
  }

  /** The kernel's timer runs, and counts, only where a group has something to run. */
  get #counts(): boolean {
    return this.#usedInPeriod > 0 || this.#period <= this.#lastThrottledPeriod;
  }

  #boundary(period: number): number {
    return this.#startSeconds + period * this.#periodSeconds;
  }
}
