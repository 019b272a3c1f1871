import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MemberSink } from './archive-reader.ts';
import type { Member } from './archive-writer.ts';

/** Writes the members of an archive into an empty folder of our own, and hashes them on the way. */
export class Extraction implements MemberSink {
  readonly directory: string;
  readonly members: Member[] = [];
  #file: FileHandle | null = null;
  #hash: Hash = createHash('sha256');

  constructor(directory: string) {
    this.directory = directory;
  }

  /** `path` was checked by the reader: it leads nowhere but below the folder, and nothing is there yet. */
  async begin(path: string, bytes: number): Promise<void> {
    const source = join(this.directory, path);
    await mkdir(dirname(source), { recursive: true });
    this.#file = await open(source, 'wx', 0o600);
    this.#hash = createHash('sha256');
    this.members.push({ path, bytes, source, sha256: '' });
  }

  async take(piece: Buffer): Promise<void> {
    this.#hash.update(piece);
    await this.#file!.writeFile(piece);
  }

  async end(): Promise<void> {
    await this.close();
    this.members.at(-1)!.sha256 = this.#hash.digest('hex');
  }

  /** Also for an archive that was refused within a member. */
  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  member(path: string): Member | undefined {
    return this.members.find((candidate) => candidate.path === path);
  }
}
