import { join } from 'node:path';
import { readableText } from './readable-text.ts';

/** What a control group grants us; a field is null where it is not limited. */
export interface ContainerLimits {
  readonly cpuCores: number | null;
  readonly memoryBytes: number | null;
}

/** cgroup v1 writes "no limit" as the largest multiple of a page, near 2^63. */
const noLimitBytes = 2 ** 60;

/**
 * The strictest limits of our control group and its ancestors, cgroup v2 or v1; null if nothing is limited.
 * @param root of the file system: a test gives its own
 */
export function containerLimits(root = '/'): ContainerLimits | null {
  const cpus: number[] = [];
  const memories: number[] = [];
  for (const line of (readableText(join(root, 'proc/self/cgroup')) ?? '').split('\n')) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) continue;
    const names = controllers.split(',');
    // With a namespace of its own a container sees itself as "/", else the host's path: so all the way up is read.
    for (const folder of upward(path)) {
      if (controllers === '') {
        const at = join(root, 'sys/fs/cgroup', folder);
        cpus.push(...quota(readableText(join(at, 'cpu.max'))?.split(' ')));
        memories.push(...bytes(readableText(join(at, 'memory.max'))));
      } else if (names.includes('cpu')) {
        const at = join(root, 'sys/fs/cgroup/cpu', folder);
        const period = readableText(join(at, 'cpu.cfs_period_us'));
        if (period !== null)
          cpus.push(...quota([readableText(join(at, 'cpu.cfs_quota_us')) ?? 'max', period]));
      } else if (names.includes('memory')) {
        const at = join(root, 'sys/fs/cgroup/memory', folder);
        memories.push(...bytes(readableText(join(at, 'memory.limit_in_bytes'))));
      }
    }
  }
  if (cpus.length === 0 && memories.length === 0) return null;
  return {
    cpuCores: cpus.length === 0 ? null : Math.min(...cpus),
    memoryBytes: memories.length === 0 ? null : Math.min(...memories),
  };
}

/** `/a/b` gives `/a/b`, `/a` and `/`. */
function upward(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '..');
  return parts.map((_, i) => `/${parts.slice(0, parts.length - i).join('/')}`).concat('/');
}

/** `[quota, period]` in µs; a quota of `max` (v2) or -1 (v1) is none. */
function quota(words: readonly string[] | undefined): number[] {
  const cores = Number(words?.[0]) / Number(words?.[1]);
  return Number.isFinite(cores) && cores > 0 ? [cores] : [];
}

function bytes(text: string | null): number[] {
  const limit = text === null ? Number.NaN : Number(text.trim());
  return limit > 0 && limit < noLimitBytes ? [limit] : [];
}
