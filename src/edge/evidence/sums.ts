import { ArchiveError } from './archive-error.ts';
import { escaped, nameProblem } from './member-name.ts';

/** First member: SHA-256 of every other file, as `sha256sum` writes and checks it. The signature is of this file. */
export const sumsFile = 'SHA256SUMS';
/** Second member, where there is a signature: as `ssh-keygen -Y sign` writes it. */
export const signatureFile = 'SHA256SUMS.sig';

export interface Summed {
  path: string;
  sha256: string;
}

/** In the order of the paths' characters. */
export function inOrder<T extends { path: string }>(files: readonly T[]): T[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

export function sumsText(files: readonly Summed[]): string {
  return inOrder(files)
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .join('');
}

/** By path. @throws ArchiveError unless it is exactly the text that {@link sumsText} makes of what it says */
export function readSums(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const [i, line] of text.split('\n').slice(0, -1).entries()) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sha256 === undefined || path === undefined || nameProblem(path) !== null)
      throw new ArchiveError(`line ${i + 1} of ${sumsFile} is not a sum and a path: ${escaped(line)}`);
    sums.set(path, sha256);
  }
  if (text !== sumsText([...sums].map(([path, sha256]) => ({ path, sha256 }))))
    throw new ArchiveError(
      `${sumsFile} is not in its one form: a line is double, out of order or without its end`,
    );
  return sums;
}
