import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import { constants, createGzip, type Gzip } from 'node:zlib';
import { StoreError, systemCode } from './store-error.ts';

/** What may wait in memory for a slow disk before we give up on it. */
const mostWaitingBytes = 268_435_456;
/** From here on, a writer that can wait should. */
const manyWaitingBytes = 16_777_216;
/** A disk that has not taken the last bytes within this time is given up on. */
const closePatienceSeconds = 60;

/**
 * A gzip file for somebody who must never wait. Bytes are taken at once and compressed on a thread of the pool; what
 * the disk is too slow for waits in memory. If too much waits, or the disk refuses, the file is given up and
 * {@link failure} says why: whoever writes goes on without it.
 */
export class GzipFile {
  readonly path: string;
  readonly #gzip: Gzip;
  readonly #file: WriteStream;
  readonly #mostWaitingBytes: number;
  readonly #closed: Promise<void>;
  #waitingBytes = 0;
  #flushing = false;
  #dirty = false;
  #failure: string | null = null;
  #drained: (() => void)[] = [];
  #onGivenUp = () => {};
  readonly #givenUp = new Promise<void>((resolve) => {
    this.#onGivenUp = resolve;
  });

  /** Opens the file at once. Throws a StoreError where that is refused. */
  constructor(path: string, options: { mostWaitingBytes?: number } = {}) {
    this.path = path;
    this.#mostWaitingBytes = options.mostWaitingBytes ?? mostWaitingBytes;
    let fd: number;
    try {
      fd = openSync(path, 'w');
    } catch (error) {
      throw new StoreError(`${path} cannot be written (${systemCode(error)}), so no request would be kept.`);
    }
    this.#file = createWriteStream(path, { fd });
    this.#gzip = createGzip({ level: 1, chunkSize: 65_536, memLevel: 9 });
    const fail = (error: Error) => this.#giveUp(`${path} cannot be written: ${error.message}`);
    this.#gzip.on('error', fail);
    this.#file.on('error', fail);
    this.#closed = new Promise((resolve) => this.#file.on('close', () => resolve()));
    this.#gzip.pipe(this.#file);
  }

  /** One sentence about why nothing is written any more; null while all is well. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Takes bytes, which must not be changed afterwards. */
  write(bytes: Uint8Array): void {
    if (this.#failure !== null || bytes.length === 0) return;
    this.#dirty = true;
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > this.#mostWaitingBytes) {
      this.#giveUp(
        `${this.path} is incomplete: the disk was too slow, and ${Math.round(this.#waitingBytes / 1e6)} MB were waiting for it. Write to a faster disk.`,
      );
      return;
    }
    this.#gzip.write(bytes, () => {
      this.#waitingBytes -= bytes.length;
      if (this.#waitingBytes < manyWaitingBytes) this.#wake();
    });
  }

  /** What was taken until now is to be readable in the file soon, even if we are killed after that. */
  flush(): void {
    if (this.#failure !== null || this.#flushing || !this.#dirty) return;
    this.#flushing = true;
    this.#dirty = false;
    this.#gzip.flush(constants.Z_SYNC_FLUSH, () => {
      this.#flushing = false;
    });
  }

  /** For a writer that can wait: a promise when it should, until it need not any more. */
  room(): Promise<void> | undefined {
    if (this.#failure !== null || this.#waitingBytes < manyWaitingBytes) return undefined;
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  /** Ends the file. Never rejects: {@link failure} says how it went. */
  async close(): Promise<void> {
    if (this.#failure !== null) return;
    this.#gzip.end();
    const impatience = setTimeout(
      () =>
        this.#giveUp(
          `${this.path} is incomplete: the disk did not take the end of it in ${closePatienceSeconds} s.`,
        ),
      closePatienceSeconds * 1000,
    );
    await Promise.race([this.#closed, this.#givenUp]);
    clearTimeout(impatience);
  }

  #giveUp(why: string): void {
    if (this.#failure !== null) return;
    this.#failure = why;
    this.#gzip.unpipe();
    this.#gzip.destroy();
    // Closes once the system has let go of the write that is under way, which may be never: nobody waits for it.
    this.#file.destroy();
    this.#wake();
    this.#onGivenUp();
  }

  #wake(): void {
    for (const resolve of this.#drained.splice(0)) resolve();
  }
}
