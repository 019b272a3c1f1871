import { join } from 'node:path';
import { programEnding } from '../exec/run-program.ts';
import { readableText } from './readable-text.ts';

/** What a process has used since it started. */
export interface ProcessUse {
  readonly cpuSeconds: number;
  /** null where the system did not say. */
  readonly rssBytes: number | null;
}

/** `sysconf(_SC_CLK_TCK)`: the unit of /proc/<pid>/stat, which Linux fixes at 100 for programs on every architecture. */
const ticksPerSecond = 100;

/**
 * CPU and memory of many processes in one pass: two small files each on Linux, one `ps` for all elsewhere.
 * A process that has gone is not in the map. On Linux CPU is exact to 10 ms, with `ps` to 10 ms (macOS) or 1 s.
 *
 * @param proc where the kernel's process files are; a folder without them means `ps`
 */
export async function readProcessCpu(
  pids: readonly number[],
  proc = '/proc',
): Promise<Map<number, ProcessUse>> {
  if (pids.length === 0) return new Map();
  return readableText(join(proc, 'stat')) === null ? useByPs(pids) : useByProc(pids, proc);
}

function useByProc(pids: readonly number[], proc: string): Map<number, ProcessUse> {
  const uses = new Map<number, ProcessUse>();
  for (const pid of pids) {
    const cpuSeconds = cpuSecondsIn(readableText(join(proc, String(pid), 'stat')));
    if (cpuSeconds === null) continue;
    // `status` gives kB; the field of `stat` counts pages, whose size differs between machines.
    const rss = /^VmRSS:\s+(\d+) kB$/m.exec(readableText(join(proc, String(pid), 'status')) ?? '');
    uses.set(pid, { cpuSeconds, rssBytes: rss === null ? null : Number(rss[1]) * 1024 });
  }
  return uses;
}

/** utime + stime: fields 14 and 15 of proc_pid_stat(5), counted after the name, which may hold spaces and brackets. */
function cpuSecondsIn(stat: string | null): number | null {
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / ticksPerSecond : null;
}

async function useByPs(pids: readonly number[]): Promise<Map<number, ProcessUse>> {
  // It ends with 1 when one of them has gone, and still prints the others.
  const { stdout } = await programEnding(['ps', '-o', 'pid=,time=,rss=', '-p', pids.join(',')], {
    timeoutSeconds: 5,
  });
  return usesInPs(stdout);
}

/** @param table lines of `pid time rss`: time is [[days-]hours:]minutes:seconds, rss is in KiB */
export function usesInPs(table: string): Map<number, ProcessUse> {
  const uses = new Map<number, ProcessUse>();
  for (const line of table.split('\n')) {
    const match = /^\s*(\d+)\s+(?:(\d+)-)?([\d:.]+)\s+(\d+)\s*$/.exec(line);
    if (match === null) continue;
    const clockSeconds = match[3]!.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    uses.set(Number(match[1]), {
      cpuSeconds: Number(match[2] ?? 0) * 86_400 + clockSeconds,
      rssBytes: Number(match[4]) * 1024,
    });
  }
  return uses;
}
