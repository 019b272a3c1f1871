import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { StoreError } from '../store/store-error.ts';
import type { Summed } from './sums.ts';
import { blockBytes, headerOf, paddingOf } from './tar-header.ts';

/** A file as it goes into an archive. `source` is where it lies. */
export interface Member extends Summed {
  source: string;
  bytes: number;
}

/**
 * The bytes of the archive of these members, in their order. They depend on paths and contents alone: not on times,
 * owners, rights or machine. Throws a StoreError when a file is not any more what it was when it was hashed.
 *
 * Written here because these bytes are the promise: a library's may change with its version. Not compressed, because
 * the bytes of a deflater do change with zlib's version; the large members are compressed files as they were recorded.
 */
export async function* archiveChunks(members: Iterable<Member>): AsyncGenerator<Buffer> {
  for (const { path, source, bytes, sha256 } of members) {
    yield headerOf(path, bytes);
    const hash = createHash('sha256');
    let written = 0;
    for await (const chunk of createReadStream(source, {
      highWaterMark: 1_048_576,
    }) as AsyncIterable<Buffer>) {
      written += chunk.length;
      if (written > bytes) break;
      hash.update(chunk);
      yield chunk;
    }
    if (written !== bytes || hash.digest('hex') !== sha256)
      throw new StoreError(
        `${path} changed while it was packed, so the archive would contradict itself. Wait until nothing writes into the folder, and pack again.`,
      );
    yield Buffer.alloc(paddingOf(bytes));
  }
  yield Buffer.alloc(2 * blockBytes);
}
