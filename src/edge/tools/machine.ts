import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Variables } from '../exec/ending.ts';

/** The machine that tools are looked for on, and run with. Handed in, so that a test can have another. */
export interface Machine {
  readonly env: Variables;
  /** As Node names them: `linux`, `darwin`; `x64`, `arm64`. */
  readonly platform: string;
  readonly arch: string;
}

/** Where tools that we install are kept; null where the environment names neither a cache nor a home. */
export function toolsFolder({ env, platform }: Machine): string | null {
  // The specification of XDG_CACHE_HOME: a relative path is to be ignored.
  if (env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME))
    return join(env.XDG_CACHE_HOME, 'peakproof', 'tools');
  if (!env.HOME) return null;
  const cache = platform === 'darwin' ? join(env.HOME, 'Library', 'Caches') : join(env.HOME, '.cache');
  return join(cache, 'peakproof', 'tools');
}

/** Every program of this name on PATH, in order. */
export function programsOnPath(name: string, { env }: Machine): string[] {
  // An empty or relative entry means "wherever you happen to be": nothing that we run comes from there.
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return [...new Set(folders)].map((folder) => join(folder, name)).filter(isProgram);
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
