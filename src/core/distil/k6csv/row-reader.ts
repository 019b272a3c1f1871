import type { LoadSink } from '../sink.ts';
import {
  comma,
  dot,
  fieldEnd,
  five,
  fourDigits,
  newline,
  plainRowEnd,
  rowEnd,
  sameBytes,
  textOf,
  zero,
} from './bytes.ts';
import type { Columns } from './header.ts';
import { Losses } from './losses.ts';
import * as metrics from './metrics.ts';
import type { LoadNames } from './names.ts';
import { quotedFields } from './quoted.ts';
import { Requests } from './requests.ts';
import type { RowBuffer } from './row-buffer.ts';
import { StampReader } from './stamp.ts';
import { Tail, type Verdict } from './tail.ts';

/** A quote that is not closed within so many bytes is a stray one. */
const longestQuotedRow = 262_144;
/** In place of the end of a row: the rest of it has not come yet; it cannot be read. */
const cut = -1;
const broken = -2;

/**
 * Rows with k6's order of columns.
 *
 *   http_reqs,1795253301191184,1.000000,,,,true,,GET,http://127.0.0.1/,HTTP/1.1,users,,200,,,http://127.0.0.1/,,vu=2
 *   name      stamp            value   tail: the same bytes in all nine rows of one request, and often in the next
 *
 * So names are guessed from the row before, and stamps and tails are compared with the last ones, four bytes at a time;
 * only what differs is looked at byte by byte, and only what is new becomes a string.
 */
export class RowReader {
  readonly requests: Requests;
  readonly stamps = new StampReader();
  readonly tail: Tail;
  readonly losses = new Losses();
  rows = 0;
  /** When the script's setup ended, if it has one: k6 accounts for its bytes then, before any request. */
  setupEndMicros: number | null = null;
  readonly #sink: LoadSink;
  readonly #buffer: RowBuffer;
  #bytes: Uint8Array;
  #view: DataView;
  #limit = 0;
  #last = false;
  /** The metric that last followed each metric. */
  readonly #next = new Uint8Array(metrics.other + 1).fill(metrics.other);
  #previous = metrics.other;
  #stampMicros = 0;
  #value = 0;
  /** Of the last row that is told by its scenario. */
  #scenario = 0;
  #verdict: Verdict = 'different';
  /** Stamp of the last http row that was read to its end. */
  #httpMicros = -1;

  constructor(buffer: RowBuffer, columns: Columns, sink: LoadSink, names: LoadNames) {
    this.#buffer = buffer;
    this.#bytes = buffer.bytes;
    this.#view = buffer.view;
    this.#sink = sink;
    this.requests = new Requests(sink);
    this.tail = new Tail(columns, names);
  }

  /** Another header came: a second file was put behind the first. */
  useColumns(columns: Columns): void {
    this.tail.columns = columns;
    this.#httpMicros = -1;
  }

