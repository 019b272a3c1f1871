/**
 * One worker that takes jobs in order of arrival, behind a bounded queue.
 * Between two jobs the event loop runs once, so that new connections, probes and signals are seen under full load.
 */
export class WorkQueue {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #running = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Jobs that wait; the one in work is not among them. */
  get length(): number {
    return this.#waiting.length;
  }

  /** False, and nothing queued, when the worker is busy and `limit` jobs wait already. */
  add(job: () => void): boolean {
    if (this.#running && this.#waiting.length >= this.#limit) return false;
    this.#waiting.push(job);
    if (!this.#running) {
      this.#running = true;
      setImmediate(this.#next);
    }
    return true;
  }

  #next = (): void => {
    this.#waiting.shift()!();
    if (this.#waiting.length > 0) setImmediate(this.#next);
    else this.#running = false;
  };
}
