import type { LoadSink } from '../sink.ts';
import { comma, lineEnd, newline, quote, rowEnd, textOf, zero } from './bytes.ts';
import { Interner } from './interner.ts';
import type { RequestNames } from './names.ts';
import { quotedFields } from './quoted.ts';
import { RowBuffer } from './row-buffer.ts';

const columns = ['start_us', 'duration_us', 'blocked_us', 'status', 'expected', 'route', 'pod', 'error'];

/** Our own request log is not what its name says. */
export class RequestLogError extends Error {
  override readonly name = 'RequestLogError';
}

/** Requests from our own compact rows, as their bytes come. */
export class RequestLogScanner {
  readonly #sink: Pick<LoadSink, 'request'>;
  readonly #routes: Interner;
  readonly #pods: Interner;
  readonly #errors: Interner;
  readonly #buffer = new RowBuffer();
  #headerSeen = false;
  /** Where the number that was read last ended. */
  #at = 0;
  #requests = 0;
  #unreadable = 0;

  constructor(sink: Pick<LoadSink, 'request'>, names: RequestNames) {
    this.#sink = sink;
    this.#routes = new Interner(names.routes);
    this.#pods = new Interner(names.pods);
    this.#errors = new Interner(names.errors);
  }

  /** Takes the next bytes, cut anywhere. Throws a {@link RequestLogError} when they are something else. */
  push(chunk: Uint8Array): void {
    const buffer = this.#buffer;
    for (let from = 0; from < chunk.length; ) {
      const fresh = buffer.filled;
      from = buffer.append(chunk, from);
      const limit = buffer.lastLineEnd(fresh);
      if (limit > fresh) this.#read(limit);
      buffer.compact();
    }
  }

  /** `cut`: the log ends within a row, or before its first line was whole. */
  end(): { requests: number; unreadable: number; cut: boolean } {
    const cut = !this.#headerSeen || this.#buffer.filled > this.#buffer.at;
    return { requests: this.#requests, unreadable: this.#unreadable, cut };
  }

  #read(limit: number): void {
    const buffer = this.#buffer;
    const { bytes } = buffer;
    if (!this.#headerSeen) this.#readHeader();
    let row = buffer.at;
    while (row < limit) {
      const start = this.#number(bytes, row);
      const duration = this.#number(bytes, this.#at);
      const blocked = this.#number(bytes, this.#at);
      const status = this.#number(bytes, this.#at);
      const expected = bytes[this.#at] === 0x74;
      let at = this.#at;
      while (bytes[at] !== comma && bytes[at] !== newline) at++;
      // NaN where one of them is no number.
      if (Number.isNaN(start + duration + blocked + status) || bytes[at] === newline) {
        this.#unreadable++;
        row = lineEnd(bytes, row);
        continue;
      }
      const routeAt = at + 1;
      let commas = 0;
      let podAt = 0;
      let errorAt = 0;
      for (at = routeAt; ; at++) {
        const c = bytes[at]!;
        if (c === comma) {
          commas++;
          if (commas === 1) podAt = at + 1;
          else errorAt = at + 1;
        } else if (c === newline || c === quote) break;
      }
      let route: number;
      let pod: number;
      let error: number;
      if (bytes[at] === newline && commas === 2) {
        route = this.#routes.id(bytes, routeAt, podAt - 1);
        pod = this.#pods.id(bytes, podAt, errorAt - 1);
        error = this.#errors.id(bytes, errorAt, at);
        at++;
      } else {
        at = rowEnd(bytes, routeAt, limit);
        if (at < 0) break;
        const fields = quotedFields(textOf(bytes, routeAt, at));
        if (fields?.length !== 3) {
          this.#unreadable++;
          row = lineEnd(bytes, row);
          continue;
        }
        route = this.#routes.idOfText(fields[0]!);
        pod = this.#pods.idOfText(fields[1]!);
        error = this.#errors.idOfText(fields[2]!);
      }
      this.#requests++;
      this.#sink.request(start, duration, blocked, status, expected, route, pod, error, 0);
      row = at;
    }
    buffer.at = row;
  }

  #readHeader(): void {
    const buffer = this.#buffer;
    const end = lineEnd(buffer.bytes, buffer.at);
    const line = textOf(buffer.bytes, buffer.at, end).trimEnd();
    if (line !== columns.join(','))
      throw new RequestLogError(
        `The first line is not "${columns.join(',')}", so this is not a request log of peakproof. ` +
          'For a recording of k6 use `peakproof import`.',
      );
    this.#headerSeen = true;
    buffer.at = end;
  }

  /** The whole number at `from`, whose comma is before #at then; NaN for anything else. */
  #number(bytes: Uint8Array, from: number): number {
    let at = from;
    const negative = bytes[at] === 0x2d;
    if (negative) at++;
    let value = 0;
    const digits = at;
    for (;;) {
      const digit = bytes[at]! - zero;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      at++;
    }
    const good = at > digits && bytes[at] === comma;
    this.#at = good ? at + 1 : at;
    return good ? (negative ? -value : value) : Number.NaN;
  }
}
