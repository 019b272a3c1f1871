import { columnsOf, fitted } from '../../core/report/names.ts';

/** Terminal that a block is drawn on: a TTY stream. */
export interface TerminalStream {
  write(text: string): boolean;
  on(event: 'resize', listener: () => void): unknown;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** In characters. */
export interface TerminalSize {
  columns: number;
  rows: number;
}

export type Drawing = (size: TerminalSize) => readonly string[];

/** Terminals that know it show a whole picture at once (synchronized output); others ignore it. */
const together = { begin: '\u001b[?2026h', end: '\u001b[?2026l' };
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/**
 * Lines at the end of a terminal that are drawn again in place. The cursor stays visible on the free line below them, so
 * that there is nothing to restore however the process ends, and the `^C` that a terminal echoes breaks no line.
 */
export class LiveBlock {
  readonly #stream: TerminalStream;
  #drawing: Drawing | null = null;
  #lines: readonly string[] = [];

  constructor(stream: TerminalStream) {
    this.#stream = stream;
    stream.on('resize', () => {
      if (this.#drawing !== null) this.draw(this.#drawing);
    });
  }

  /** Draws in place of what is there; also again when the size of the terminal changes. */
  draw(drawing: Drawing): void {
    const size = this.#size;
    const lines = drawing(size).map((line) =>
      columnsOf(plain(line)) < size.columns ? line : cut(line, size),
    );
    // Each line is written over and its rest cleared, rather than all cleared first: nothing flickers.
    const text = lines.map((line) => `${line}\u001b[K\n`).join('');
    this.#stream.write(`${together.begin}${this.#toTop()}${text}\u001b[J${together.end}`);
    this.#drawing = drawing;
    this.#lines = lines;
  }

  /** Removes the block; what follows is written where it began. */
  clear(): void {
    if (this.#drawing === null) return;
    this.#stream.write(`${this.#toTop()}\u001b[J`);
    this.#drawing = null;
    this.#lines = [];
  }

  get #size(): TerminalSize {
    return { columns: this.#stream.columns || 80, rows: this.#stream.rows || 24 };
  }

  /** A terminal that has become narrower has wrapped the lines that were too long for it. */
  #toTop(): string {
    const { columns } = this.#size;
    const up = this.#lines.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(columnsOf(plain(line)) / columns)),
      0,
    );
    return up === 0 ? '\r' : `\r\u001b[${up}A`;
  }
}

function plain(line: string): string {
  return line.replace(colours, '');
}

/** Too long in spite of the size: without its colours, so that none is left open. */
function cut(line: string, { columns }: TerminalSize): string {
  return fitted(plain(line), Math.max(1, columns - 1));
}
