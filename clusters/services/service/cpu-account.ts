/**
 * Which part of the process's CPU time requests have paid for.
 *
 * A request's demand is all that it costs. Node's own work for it, reading, parsing, answering, takes 0.2 to 0.8 ms
 * depending on the machine, on how warm the code is and on how long the process stood still before; so the CPU time
 * used around requests is credited to the next demand, and only the rest of that demand is burned. Without it the
 * capacity of a pod would depend on the host. What the process uses while no request is near (timers, probes) is credited to
 * nobody. Pure: it is told the CPU time.
 */
export class CpuAccount {
  /** CPU seconds of the process that are paid for, or nobody's. */
  #settledSeconds = 0;
  #lastLookSeconds = 0;
  #requestsNear = false;

  /** Everything up to `cpuSeconds` was start-up. */
  settle(cpuSeconds: number): void {
    this.#settledSeconds = cpuSeconds;
    this.#lastLookSeconds = cpuSeconds;
  }

  /** A request came; the time around it is not idle. */
  noteRequest(): void {
    this.#requestsNear = true;
  }

  /** Called at regular times. What was used since the last call, with no request near, is nobody's. */
  look(cpuSeconds: number, requestsInFlight: number): void {
    if (!this.#requestsNear) this.#settledSeconds += cpuSeconds - this.#lastLookSeconds;
    this.#lastLookSeconds = cpuSeconds;
    this.#requestsNear = requestsInFlight > 0;
  }

  /**
   * The CPU time of the process at which a request that demands `demandSeconds` is paid for; `cpuSeconds` when it is
   * already. A credit above the demand is lost: nobody's request becomes cheaper by another one's first compilation.
   */
  paidAt(cpuSeconds: number, demandSeconds: number): number {
    this.#settledSeconds = Math.max(cpuSeconds, this.#settledSeconds + demandSeconds);
    return this.#settledSeconds;
  }
}
