import { readFileSync } from 'node:fs';

/**
 * The text of a file of the kernel, or null where it is not there (another system, an older kernel) or not ours to
 * read. Read at once and not through the thread pool: these files have no disk behind them, and a sample that waits
 * behind real files would carry the wrong time.
 */
export function readableText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
