/**
 * A counter that only grows, read now and then; between two readings it is taken to grow evenly. One that starts again
 * at zero (a container that was started again) goes on from where it was.
 */
export class Counter {
  readonly #t: number[] = [];
  readonly #value: number[] = [];
  #offset = 0;
  #last = 0;

  /** Readings have to come in the order of time. */
  read(t: number, value: number): void {
    if (value < this.#last) this.#offset += this.#last;
    this.#last = value;
    this.#t.push(t);
    this.#value.push(this.#offset + value);
  }

  get firstSeconds(): number | null {
    return this.#t[0] ?? null;
  }

  get lastSeconds(): number | null {
    return this.#t.at(-1) ?? null;
  }

  /** Growth over [from, to], as far as it was read; null without two readings that touch it. */
  growth(from: number, to: number): number | null {
    if (this.#t.length < 2 || this.#t.at(-1)! <= from || this.#t[0]! >= to) return null;
    return this.#at(to) - this.#at(from);
  }

  #at(t: number): number {
    const times = this.#t;
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! <= t) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return this.#value[0]!;
    const [a, b] = [times[low - 1]!, times[low]];
    const value = this.#value[low - 1]!;
    if (b === undefined) return value;
    return value + ((this.#value[low]! - value) * (t - a)) / (b - a);
  }
}
