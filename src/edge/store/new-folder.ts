import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.ts';
import { namesIn, writableFolder } from './folders.ts';
import { StoreError } from './store-error.ts';

/** How a folder of results begins. */
interface Beginning {
  /** The process that holds it. */
  pid: number;
  /** What to say of the names that lie there already; nothing is written beside other files. */
  refusal: (names: readonly string[]) => string;
  /** Writes the file that makes the folder what it is. */
  begin: () => Promise<unknown>;
}

/**
 * Makes a folder and holds it for one process. Returns how to give it back.
 * @throws StoreError when it cannot be written, is in use, or holds something already
 */
export async function newFolder(
  directory: string,
  { pid, refusal, begin }: Beginning,
): Promise<() => Promise<void>> {
  await writableFolder(directory);
  const unlock = await lockFolder(directory, pid);
  try {
    const names = (await namesIn(directory)).filter((name) => !name.startsWith('.lock'));
    if (names.length > 0) throw new StoreError(refusal(names));
    await begin();
  } catch (error) {
    await unlock();
    throw error;
  }
  return unlock;
}

/**
 * Takes back a folder that {@link newFolder} made, if it still holds nothing but `file`, with which it began; gives back
 * one that holds more.
 */
export async function withdrawFolder(
  directory: string,
  file: string,
  unlock: () => Promise<void>,
): Promise<void> {
  const names = (await namesIn(directory)).filter((name) => !name.startsWith('.lock'));
  const isAsItBegan = names.length === 1 && names[0] === file;
  if (isAsItBegan) await rm(join(directory, file));
  await unlock();
  // Whoever put something there meanwhile keeps it.
  if (isAsItBegan) await rmdir(directory).catch(() => {});
}
