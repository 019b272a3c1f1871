import { CpuAccount } from './cpu-account.ts';
import { type QuotaCounts, QuotaLedger } from './quota.ts';

/** Longest stretch of burning between two looks at the CPU clock. */
const sliceSeconds = 0.0002;
/** How often CPU time used outside of requests (collections, probes) is charged. */
const lookMs = 100;

/** The CPU of this process: its clock, its quota, and the work that uses it up. */
export class Processor {
  readonly #ledger: QuotaLedger | null;
  readonly #account = new CpuAccount();
  readonly #sleeper = new Int32Array(new SharedArrayBuffer(4));
  #inFlight = 0;
  /** CPU seconds demanded by the requests that were served. */
  demandedSeconds = 0;

  /** The quota counts from the start of the process, so that its own start-up is paid for first; null is no limit. */
  constructor(quotaCores: number | null) {
    this.#ledger = quotaCores === null ? null : new QuotaLedger(quotaCores);
    setInterval(() => this.#account.look(this.charge(), this.#inFlight), lookMs).unref();
  }

  /** User and system time of all threads of the process since its start. */
  get cpuSeconds(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }

  get counts(): QuotaCounts {
    return this.#ledger?.counts ?? { periods: 0, throttledPeriods: 0, throttledSeconds: 0 };
  }

  /** Requests accepted and not yet answered. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** From here on CPU time is spent for requests. */
  open(): void {
    this.#account.settle(this.charge());
  }

  beginRequest(): void {
    this.#inFlight++;
    this.#account.noteRequest();
  }

  endRequest(): void {
    this.#inFlight--;
  }

  /**
   * Stands still while the quota says so: the whole main thread, with its sockets, timers and probes, as a throttled
   * container does. Returns the CPU seconds of the process.
   */
  charge(): number {
    let cpuSeconds = this.cpuSeconds;
    if (!this.#ledger) return cpuSeconds;
    for (;;) {
      const nowSeconds = performance.now() / 1e3;
      const until = this.#ledger.charge(nowSeconds, cpuSeconds);
      if (until === null) return cpuSeconds;
      Atomics.wait(this.#sleeper, 0, 0, (until - nowSeconds) * 1e3);
      cpuSeconds = this.cpuSeconds;
    }
  }

  /**
   * Serves a request that demands `demandSeconds` of CPU time: burns what is left of it beside the process's own work
   * for requests (see {@link CpuAccount}), in slices that keep to the quota. It is CPU time that counts, not wall time.
   */
  serve(demandSeconds: number): void {
    this.demandedSeconds += demandSeconds;
    let at = this.charge();
    const end = this.#account.paidAt(at, demandSeconds);
    while (at < end) {
      spin(Math.min(end - at, sliceSeconds, this.#ledger?.leftSeconds ?? sliceSeconds));
      at = this.charge();
    }
  }
}

function spin(seconds: number): void {
  const until = performance.now() + seconds * 1e3;
  while (performance.now() < until);
}
