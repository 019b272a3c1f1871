import { read as readFd } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { StoreError, systemCode } from './store-error.ts';

const pieceBytes = 1_048_576;
const stdin = 0;

export interface Reading {
  /** Bytes of the file itself, before decompression. */
  bytes: number;
  /** Why the compressed stream ended before its end; null for one that is whole, and for plain files. */
  cut: string | null;
}

/**
 * Hands the bytes of a file to `take`, piece by piece, decompressed when the file begins like gzip. `-` is standard
 * input. A piece is valid only until `take` returns, or until the promise that it returns is settled. What a cut gzip
 * file holds is handed over, and said. Throws a StoreError for a file that cannot be read, and what `take` throws.
 */
export async function readFileBytes(
  path: string,
  take: (bytes: Uint8Array) => Promise<void> | undefined | void,
  onRead: (bytes: number, ofBytes: number | null) => void = () => {},
): Promise<Reading> {
  const file = path === '-' ? null : await opened(path);
  const ofBytes = file === null ? null : (await file.stat()).size;
  // Two buffers: the next piece is read while this one is looked at.
  const buffers = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)];
  const next = (i: number) => bytesRead(file, path, buffers[i]!);
  let inflate: Inflate | null = null;
  let bytes = 0;
  let coming = next(0);
  try {
    for (let i = 0; ; i = 1 - i) {
      const length = await coming;
      if (length === 0) break;
      coming = next(1 - i);
      coming.catch(() => {});
      const piece = buffers[i]!.subarray(0, length);
      if (bytes === 0 && piece[0] === 0x1f && piece[1] === 0x8b) inflate = new Inflate(take);
      bytes += length;
      await (inflate === null ? take(piece) : inflate.push(piece));
      onRead(bytes, ofBytes);
    }
    return { bytes, cut: (await inflate?.end()) ?? null };
  } finally {
    await coming.catch(() => {});
    await file?.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if (!(await file.stat()).isDirectory()) return file;
    await file.close();
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') throw new StoreError(`There is no file ${path}. Check the path.`);
    throw new StoreError(`${path} cannot be read (${code}). Check its rights.`);
  }
  throw new StoreError(`${path} is a folder, not a file. Name the file in it.`);
}

async function bytesRead(file: FileHandle | null, path: string, into: Buffer): Promise<number> {
  for (;;) {
    try {
      if (file !== null) return (await file.read(into, 0, into.length)).bytesRead;
      return await new Promise((resolve, reject) => {
        readFd(stdin, into, 0, into.length, null, (error, length) =>
          error ? reject(error) : resolve(length),
        );
      });
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN')
        throw new StoreError(`${path === '-' ? 'Standard input' : path} cannot be read (${code}).`);
      // Somebody made our input non-blocking, and nothing is there yet.
      await sleep(10);
    }
  }
}

/** Decompresses what is pushed and hands it on; an error in the compressed stream ends it without a throw. */
class Inflate {
  readonly #gunzip: Gunzip = createGunzip({ chunkSize: 65_536 });
  #damage: string | null = null;
  #thrown: { error: unknown } | null = null;
  #taking: Promise<void> | undefined;
  readonly #over: Promise<void>;

  constructor(take: (bytes: Uint8Array) => Promise<void> | undefined | void) {
    this.#gunzip.on('data', (bytes: Buffer) => {
      if (this.#thrown !== null) return;
      try {
        this.#taking = take(bytes) ?? this.#taking;
      } catch (error) {
        this.#thrown = { error };
      }
    });
    this.#over = new Promise((resolve) => {
      this.#gunzip.on('end', resolve);
      this.#gunzip.on('error', (error) => {
        this.#damage = error.message;
        resolve();
      });
    });
  }

  async push(bytes: Uint8Array): Promise<void> {
    if (this.#damage === null) {
      const written = new Promise<void>((resolve) => this.#gunzip.write(bytes, () => resolve()));
      await Promise.race([written, this.#over]);
    }
    await this.#settled();
  }

  async end(): Promise<string | null> {
    this.#gunzip.end();
    await this.#over;
    await this.#settled();
    return this.#damage;
  }

  async #settled(): Promise<void> {
    if (this.#thrown !== null) {
      this.#gunzip.destroy();
      throw this.#thrown.error;
    }
    const taking = this.#taking;
    this.#taking = undefined;
    await taking;
  }
}
