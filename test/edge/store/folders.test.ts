import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writableFolder } from '../../../src/edge/store/folders.ts';
import { scratchFolder } from './scratch-folder.ts';

describe('a folder for results', () => {
  test('is made with those above it, and left alone where it is there', async () => {
    const directory = join(await scratchFolder(), 'a', 'b', 'c');
    await Promise.all([writableFolder(directory), writableFolder(directory)]);
    await writeFile(join(directory, 'kept'), '');
    await writableFolder(directory);
    expect((await stat(join(directory, 'kept'))).isFile()).toBe(true);
  });

  test('is refused in the place of a file, and below one', async () => {
    const file = join(await scratchFolder(), 'file');
    await writeFile(file, '');
    for (const path of [file, join(file, 'below'), join(file, 'far', 'below')])
      await expect(writableFolder(path)).rejects.toThrow('cannot be written (E');
  });

  test.runIf(process.platform === 'linux')('is refused at once where no folder can be made', async () => {
    for (const path of ['/proc/results', '/proc/results/new'])
      await expect(writableFolder(path)).rejects.toThrow('cannot be written (ENOENT)');
  });
});
