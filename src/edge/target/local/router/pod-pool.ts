import { Agent } from 'node:http';
import type { Endpoint, PodCounts } from './messages.ts';

/** An idle connection to a pod is given up after this time: sooner than the pod would, so no request meets a closing one. */
const idleConnectionMs = 30_000;

/** One pod as the router sees it: its counts, and the connections that are kept open to it. */
export class Pod {
  readonly name: string;
  readonly port: number;
  readonly agent = new Agent({ keepAlive: true, timeout: idleConnectionMs });
  readonly counts: PodCounts = { open: 0, total: 0, retries: 0, errors: 0 };
  /** False once it was left out of the endpoints: it finishes what it has. */
  ready = true;

  constructor({ name, port }: Endpoint) {
    this.name = name;
    this.port = port;
  }

  take(): void {
    this.counts.open++;
    this.counts.total++;
  }

  release(): void {
    this.counts.open--;
    if (!this.ready && this.counts.open === 0) this.agent.destroy();
  }

  leave(): void {
    this.ready = false;
    if (this.counts.open === 0) this.agent.destroy();
  }
}

/** The pods of one service and the choice among them. */
export class PodPool {
  #ready: readonly Pod[] = [];
  readonly #leaving = new Set<Pod>();
  /** Where the search begins, one place further each time: so that equal pods take turns. */
  #turn = 0;

  /** Replaces the whole list. A pod that stays keeps its counts and its connections. */
  replace(endpoints: readonly Endpoint[]): void {
    const ready = endpoints.map(
      (endpoint) =>
        this.#ready.find((pod) => pod.name === endpoint.name && pod.port === endpoint.port) ??
        new Pod(endpoint),
    );
    for (const pod of this.#ready) {
      if (ready.includes(pod)) continue;
      pod.leave();
      this.#leaving.add(pod);
    }
    this.#ready = ready;
  }

  /** The Ready pod with the fewest open requests, as HAProxy's leastconn; null where there is none but `except`. */
  leastLoaded(except?: Pod): Pod | null {
    const count = this.#ready.length;
    let best: Pod | null = null;
    for (let i = 0; i < count; i++) {
      const pod = this.#ready[(this.#turn + i) % count]!;
      if (pod !== except && (!best || pod.counts.open < best.counts.open)) best = pod;
    }
    if (best) this.#turn = (this.#ready.indexOf(best) + 1) % count;
    return best;
  }

  /** The Ready pod that `uniform`, from [0, 1), points at; null where there is none but `except`. */
  drawn(uniform: number, except?: Pod): Pod | null {
    const choice = except ? this.#ready.filter((pod) => pod !== except) : this.#ready;
    return choice[Math.floor(uniform * choice.length)] ?? null;
  }

  /** Counts by pod name. A pod that left is told of until it is idle, and then once more. */
  reportedCounts(): Record<string, PodCounts> {
    const counts: Record<string, PodCounts> = {};
    for (const pod of [...this.#leaving, ...this.#ready]) {
      // A pod that came back under its old name on another port is one pod to whoever reads this.
      const before = counts[pod.name];
      counts[pod.name] = before ? sum(before, pod.counts) : { ...pod.counts };
      if (!pod.ready && pod.counts.open === 0) this.#leaving.delete(pod);
    }
    return counts;
  }
}

function sum(a: PodCounts, b: PodCounts): PodCounts {
  return {
    open: a.open + b.open,
    total: a.total + b.total,
    retries: a.retries + b.retries,
    errors: a.errors + b.errors,
  };
}
