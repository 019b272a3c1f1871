import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * A scenario's script, those that run beside it, and every file that they import, whatever folder they lie in: texts by
 * their path from the folder of the script, in order; null where one of them cannot be read.
 */
export async function scenarioFiles(
  script: string,
  beside: readonly string[] = [],
): Promise<Map<string, string> | null> {
  const texts = new Map<string, string>();
  const open = [script, ...beside];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (texts.has(path)) continue;
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return null;
    texts.set(path, text);
    for (const [, name] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g))
      open.push(join(dirname(path), name!));
  }
  const folder = dirname(script);
  return new Map(
    [...texts.keys()].sort().map((path) => [relative(folder, path).replaceAll('\\', '/'), texts.get(path)!]),
  );
}

/** SHA-256 over the files of a scenario; null without them. Two trials with different ones did not offer the same load. */
export async function scenarioSha256(script: string, beside: readonly string[] = []): Promise<string | null> {
  const files = await scenarioFiles(script, beside);
  return files === null ? null : sha256OfTexts(files);
}

/** The same over texts by path, in that order. */
export function sha256OfTexts(files: Iterable<readonly [path: string, text: string]>): string {
  const hash = createHash('sha256');
  for (const [path, text] of files) hash.update(`${path}\0${text}\0`);
  return hash.digest('hex');
}
