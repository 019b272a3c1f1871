import { lineEnd, textOf } from './bytes.ts';
import { short } from './header.ts';

/** Rows that give no fact although they should. */
export class Losses {
  /** Lines of other text between the rows, e.g. k6's summary on the same output. */
  textLines = 0;
  unreadable = 0;
  /** The first of them: its number, the header being row 1, and how it begins. */
  first: { row: number; text: string } | null = null;

  /** Counts a line that is no row and gives where the next begins. */
  passOver(bytes: Uint8Array, line: number): number {
    this.textLines++;
    return lineEnd(bytes, line);
  }

  /** Counts the row at `row` and gives where reading goes on: at the next line, whatever the row's quotes say. */
  leaveOut(bytes: Uint8Array, row: number, rowsBefore: number): number {
    const end = lineEnd(bytes, row);
    this.unreadable++;
    this.first ??= { row: rowsBefore + 2, text: short(textOf(bytes, row, Math.min(end - 1, row + 200))) };
    return end;
  }
}
