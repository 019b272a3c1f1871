import type { PodLine } from '../model/observation.ts';
import { secondsSince } from './since.ts';

interface Tenancy {
  pod: string;
  fromSeconds: number;
}

/**
 * Who answered, where an answer carries an address instead of a pod's name: a router adds it for services that do not
 * name their pods. An address can pass from one pod to the next within a trial, so the time decides.
 */
export class PodNames {
  readonly #tenants = new Map<string, Tenancy[]>();

  /** Seconds count from `loadStartSeconds`. */
  constructor(lines: readonly PodLine[], loadStartSeconds: number) {
    for (const { at, pod, address } of [...lines].sort((a, b) => a.at - b.at)) {
      if (address === undefined) continue;
      const tenants = this.#tenants.get(address) ?? [];
      this.#tenants.set(address, tenants);
      if (tenants.at(-1)?.pod !== pod) tenants.push({ pod, fromSeconds: secondsSince(loadStartSeconds, at) });
    }
  }

  /** The pod that is meant by what an answer carries; itself where it is no address that we know. */
  of(text: string, seconds: number): string {
    const tenants = this.#tenants.get(text);
    if (tenants === undefined) return text;
    return (tenants.findLast(({ fromSeconds }) => fromSeconds <= seconds) ?? tenants[0]!).pod;
  }

  /** Whether the time matters: more than one pod has had this address. */
  hasPassed(text: string): boolean {
    return (this.#tenants.get(text)?.length ?? 0) > 1;
  }
}
