import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { k6 } from '../../../src/edge/tools/catalog.ts';
import type { Machine } from '../../../src/edge/tools/machine.ts';
import type { Tool } from '../../../src/edge/tools/tool.ts';

/** A folder of stand-in programs. */
export function programs(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/bin/${name}`, import.meta.url));
}

/** A machine with these stand-ins alone on its PATH and a cache of its own, so that no test finds the real ones. */
export async function machineWith(folders: readonly string[], env: Machine['env'] = {}): Promise<Machine> {
  return {
    env: { PATH: folders.map(programs).join(':'), XDG_CACHE_HOME: await emptyFolder(), ...env },
    platform: 'linux',
    arch: 'x64',
  };
}

export async function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'peakproof-tools-'));
}

/** k6 without its release, so that no test goes to the network. */
export const unreleasedK6: Tool = { ...k6, release: null };
