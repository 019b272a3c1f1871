import type { Dictionary } from '../../core/distil/sink.ts';

/** First line of requests.csv.gz. Times are whole microseconds, of the epoch where a start; `error` is k6's text. */
const requestLogHeader = 'start_us,duration_us,blocked_us,status,expected,route,pod,error';

const blockBytes = 65_536;
/** More than a row takes without its texts: five numbers of at most 17 digits, `false`, commas. */
const numbersBytes = 128;
const encoder = new TextEncoder();

/** Rows of the request log as bytes, without a string in between. */
export class RequestRows {
  readonly #take: (block: Uint8Array) => void;
  readonly #routes: FieldTexts;
  readonly #pods: FieldTexts;
  readonly #errors: FieldTexts;
  #block = new Uint8Array(blockBytes);
  #filled = 0;

  /** Full blocks go to `take`, and are never touched again. */
  constructor(
    names: { routes: Dictionary; pods: Dictionary; errors: Dictionary },
    take: (block: Uint8Array) => void,
  ) {
    this.#take = take;
    this.#routes = new FieldTexts(names.routes);
    this.#pods = new FieldTexts(names.pods);
    this.#errors = new FieldTexts(names.errors);
    this.#text(encoder.encode(`${requestLogHeader}\n`));
  }

  add(
    startMicros: number,
    durationMicros: number,
    blockedMicros: number,
    status: number,
    expected: boolean,
    route: number,
    pod: number,
    error: number,
  ): void {
    if (this.#filled + numbersBytes > blockBytes) this.handOver();
    this.#number(startMicros, comma);
    this.#number(durationMicros, comma);
    this.#number(blockedMicros, comma);
    this.#number(status, comma);
    this.#text(expected ? trueText : falseText);
    this.#field(this.#routes.of(route), comma);
    this.#field(this.#pods.of(pod), comma);
    this.#field(this.#errors.of(error), newline);
  }

  /** Gives away what there is of the block. */
  handOver(): void {
    if (this.#filled === 0) return;
    const block = this.#block.subarray(0, this.#filled);
    this.#block = new Uint8Array(blockBytes);
    this.#filled = 0;
    this.#take(block);
  }

  #number(value: number, after: number): void {
    const block = this.#block;
    let at = this.#filled;
    let rest = value;
    if (rest < 0) {
      block[at++] = minus;
      rest = -rest;
    }
    let end = at + 1;
    for (let power = 10; rest >= power; power *= 10) end++;
    let digit = end;
    // Integer arithmetic ends at 31 bits; the digits above are taken off by division.
    while (rest > 0x7fffffff) {
      const high = Math.floor(rest / 10);
      block[--digit] = zero + (rest - high * 10);
      rest = high;
    }
    let small = rest | 0;
    while (digit > at) {
      const high = (small / 10) | 0;
      block[--digit] = zero + (small - high * 10);
      small = high;
    }
    block[end] = after;
    this.#filled = end + 1;
  }

  #field(bytes: Uint8Array, after: number): void {
    this.#text(bytes);
    if (this.#filled === blockBytes) this.handOver();
    this.#block[this.#filled++] = after;
  }

  #text(bytes: Uint8Array): void {
    const length = bytes.length;
    if (this.#filled + length > blockBytes) {
      this.handOver();
      if (length > blockBytes) {
        this.#take(bytes);
        return;
      }
    }
    const block = this.#block;
    let at = this.#filled;
    for (let i = 0; i < length; i++) block[at++] = bytes[i]!;
    this.#filled = at;
  }
}

const comma = 0x2c;
const newline = 0x0a;
const minus = 0x2d;
const zero = 0x30;
const trueText = encoder.encode('true,');
const falseText = encoder.encode('false,');

/** The texts of a dictionary as fields of a CSV (RFC 4180), made once each. */
class FieldTexts {
  readonly #dictionary: Dictionary;
  readonly #fields: Uint8Array[] = [];

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
  }

  of(id: number): Uint8Array {
    const known = this.#fields[id];
    if (known !== undefined) return known;
    const text = this.#dictionary.text(id);
    const field = encoder.encode(/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    this.#fields[id] = field;
    return field;
  }
}