  /**
   * Reads rows up to `limit`, which is just after a newline. Stops before a row with a quoted field that is still open
   * there, unless it is the `last` call, and before another header: then it answers true.
   */
  read(limit: number, last: boolean): boolean {
    const buffer = this.#buffer;
    const requests = this.requests;
    this.#bytes = buffer.bytes;
    this.#view = buffer.view;
    this.#limit = limit;
    this.#last = last;
    let row = buffer.at;
    while (row < limit) {
      const after = this.#previous;
      const metric = this.#metric(row);
      if (metric === metrics.header) {
        buffer.at = row;
        return true;
      }
      let end = 0;
      let at = row + metrics.nameLength[metric]!;
      if (metric === metrics.other) {
        at = fieldEnd(this.#bytes, row) + 1;
        // k6's summary, a stray console line: no row, and quotes in it mean nothing.
        if (!isLetter(this.#bytes[row]!) || this.#bytes[at - 1] === newline)
          end = this.losses.passOver(this.#bytes, row);
      }
      if (end === 0) {
        at = this.#stamp(at);
        if (at > 0) at = this.#millis(at, metrics.hasFigure(metric));
        if (at < 0) end = broken;
        else if (metric <= metrics.httpReqFailed) {
          end = this.#httpTail(row, at);
          if (end > 0) {
            const continues = this.#verdict === 'same' && this.#stampMicros === this.#httpMicros;
            // The parts of a duration say nothing more about a request that is open already.
            if (!continues || !requests.open || metrics.hasFigure(metric)) {
              requests.row(metric, after, this.#stampMicros, this.#value, continues, this.tail);
              this.#httpMicros = this.#stampMicros;
            }
          }
        } else {
          if (requests.open) requests.close();
          if (metric === metrics.served) end = this.#servedTail(row, at);
          else end = metrics.isOfScenario(metric) ? this.#scenarioTail(row, at) : this.#plainTail(row, at);
          if (end > 0 && metric <= metrics.dataSent) this.#tell(metric);
        }
        if (end === cut) {
          // The row is read again when the rest of it is there.
          this.#previous = after;
          break;
        }
        if (end === broken) end = this.losses.leaveOut(this.#bytes, row, this.rows);
        this.rows++;
      }
      row = end;
    }
    buffer.at = row;
    return false;
  }

  #metric(row: number): number {
    let metric = this.#next[this.#previous]!;
    if (
      metric === metrics.other ||
      row + metrics.nameLength[metric]! > this.#limit ||
      !metrics.isMetric(this.#view, row, metric)
    ) {
      metric = metrics.metricAt(this.#bytes, this.#view, row, this.#limit);
      this.#next[this.#previous] = metric;
    }
    this.#previous = metric;
    return metric;
  }

  /** Reads the stamp at `at` and gives the index after its comma, or -1. */
  #stamp(at: number): number {
    const buffer = this.#buffer;
    const length = buffer.stampLength;
    if (length > 3 && at + length <= this.#limit && sameBytes(this.#view, at, buffer.stampAt, length))
      return at + length;
    const micros = this.stamps.read(this.#bytes, at);
    if (Number.isNaN(micros)) return -1;
    const end = this.stamps.end + 1;
    this.#stampMicros = micros;
    buffer.stampAt = at;
    buffer.stampLength = end - at;
    return end;
  }

  /**
   * Reads the value at `from` where it is `wanted`: milliseconds, as whole microseconds. Gives the index of the comma
   * after it, or -1.
   */
  #millis(from: number, wanted: boolean): number {
    const bytes = this.#bytes;
    let at = from;
    let value = 0;
    for (;;) {
      const digit = bytes[at]! - zero;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      at++;
    }
    // k6 writes %f: a point and six digits, of which three are microseconds and the next one rounds.
    if (
      bytes[at] === dot &&
      bytes[at + 7] === comma &&
      fourDigits(this.#view, at + 1) &&
      fourDigits(this.#view, at + 3)
    ) {
      if (wanted)
        this.#value =
          value * 1e3 +
          (bytes[at + 1]! - zero) * 100 +
          (bytes[at + 2]! - zero) * 10 +
          (bytes[at + 3]! - zero) +
          (bytes[at + 4]! >= five ? 1 : 0);
      return at + 7;
    }
    at = fieldEnd(bytes, from);
    const number = at === from || bytes[at] === newline ? Number.NaN : Number(textOf(bytes, from, at));
    if (!Number.isFinite(number)) return -1;
    this.#value = Math.round(number * 1e3);
    return at;
  }

  #httpTail(row: number, at: number): number {
    const buffer = this.#buffer;
    const length = buffer.tailLength;
    if (length > 3 && at + length <= this.#limit && sameBytes(this.#view, at, buffer.tailAt, length)) {
      this.#verdict = 'same';
      return at + length;
    }
    let end = this.tail.scan(this.#bytes, at);
    if (end > 0) this.#verdict = this.tail.read(this.#bytes);
    else {
      end = this.#quotedEnd(row, at);
      if (end > 0) this.#verdict = this.tail.readFields(this.#fields(at, end));
    }
    if (end < 0) return end;
    if (this.#verdict === 'malformed') return broken;
    buffer.tailAt = at;
    buffer.tailLength = end - at;
    return end;
  }

  #servedTail(row: number, at: number): number {
    let end = this.tail.scan(this.#bytes, at);
    let readable = true;
    if (end > 0) readable = this.tail.readServed(this.#bytes);
    else {
      end = this.#quotedEnd(row, at);
      if (end > 0) readable = this.tail.readServedFields(this.#fields(at, end));
    }
    return end > 0 && !readable ? broken : end;
  }

  #scenarioTail(row: number, at: number): number {
    let end = this.tail.scan(this.#bytes, at);
    if (end > 0) this.#scenario = this.tail.readScenario(this.#bytes);
    else {
      end = this.#quotedEnd(row, at);
      if (end > 0) this.#scenario = this.tail.readScenarioFields(this.#fields(at, end));
    }
    return end > 0 && this.#scenario < 0 ? broken : end;
  }

  #tell(metric: number): void {
    const at = this.#stampMicros;
    if (metric === metrics.served) this.requests.served(this.tail.servedVu, this.tail.servedPod);
    else if (metric === metrics.iterationDuration)
      this.#sink.iteration(at, Math.max(0, this.#value), this.#scenario);
    else if (metric === metrics.droppedIterations) this.#sink.dropped(at, this.#value / 1e3, this.#scenario);
    else if (metric === metrics.usersBegun) this.#sink.userBegan?.(at, this.#scenario);
    else if (metric === metrics.vus) this.#sink.users(at, this.#value / 1e3);
    else if (metric === metrics.vusMax) this.#sink.maxUsers(at, this.#value / 1e3);
    else if (this.requests.requests === 0) this.setupEndMicros ??= at;
  }

  /** End of a row whose columns after the value do not matter. They are often those of the row before. */
  #plainTail(row: number, at: number): number {
    const buffer = this.#buffer;
    const length = buffer.plainTailLength;
    if (length > 3 && at + length <= this.#limit && sameBytes(this.#view, at, buffer.plainTailAt, length))
      return at + length;
    let end = plainRowEnd(this.#bytes, at);
    if (end < 0) end = this.#quotedEnd(row, at);
    if (end < 0) return end;
    buffer.plainTailAt = at;
    buffer.plainTailLength = end - at;
    return end;
  }

  #quotedEnd(row: number, at: number): number {
    const end = rowEnd(this.#bytes, at, Math.min(this.#limit, row + longestQuotedRow));
    if (end > 0) return end;
    return this.#last || this.#limit - row >= longestQuotedRow ? broken : cut;
  }

  /** Fields of the row whose tail is at [at, end), by column; name, stamp and value are left empty. */
  #fields(at: number, end: number): string[] | null {
    return quotedFields(`,,${textOf(this.#bytes, at, end)}`);
  }
}

function isLetter(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x5f;
}
