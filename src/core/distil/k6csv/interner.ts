import type { Dictionary } from '../sink.ts';
import { textOf } from './bytes.ts';

/** Beyond this many different texts, further ones share {@link otherText}: names with ids in them would fill memory. */
export const mostTexts = 1_000;
const otherText = '(other)';

/** Ids of texts straight from their bytes: a text becomes a string only the first time that it is seen. */
export class Interner {
  readonly #dictionary: Dictionary;
  readonly #meaning: (text: string) => string;
  #known = 0;
  /** Open addressing: slot -> 1 + entry. */
  readonly #slots = new Uint16Array(4_096);
  readonly #starts = new Int32Array(mostTexts + 1);
  readonly #ids = new Int32Array(mostTexts);
  #arena = new Uint8Array(16_384);
  /** Rows whose text did not fit. */
  overflowed = 0;

  /** `meaning` turns a text of the stream into the one to remember. */
  constructor(dictionary: Dictionary, meaning: (text: string) => string = (text) => text) {
    this.#dictionary = dictionary;
    this.#meaning = meaning;
  }

  id(bytes: Uint8Array, from: number, to: number): number {
    if (from >= to) return 0;
    let hash = 0x811c9dc5;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & 4_095;
    for (;;) {
      const entry = this.#slots[slot]! - 1;
      if (entry < 0) return this.#add(slot, bytes, from, to);
      if (this.#holds(entry, bytes, from, to)) return this.#ids[entry]!;
      slot = (slot + 1) & 4_095;
    }
  }

  idOfText(text: string): number {
    const bytes = new TextEncoder().encode(text);
    return this.id(bytes, 0, bytes.length);
  }

  #holds(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[entry]!;
    const length = to - from;
    if (this.#starts[entry + 1]! - start !== length) return false;
    const arena = this.#arena;
    for (let i = 0; i < length; i++) if (arena[start + i] !== bytes[from + i]) return false;
    return true;
  }

  #add(slot: number, bytes: Uint8Array, from: number, to: number): number {
    if (this.#known === mostTexts) {
      this.overflowed++;
      return this.#dictionary.id(otherText);
    }
    const entry = this.#known++;
    const start = this.#starts[entry]!;
    const end = start + to - from;
    if (end > this.#arena.length) {
      const grown = new Uint8Array(2 * end);
      grown.set(this.#arena);
      this.#arena = grown;
    }
    this.#arena.set(bytes.subarray(from, to), start);
    this.#starts[entry + 1] = end;
    this.#slots[slot] = entry + 1;
    const id = this.#dictionary.id(this.#meaning(textOf(bytes, from, to)));
    this.#ids[entry] = id;
    return id;
  }
}
