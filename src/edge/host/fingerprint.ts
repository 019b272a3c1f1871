import { createHash } from 'node:crypto';
import { loadavg, type } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Fingerprint } from '../../core/model/observation.ts';
import { hostTimes, pressureSeconds } from './host-times.ts';
import { readableText } from './readable-text.ts';

/** The fixed task: SHA-256 over this many bytes, 0.15 s on a core that has instructions for it. Never to be changed. */
const taskBytes = 256 * 2 ** 20;
/** The fastest of a few is what the core can do; a single one may have been interrupted. */
const taskRuns = 3;

/**
 * What the host is like just now. To be taken while nothing of ours works; blocks this process for half a second or so.
 * @param root of the file system: a test gives its own
 */
export async function readFingerprint(root = '/'): Promise<Fingerprint> {
  const proc = join(root, 'proc');
  const [startedMs, before] = [performance.now(), pressureSeconds(proc)];
  const runs: number[] = [];
  for (let i = 0; i < taskRuns; i++) {
    runs.push(taskSeconds());
    await setImmediate();
  }
  const [elapsedSeconds, after] = [(performance.now() - startedMs) / 1000, pressureSeconds(proc)];
  const times = hostTimes(proc);
  return {
    cpuTaskSeconds: Math.min(...runs),
    // Windows has no load average and Node says 0 there.
    loadAverage1m: type() === 'Windows_NT' ? null : loadavg()[0]!,
    cpuTotalSeconds: times === null ? null : times.total / times.perSecond,
    cpuStealSeconds: times === null || times.steal === null ? null : times.steal / times.perSecond,
    cpuPressureShare:
      before === null || after === null ? null : Math.min(1, (after - before) / elapsedSeconds),
    throttledSeconds: throttledSeconds(root),
  };
}

function taskSeconds(): number {
  const block = Buffer.alloc(2 ** 20, 7);
  const startedMs = performance.now();
  const hash = createHash('sha256');
  for (let done = 0; done < taskBytes; done += block.length) hash.update(block);
  hash.digest();
  return (performance.now() - startedMs) / 1000;
}

/** Of our own control group, where the generator runs too: cgroup v2 says µs, v1 ns. */
function throttledSeconds(root: string): number | null {
  for (const line of (readableText(join(root, 'proc/self/cgroup')) ?? '').split('\n')) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) continue;
    const isCpu = controllers.split(',').includes('cpu');
    if (controllers !== '' && !isCpu) continue;
    const folder = join(root, 'sys/fs/cgroup', isCpu ? 'cpu' : '', path);
    const stat = readableText(join(folder, 'cpu.stat')) ?? '';
    const found = /^throttled_(usec|time) (\d+)$/m.exec(stat);
    if (found !== null) return Number(found[2]) / (found[1] === 'usec' ? 1e6 : 1e9);
  }
  return null;
}
