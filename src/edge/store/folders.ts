import { access, constants, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { StoreError, systemCode } from './store-error.ts';

/** Makes a folder if need be, and throws a {@link StoreError} when nothing can be written in it. */
export async function writableFolder(directory: string): Promise<void> {
  try {
    await makeFolder(directory);
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreError(
      `${directory} cannot be written (${systemCode(error) ?? error}), so nothing could be kept. Choose another folder with --out.`,
    );
  }
}

/**
 * Makes a folder and those above it. Note: Node's `mkdir` with `recursive` tries for ever where a folder that is there
 * refuses new ones as if it were not (/proc on Linux).
 */
async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory);
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && (await stat(directory)).isDirectory()) return;
    const above = dirname(directory);
    if (systemCode(error) !== 'ENOENT' || (await exists(above))) throw error;
    await makeFolder(above);
    // Somebody else may have made it meanwhile.
    await makeFolder(directory);
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}

/** Throws a {@link StoreError} unless there is such a folder; `wanted` says what to name instead of a file. */
export async function requireFolder(path: string, wanted: string): Promise<void> {
  if (!(await exists(path))) throw new StoreError(`${path} does not exist. Check the path.`);
  if (!(await stat(path)).isDirectory())
    throw new StoreError(`${path} is a file, not a folder. Name ${wanted}.`);
}

/** Names in a folder, in order; none when there is no such folder. */
export async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Paths of all files in a folder and in those below it, in order and with slashes. */
export async function filesBelow(directory: string): Promise<string[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Renames what lies at `path` to the first free of `path.1`, `path.2`, ...; nothing is deleted. */
export async function setAside(path: string): Promise<void> {
  if (!(await exists(path))) return;
  let attempt = 1;
  while (await exists(`${path}.${attempt}`)) attempt++;
  await rename(path, `${path}.${attempt}`);
}

/** `<campaign>-2026-11-21T0930-15Z`: sorts by time, and no system refuses it. */
export function campaignFolderName(campaign: string, epochSeconds: number): string {
  const time = new Date(epochSeconds * 1000).toISOString();
  return `${campaign}-${time.slice(0, 13)}${time.slice(14, 16)}-${time.slice(17, 19)}Z`;
}
