import { newline } from './bytes.ts';
import { K6CsvError } from './k6-csv-error.ts';
import { namesLength, writeNames } from './metrics.ts';

const longestRow = 8 * 1_048_576;
const longestTail = 4_096;
const tailPlace = namesLength;
const plainTailPlace = tailPlace + longestTail;
const stampPlace = plainTailPlace + longestTail;
const rowsPlace = stampPlace + 64;

/**
 * The bytes that a scanner looks at, in one piece, so that nothing that it compares is ever cut by a chunk's border:
 *
 *   names of the metrics | last tail | last tail of another row | last stamp | rows not read yet
 */
export class RowBuffer {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView;
  /** Bytes that wait are at [at, filled). */
  at = rowsPlace;
  filled = rowsPlace;
  /**
   * What was looked at last: the tail of an http row, the tail of another row, a stamp. The lengths are 0 when there is
   * none.
   */
  tailAt = tailPlace;
  tailLength = 0;
  plainTailAt = plainTailPlace;
  plainTailLength = 0;
  stampAt = stampPlace;
  stampLength = 0;

  constructor(rowBytes = 524_288) {
    this.bytes = new Uint8Array(rowsPlace + rowBytes);
    this.view = new DataView(this.bytes.buffer);
    writeNames(this.bytes);
  }

  /** Takes as much of `chunk` from `from` on as there is room for, and gives where it stopped. */
  append(chunk: Uint8Array, from: number): number {
    if (this.filled === this.bytes.length) this.#grow();
    const piece = chunk.subarray(from, from + this.bytes.length - this.filled);
    this.bytes.set(piece, this.filled);
    this.filled += piece.length;
    return from + piece.length;
  }

  /** Index after the last newline at or after `from`, or `from` when there is none. */
  lastLineEnd(from: number): number {
    let limit = this.filled;
    while (limit > from && this.bytes[limit - 1] !== newline) limit--;
    return limit;
  }

  /** Makes room: forgets what was read, but for the last tails and stamp. */
  compact(): void {
    if (this.at === rowsPlace) return;
    if (this.tailLength > longestTail) this.tailLength = 0;
    this.bytes.copyWithin(tailPlace, this.tailAt, this.tailAt + this.tailLength);
    if (this.plainTailLength > longestTail) this.plainTailLength = 0;
    this.bytes.copyWithin(plainTailPlace, this.plainTailAt, this.plainTailAt + this.plainTailLength);
    this.bytes.copyWithin(stampPlace, this.stampAt, this.stampAt + this.stampLength);
    this.tailAt = tailPlace;
    this.plainTailAt = plainTailPlace;
    this.stampAt = stampPlace;
    this.bytes.copyWithin(rowsPlace, this.at, this.filled);
    this.filled += rowsPlace - this.at;
    this.at = rowsPlace;
  }

  #grow(): void {
    if (this.filled - this.at >= longestRow)
      throw new K6CsvError(
        'endless-row',
        `A row goes on for more than ${longestRow} bytes without an end, which k6 does not write: this is not its CSV, ` +
          'or it is damaged. Use the file as k6 wrote it.',
      );
    const grown = new Uint8Array(2 * this.bytes.length);
    grown.set(this.bytes);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}
