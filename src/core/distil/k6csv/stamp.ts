import { comma, newline, nine, textOf, zero } from './bytes.ts';

/** How finely the stream says when things happened. */
export type StampUnit = 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds';

/**
 * k6 does not say in its CSV which K6_CSV_TIME_FORMAT it wrote. Digits tell: an epoch of today has 10 of them in seconds,
 * 13 in ms, 16 in µs and 19 in ns, and each unit covers 1973 to 5138. rfc3339 begins with a year and a dash.
 */
export class StampReader {
  /** The coarsest unit seen in digits; null before the first stamp. */
  #unit: StampUnit | null = null;
  /** Where the last stamp ended: its comma. */
  end = 0;
  #wholeText = false;
  #fractionText = false;

  /** Whole microseconds since the epoch of the stamp at `from`, or NaN. Ends at the comma. */
  read(bytes: Uint8Array, from: number): number {
    let at = from;
    let value = 0;
    let before = 0;
    for (;;) {
      const c = bytes[at]!;
      if (c < zero || c > nine) break;
      // 16 digits are the most that a double holds, if they do not begin with a nine; `before` is without the last.
      if (at - from < 16) {
        before = value;
        value = value * 10 + (c - zero);
      }
      at++;
    }
    if (bytes[at] !== comma) return this.#readText(bytes, from);
    this.end = at;
    const digits = at - from;
    if (digits === 16) {
      if (this.#unit === null) this.#unit = 'microseconds';
      return value;
    }
    if (digits === 0 || digits > 20) return Number.NaN;
    if (digits < 12) {
      this.#unit = 'seconds';
      return value * 1e6;
    }
    if (digits < 15) {
      if (this.#unit !== 'seconds') this.#unit = 'milliseconds';
      return value * 1e3;
    }
    if (digits < 18) {
      if (this.#unit === null) this.#unit = 'microseconds';
      return digits === 17 ? value * 10 + (bytes[from + 16]! - zero) : value;
    }
    if (this.#unit === null) this.#unit = 'nanoseconds';
    return digits === 19 ? value : digits === 18 ? before : value * 10 + (bytes[from + 16]! - zero);
  }

  get unit(): StampUnit | null {
    if (this.#unit !== null) return this.#unit;
    if (this.#fractionText) return 'nanoseconds';
    return this.#wholeText ? 'seconds' : null;
  }

  #readText(bytes: Uint8Array, from: number): number {
    let to = from;
    while (bytes[to] !== comma && bytes[to] !== newline) to++;
    this.end = to;
    if (to - from > 40) return Number.NaN;
    const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(
      textOf(bytes, from, to),
    );
    if (parts === null) return Number.NaN;
    const [, second, fraction, zone] = parts;
    if (fraction === undefined) this.#wholeText = true;
    else this.#fractionText = true;
    return Date.parse(`${second}${zone}`) * 1e3 + Number((fraction ?? '').padEnd(6, '0').slice(0, 6));
  }
}
