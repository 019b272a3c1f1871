/** Keeps the last bytes of a stream, so that a program that prints without end costs a fixed amount of memory. */
export class OutputTail {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #cut = false;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    // Join only when twice the limit has gathered: the copying then stays proportional to what was printed.
    if (this.#bytes > 2 * this.#limit) this.#trim();
  }

  /** True once a byte was dropped. */
  get cut(): boolean {
    return this.#cut || this.#bytes > this.#limit;
  }

  text(): string {
    this.#trim();
    const all = this.#chunks[0] ?? Buffer.alloc(0);
    if (!this.#cut) return all.toString('utf8');
    // The cut may have fallen inside a character: skip what is left of it.
    let start = 0;
    while (start < 3 && start < all.length && (all[start]! & 0xc0) === 0x80) start++;
    return all.toString('utf8', start);
  }

  #trim(): void {
    const all = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    const tooMany = all.length - this.#limit;
    if (tooMany > 0) this.#cut = true;
    // Copied, because a view would keep the whole of it alive.
    const kept = tooMany > 0 ? Buffer.from(all.subarray(tooMany)) : all;
    this.#chunks = [kept];
    this.#bytes = kept.length;
  }
}
