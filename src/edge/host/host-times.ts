import { cpus } from 'node:os';
import { join } from 'node:path';
import { readableText } from './readable-text.ts';

/** Counters since the host started, of all CPUs together. */
export interface HostTimes {
  /** Ticks of the three others in a second: they are whole numbers, so that differences of them are exact. */
  readonly perSecond: number;
  readonly total: number;
  readonly idle: number;
  /** Given by a hypervisor to other machines; null where nobody counts it. */
  readonly steal: number | null;
}

/** `USER_HZ`, which Linux fixes at 100 for programs on every architecture. */
const ticksPerSecond = 100;

/**
 * `cpu  user nice system idle iowait irq softirq steal guest guest_nice`; user holds guest already.
 * @param proc where the kernel's files are; a folder without them means what Node knows
 */
export function hostTimes(proc = '/proc'): HostTimes | null {
  const line = /^cpu +(.+)$/m.exec(readableText(join(proc, 'stat')) ?? '');
  if (line === null) return timesByNode();
  const [user, nice, system, idle, iowait, irq, softirq, steal] = line[1]!.split(' ').map(Number);
  if (user === undefined || nice === undefined || system === undefined || idle === undefined) return null;
  const waiting = idle + (iowait ?? 0);
  return {
    perSecond: ticksPerSecond,
    total: user + nice + system + waiting + (irq ?? 0) + (softirq ?? 0) + (steal ?? 0),
    idle: waiting,
    steal: steal ?? null,
  };
}

function timesByNode(): HostTimes | null {
  const times = cpus().map((cpu) => cpu.times);
  if (times.length === 0) return null;
  const sum = (part: keyof (typeof times)[number]) => times.reduce((all, each) => all + each[part], 0);
  const idle = sum('idle');
  return {
    perSecond: 1000,
    total: idle + sum('user') + sum('nice') + sum('sys') + sum('irq'),
    idle,
    steal: null,
  };
}

/** `some avg10=… avg60=… avg300=… total=<µs>`; null before Linux 4.20 and where it is switched off. */
export function pressureSeconds(proc = '/proc'): number | null {
  const some = /^some .*total=(\d+)/m.exec(readableText(join(proc, 'pressure/cpu')) ?? '');
  return some === null ? null : Number(some[1]) / 1e6;
}
