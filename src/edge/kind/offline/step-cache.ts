import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Variables } from '../../exec/ending.ts';
import { programEnding } from '../../exec/run-program.ts';
import { type StepWatcher, step } from '../steps.ts';

/** A step whose result depends on its inputs alone, and is kept in a folder under their hash. */
export interface CachedStep {
  readonly name: string;
  /** Begins the folder's name. */
  readonly id: string;
  readonly inputs: readonly string[];
  /** Fills a new folder. Nobody sees it before it is complete. */
  build(draft: string): Promise<void>;
}

export interface StepCache {
  readonly folder: string;
  readonly watcher: StepWatcher;
  readonly env: Variables;
  readonly abort?: AbortSignal;
}

const unusedDays = 30;
const draftDays = 2;
const goOn = 'Mend it and run `peakproof offline build` again: finished steps are kept.';

/** Where the result of a step is, or will be. */
export function stepFolder(
  part: Pick<CachedStep, 'id' | 'inputs'>,
  cache: Pick<StepCache, 'folder'>,
): string {
  return join(cache.folder, `${part.id}-${hashOf(part.inputs)}`);
}

/** The folder with the result of a step, made now or found. */
export async function cachedFolder(part: CachedStep, cache: StepCache): Promise<string> {
  const { watcher, abort } = cache;
  const folder = stepFolder(part, cache);
  return step(
    part.name,
    watcher,
    goOn,
    async () => {
      if (existsSync(folder)) {
        await utimes(folder, new Date(), new Date()).catch(() => {});
        return { value: folder, how: 'kept' };
      }
      await mkdir(cache.folder, { recursive: true });
      const draft = await mkdtemp(join(cache.folder, `.draft-${part.id}-`));
      try {
        await part.build(draft);
        await rename(draft, folder).catch((error: unknown) => {
          // Another build at the same time has come to the same result first.
          if (!existsSync(folder)) throw error;
        });
      } finally {
        await removedTree(draft, cache.env);
      }
      await removeUnused(part.id, cache);
      return { value: folder };
    },
    abort,
  );
}

/** Removes results of this step that nobody has used for a month, and drafts that a killed build has left. */
async function removeUnused(id: string, cache: StepCache): Promise<void> {
  const names = await readdir(cache.folder);
  const results = names.filter(
    (name) => name.startsWith(id) && /^-[0-9a-f]{12}$/.test(name.slice(id.length)),
  );
  const drafts = names.filter((name) => name.startsWith('.draft-'));
  await removeOlder(results, unusedDays, cache);
  await removeOlder(drafts, draftDays, cache);
}

async function removeOlder(
  names: readonly string[],
  days: number,
  { folder, env }: StepCache,
): Promise<void> {
  for (const name of names) {
    const used = await stat(join(folder, name)).catch(() => null);
    if (used !== null && Date.now() - used.mtimeMs > days * 86_400_000)
      await removedTree(join(folder, name), env);
  }
}

/** Removes a folder without ever crossing into what may still be mounted in it. */
export async function removedTree(folder: string, env: Variables): Promise<void> {
  if (!existsSync(folder)) return;
  for (const mounted of ['proc', 'sys'])
    await programEnding(['umount', join(folder, 'root', mounted)], { env, timeoutSeconds: 20 });
  await programEnding(['rm', '-rf', '--one-file-system', folder], { env, timeoutSeconds: 300 });
}

export function hashOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  // Lengths keep ['ab', 'c'] apart from ['a', 'bc'].
  for (const input of inputs) hash.update(`${input.length}:${input}`);
  return hash.digest('hex').slice(0, 12);
}
