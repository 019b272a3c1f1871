import { StringDecoder } from 'node:string_decoder';

/** A line that grows beyond this is handed on in pieces: some programs never print a newline. */
const longestLine = 65_536;

/** Cuts a byte stream into lines. Of a line that was redrawn with carriage returns, the last drawing counts. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  #pending = '';

  /** Lines that this chunk completes. */
  push(chunk: Buffer): string[] {
    const pieces = (this.#pending + this.#decoder.write(chunk)).split('\n');
    this.#pending = pieces.pop()!;
    if (this.#pending.length > longestLine) {
      pieces.push(this.#pending);
      this.#pending = '';
    }
    return pieces.map(lastDrawing);
  }

  /** The last line, where the stream did not end in a newline; null otherwise. Empties the splitter. */
  rest(): string | null {
    const line = this.#pending + this.#decoder.end();
    this.#pending = '';
    return line === '' ? null : lastDrawing(line);
  }
}

function lastDrawing(line: string): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  return text.slice(text.lastIndexOf('\r') + 1);
}
