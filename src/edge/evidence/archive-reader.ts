import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { StoreError, systemCode } from '../store/store-error.ts';
import { ArchiveError } from './archive-error.ts';
import { checkLimit, type Limits } from './limits.ts';
import { escaped, TakenNames } from './member-name.ts';
import { signatureFile, sumsFile } from './sums.ts';
import { blockBytes, paddingOf, readHeader } from './tar-header.ts';

/** What the members of an archive are given to, one after the other. */
export interface MemberSink {
  begin(path: string, bytes: number): Promise<void>;
  /** Valid until the promise is settled. */
  take(piece: Buffer): Promise<void>;
  end(): Promise<void>;
}

const pieceBytes = 1_048_576;

/**
 * Reads an archive from its first byte to its last and hands on its files. Refuses everything that `pack` would not
 * have written: so there is nothing in an archive but its files, and no second archive that holds the same. Memory
 * does not grow with the archive.
 * @returns size and SHA-256 of the whole file
 * @throws ArchiveError at the first byte that does not belong, StoreError where the file cannot be read
 */
export async function readArchive(
  file: string,
  sink: MemberSink,
  { limits, signal }: { limits: Limits; signal: AbortSignal },
): Promise<{ bytes: number; sha256: string }> {
  const source = await ByteSource.open(file);
  try {
    checkLimit('The archive', source.ofBytes, limits.archiveBytes, 'B');
    const names = new TakenNames();
    let before: string | null = null;
    for (let entries = 1; ; entries++) {
      signal.throwIfAborted();
      const at = source.at;
      const header = Buffer.from(await source.block(blockBytes, 'a header'));
      if (header.every((byte) => byte === 0)) break;
      const { path, bytes } = readHeader(header, at);
      const refuse = (why: string) =>
        new ArchiveError(`the member "${escaped(path)}" at byte ${at} is refused: ${why}`);
      const taken = names.take(path);
      if (taken !== null) throw refuse(taken);
      const misplaced = orderProblem(path, before);
      if (misplaced !== null) throw refuse(misplaced);
      before = path;
      checkLimit('The archive', entries, limits.entries, 'files');
      checkLimit(path, bytes, path.endsWith('.gz') ? limits.memberBytes : limits.textBytes, 'B');
      await sink.begin(path, bytes);
      for (let left = bytes; left > 0; ) {
        signal.throwIfAborted();
        const piece = await source.block(Math.min(left, pieceBytes), `the content of ${path}`);
        left -= piece.length;
        await sink.take(piece);
      }
      await sink.end();
      await source.zeros(paddingOf(bytes), `the padding of ${path}`);
    }
    await source.zeros(blockBytes, 'the end of the archive');
    return await source.finish();
  } finally {
    await source.close();
  }
}

function orderProblem(path: string, before: string | null): string | null {
  if (before === null) return path === sumsFile ? null : `the first member of evidence is ${sumsFile}`;
  if (before === sumsFile && path === signatureFile) return null;
  if (path === signatureFile) return `it has to come right after ${sumsFile}`;
  if (before === sumsFile || before === signatureFile || before < path) return null;
  return `it is out of order, after ${before}`;
}

/** The bytes of a file in pieces of a wanted size, hashed as they pass. */
class ByteSource {
  readonly #file: FileHandle;
  readonly #buffer = Buffer.allocUnsafe(pieceBytes);
  readonly #hash = createHash('sha256');
  readonly ofBytes: number;
  at = 0;

  private constructor(file: FileHandle, ofBytes: number) {
    this.#file = file;
    this.ofBytes = ofBytes;
  }

  static async open(path: string): Promise<ByteSource> {
    let file: FileHandle;
    try {
      file = await open(path, 'r');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') throw new StoreError(`There is no file ${path}. Check the path.`);
      throw new StoreError(`${path} cannot be read (${systemCode(error) ?? error}). Check its rights.`);
    }
    const seen = await file.stat();
    if (seen.isFile()) return new ByteSource(file, seen.size);
    await file.close();
    throw new StoreError(`${path} is not a file. Name an archive that \`evidence pack\` wrote.`);
  }

  /** Exactly so many bytes, valid until the next call. */
  async block(bytes: number, what: string): Promise<Buffer> {
    let filled = 0;
    while (filled < bytes) {
      const { bytesRead } = await this.#file.read(this.#buffer, filled, bytes - filled, null);
      if (bytesRead === 0)
        throw new ArchiveError(
          `the archive ends at byte ${this.at + filled}, within ${what}: it is no evidence archive, or was cut off`,
        );
      filled += bytesRead;
    }
    const block = this.#buffer.subarray(0, bytes);
    this.#hash.update(block);
    this.at += bytes;
    return block;
  }

  async zeros(bytes: number, what: string): Promise<void> {
    const at = this.at;
    const where = (await this.block(bytes, what)).findIndex((byte) => byte !== 0);
    if (where !== -1) throw new ArchiveError(`byte ${at + where}, in ${what}, is not zero`);
  }

  async finish(): Promise<{ bytes: number; sha256: string }> {
    const { bytesRead } = await this.#file.read(this.#buffer, 0, 1, null);
    if (bytesRead > 0)
      throw new ArchiveError(`something follows the end of the archive, from byte ${this.at}`);
    return { bytes: this.at, sha256: this.#hash.digest('hex') };
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
