/**
 * One worker that takes jobs in order of arrival, behind a bounded queue.
 *
 * Between two jobs the event loop runs, so that probes and signals are seen under full load; and it runs again while
 * `arrivals` still grows: Node accepts one connection in each round, and clients would wait in the kernel, unseen and
 * beyond any limit, if each round also served a request.
 */
export class WorkQueue {
  readonly #limit: number;
  readonly #arrivals: () => number;
  readonly #waiting: (() => void)[] = [];
  #running = false;
  #arrivalsSeen = 0;

  /** `arrivals` is the number of connections accepted so far. */
  constructor(limit: number, arrivals: () => number) {
    this.#limit = limit;
    this.#arrivals = arrivals;
  }

  /** Jobs that wait; the one in work is not among them. */
  get length(): number {
    return this.#waiting.length;
  }

  /** False, and nothing queued, when `limit` jobs wait already. */
  add(job: () => void): boolean {
    if (this.#waiting.length >= this.#limit) return false;
    this.#waiting.push(job);
    if (!this.#running) {
      this.#running = true;
      setImmediate(this.#next);
    }
    return true;
  }

  #next = (): void => {
    const arrivals = this.#arrivals();
    if (arrivals === this.#arrivalsSeen) this.#waiting.shift()!();
    this.#arrivalsSeen = arrivals;
    if (this.#waiting.length > 0) setImmediate(this.#next);
    else this.#running = false;
  };
}
