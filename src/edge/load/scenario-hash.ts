import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/**
 * SHA-256 over a scenario's script, those that run beside it, and every file that they import, whatever folder they lie
 * in; null where one of them cannot be read. Two trials with different ones did not offer the same load.
 */
export async function scenarioSha256(script: string, beside: readonly string[] = []): Promise<string | null> {
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
  const hash = createHash('sha256');
  for (const path of [...texts.keys()].sort())
    hash.update(`${relative(folder, path).replaceAll('\\', '/')}\0${texts.get(path)}\0`);
  return hash.digest('hex');
}
