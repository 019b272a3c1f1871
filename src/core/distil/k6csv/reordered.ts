import { lineEnd, rowEnd, textOf } from './bytes.ts';
import type { Columns } from './header.ts';
import { quotedFields } from './quoted.ts';
import type { RowBuffer } from './row-buffer.ts';
import type { K6CsvScanner } from './scanner.ts';

const encoder = new TextEncoder();

/**
 * k6's rows after another program wrote its columns in another order: each row is written anew in k6's order and given
 * to a scanner of its own. Slow (a tenth of the usual speed) and rare.
 */
export class Reordered {
  readonly scanner: K6CsvScanner;
  readonly #columns: Columns;
  /** Our column i is their column #order[i]. */
  readonly #order: number[];

  constructor(columns: Columns, scanner: K6CsvScanner) {
    this.scanner = scanner;
    this.#columns = columns;
    const first = [columns.metric, columns.stamp, columns.value];
    this.#order = [...first, ...[...columns.names.keys()].filter((i) => !first.includes(i))];
    scanner.push(encoder.encode(this.#row(columns.names)));
  }

  /** Passes on the rows of `buffer` up to `limit`, which is just after a newline. */
  read(buffer: RowBuffer, limit: number, last: boolean): void {
    const { bytes } = buffer;
    let text = '';
    while (buffer.at < limit) {
      let end = rowEnd(bytes, buffer.at, limit);
      if (end < 0 && !last) break;
      if (end < 0) end = lineEnd(bytes, buffer.at);
      const row = textOf(bytes, buffer.at, end);
      const fields = quotedFields(row);
      // What cannot be read goes on as it is: the scanner counts it.
      text += fields?.length === this.#columns.count ? this.#row(fields) : row;
      buffer.at = end;
    }
    this.scanner.push(encoder.encode(text));
  }

  /** Passes on what is left when the stream is over: a row that was cut. */
  rest(buffer: RowBuffer): void {
    this.scanner.push(buffer.bytes.subarray(buffer.at, buffer.filled));
  }

  #row(fields: string[]): string {
    return `${this.#order.map((i) => quoted(fields[i]!)).join(',')}\n`;
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
