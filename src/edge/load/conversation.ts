import { createWriteStream, type WriteStream } from 'node:fs';

/** k6 logs a line for each failed request: what is more than this is counted only. */
const mostBytes = 4_194_304;

/** What a program says, line by line in a file of bounded size. */
export class Conversation {
  readonly #file: WriteStream;
  #bytes = 0;
  #leftOut = 0;
  #failure: string | null = null;

  constructor(path: string) {
    this.#file = createWriteStream(path);
    this.#file.on('error', (error) => {
      this.#failure = `${path} cannot be written: ${error.message}`;
    });
  }

  get failure(): string | null {
    return this.#failure;
  }

  line(text: string): void {
    this.#bytes += text.length + 1;
    if (this.#bytes > mostBytes) this.#leftOut++;
    else if (this.#failure === null) this.#file.write(`${text}\n`);
  }

  close(): Promise<void> {
    if (this.#leftOut > 0 && this.#failure === null)
      this.#file.write(`... and ${this.#leftOut} lines more\n`);
    return new Promise((resolve) => {
      if (this.#file.closed) return resolve();
      this.#file.on('close', () => resolve());
      this.#file.end();
    });
  }
}
