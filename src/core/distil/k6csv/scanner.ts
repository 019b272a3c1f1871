import type { Warning } from '../../model/warning.ts';
import type { LoadSink } from '../sink.ts';
import { carriageReturn, lineEnd, newline } from './bytes.ts';
import { scanWarnings } from './findings.ts';
import { columnsOf, longestHeader } from './header.ts';
import { K6CsvError } from './k6-csv-error.ts';
import type { LoadNames } from './names.ts';
import { Reordered } from './reordered.ts';
import { RowBuffer } from './row-buffer.ts';
import { RowReader } from './row-reader.ts';
import type { StampUnit } from './stamp.ts';

/** How a stream ended. */
export interface ScanEnd {
  bytes: number;
  rows: number;
  requests: number;
  stampUnit: StampUnit | null;
  warnings: Warning[];
}

/** Facts from k6's CSV as its bytes come: {@link RowReader} says how. */
export class K6CsvScanner {
  readonly #sink: LoadSink;
  readonly #names: LoadNames;
  readonly #buffer = new RowBuffer();
  #rows: RowReader | null = null;
  /** In the place of #rows when the columns stand in another order than k6's. */
  #reordered: Reordered | null = null;
  #bytes = 0;

  /** Facts go to `sink` with ids of `names`. */
  constructor(sink: LoadSink, names: LoadNames) {
    this.#sink = sink;
    this.#names = names;
  }

  /** When the script's setup ended; null where it has none, or where that has not come yet. */
  get setupEndMicros(): number | null {
    return this.#rows?.setupEndMicros ?? null;
  }

  /** Takes the next bytes, cut anywhere. Throws a {@link K6CsvError} when this is not k6's CSV. */
  push(chunk: Uint8Array): void {
    const buffer = this.#buffer;
    this.#bytes += chunk.length;
    for (let from = 0; from < chunk.length; ) {
      const fresh = buffer.filled;
      from = buffer.append(chunk, from);
      const limit = buffer.lastLineEnd(fresh);
      if (limit > fresh) this.#read(limit, false);
      else if (this.#rows === null && this.#reordered === null && buffer.filled - buffer.at > longestHeader)
        this.#useHeader(buffer.filled);
      buffer.compact();
    }
  }

  /** The stream is over. Throws a {@link K6CsvError} when it held nothing of k6's. */
  end(): ScanEnd {
    const buffer = this.#buffer;
    const limit = buffer.lastLineEnd(buffer.at);
    if (limit > buffer.at) this.#read(limit, true);
    if (this.#rows === null && this.#reordered === null) {
      if (buffer.at === buffer.filled)
        throw new K6CsvError(
          'empty',
          'The stream is empty: k6 wrote nothing. Look at what k6 said on its error output.',
        );
      this.#useHeader(buffer.filled);
    }
    if (this.#reordered !== null) {
      this.#reordered.rest(buffer);
      return { ...this.#reordered.scanner.end(), bytes: this.#bytes };
    }
    const rows = this.#rows!;
    rows.requests.end();
    if (rows.rows === 0)
      throw new K6CsvError(
        'no-rows',
        'The stream has a header and no rows: k6 ended before it measured anything. Look at what k6 said on its error output.',
      );
    const cutBytes = buffer.filled - buffer.at;
    const stampUnit = rows.stamps.unit;
    return {
      bytes: this.#bytes,
      rows: rows.rows,
      requests: rows.requests.requests,
      stampUnit,
      warnings: scanWarnings(rows, cutBytes),
    };
  }

  /** Reads up to `limit`, which is just after a newline. `last` when nothing will follow. */
  #read(limit: number, last: boolean): void {
    const buffer = this.#buffer;
    for (;;) {
      if (this.#reordered !== null) {
        this.#reordered.read(buffer, limit, last);
        return;
      }
      if (this.#rows !== null && !this.#rows.read(limit, last)) return;
      if (this.#rows === null) skipByteOrderMarkAndBlankLines(buffer, limit);
      if (buffer.at === limit) return;
      // The first line, or the header of another file that was put behind the first.
      this.#useHeader(lineEnd(buffer.bytes, buffer.at));
    }
  }

  #useHeader(end: number): void {
    const buffer = this.#buffer;
    const columns = columnsOf(buffer.bytes, buffer.at, end);
    buffer.at = end;
    buffer.tailLength = 0;
    if (this.#rows !== null) this.#rows.useColumns(columns);
    else if (columns.usualOrder) this.#rows = new RowReader(buffer, columns, this.#sink, this.#names);
    else this.#reordered = new Reordered(columns, new K6CsvScanner(this.#sink, this.#names));
  }
}

function skipByteOrderMarkAndBlankLines(buffer: RowBuffer, limit: number): void {
  const { bytes } = buffer;
  if (bytes[buffer.at] === 0xef && bytes[buffer.at + 1] === 0xbb && bytes[buffer.at + 2] === 0xbf)
    buffer.at += 3;
  while (buffer.at < limit && (bytes[buffer.at] === newline || bytes[buffer.at] === carriageReturn))
    buffer.at++;
}
