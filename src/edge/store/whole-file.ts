import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Writes a whole file or none of it. */
export function writeWhole(path: string, text: string): Promise<void> {
  return wholeFile(path, (file) => file.writeFile(text));
}

/** Lets `write` fill a neighbour of `path`, flushes it and renames it over; where that fails, nothing is left of it. */
export async function wholeFile(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const beside = `${path}.part`;
  try {
    const file = await open(beside, 'w');
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
