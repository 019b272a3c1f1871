import type { PodNames } from './pod-names.ts';
import type { Dictionary } from './sink.ts';

/** What the requests say about one pod. */
export interface PodLoad {
  /** Ended as expected. */
  requests: number;
  sumSeconds: number;
  /** When its first answer was complete; null if it never answered. */
  firstServedSeconds: number | null;
  /** Answers of any kind by the column in which they ended. */
  served: Uint32Array;
}

/** The pods that requests name, by slot. The first slot is for answers without a name. */
export class PodLoads {
  readonly all: { name: string; load: PodLoad }[] = [];
  readonly #texts: Dictionary;
  readonly #podNames: PodNames;
  readonly #columns: number;
  readonly #slots: number[] = [];

  constructor(texts: Dictionary, podNames: PodNames, columns: number) {
    this.#texts = texts;
    this.#podNames = podNames;
    this.#columns = columns;
    this.slot(0, 0);
  }

  /** The slot of the pod that was meant by the text with this id, `seconds` after the start of the load. */
  slot(id: number, seconds: number): number {
    const known = this.#slots[id];
    if (known !== undefined) return known;
    const text = this.#texts.text(id);
    const name = this.#podNames.of(text, seconds);
    let slot = this.all.findIndex((pod) => pod.name === name);
    if (slot < 0) {
      const served = new Uint32Array(this.#columns);
      const load = { requests: 0, sumSeconds: 0, firstServedSeconds: null, served };
      slot = this.all.push({ name, load }) - 1;
    }
    if (!this.#podNames.hasPassed(text)) this.#slots[id] = slot;
    return slot;
  }
}
