import { readFileSync, writeFileSync } from 'node:fs';
import { join, parse, relative, resolve } from 'node:path';
import { expect } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/**
 * Compares a text with the file that was agreed on (path from the root of the project). On a difference the text is
 * written beside it as `<name>-changed`, to look at; with UPDATE_GOLDEN=1 it becomes the file.
 */
export function expectGolden(path: string, text: string): void {
  const golden = join(root, path);
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(golden, text);
    return;
  }
  if (agreed(golden) === text) return;
  const { dir, name, ext } = parse(golden);
  const changed = join(dir, `${name}-changed${ext}`);
  writeFileSync(changed, text);
  expect.fail(
    `${path} would change: look at the difference to ${relative(root, changed)}, and accept it with UPDATE_GOLDEN=1.`,
  );
}

function agreed(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
