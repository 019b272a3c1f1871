import { mkdir, mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { givenBack } from '../../../src/edge/kind/offline/given-back.ts';

// Only root can give something away.
test.skipIf(process.getuid?.() !== 0)(
  'what was made under sudo belongs to the person afterwards, but for the root file system',
  async () => {
    const cache = await mkdtemp(join(tmpdir(), 'peakproof-sudo-'));
    const root = join(cache, 'peakproof');
    for (const folder of ['offline/demo-1', 'offline/debian-1/root', 'tools/kind-1', 'clusters'])
      await mkdir(join(root, folder), { recursive: true });
    const ownerOf = async (path: string) => (await stat(join(root, path))).uid;
    const machine = {
      env: { PATH: process.env.PATH, XDG_CACHE_HOME: cache },
      platform: 'linux',
      arch: 'x64',
    };
    await givenBack(machine);
    expect(await ownerOf('offline')).toBe(0);
    await givenBack({ ...machine, env: { ...machine.env, SUDO_UID: '4711', SUDO_GID: '4711' } });
    for (const path of ['.', 'offline', 'offline/demo-1', 'tools/kind-1', 'clusters'])
      expect(await ownerOf(path), path).toBe(4711);
    for (const path of ['offline/debian-1', 'offline/debian-1/root'])
      expect(await ownerOf(path), path).toBe(0);
  },
);
