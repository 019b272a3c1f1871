import { cpus } from 'node:os';
import { join } from 'node:path';
import { readProcessCpu } from './process-cpu.ts';
import { readableText } from './readable-text.ts';

/** One sample; the fields of a line of generator.ndjson but its time. Shares are of the time since the last sample. */
export interface GeneratorSample {
  /** CPU that the generator has used since it started. */
  readonly cpuSeconds: number | null;
  readonly rssBytes: number | null;
  /** Of all CPUs' time. Waiting for a disk counts as idle: a CPU was there to be had. */
  readonly hostIdleShare: number | null;
  /** Time that a hypervisor gave to other machines. */
  readonly hostStealShare: number | null;
  /** Share of the time in which some process waited for a CPU. */
  readonly cpuPressureShare: number | null;
}

interface HostTimes {
  /** Of all CPUs together, in one unit whatever it is: only ratios are used. */
  readonly total: number;
  readonly idle: number;
  readonly steal: number | null;
}

/** Health of the load generator and of its host, sampled whenever it is asked: about once a second. */
export class GeneratorHealth {
  readonly #pid: number;
  readonly #proc: string;
  #times: HostTimes | null;
  #pressureSeconds: number | null;
  #atSeconds: number;

  /**
   * The shares of the first sample count from here.
   * @param proc where the kernel's files are; a folder without them means what Node and `ps` know
   */
  constructor(pid: number, proc = '/proc') {
    this.#pid = pid;
    this.#proc = proc;
    this.#times = hostTimes(proc);
    this.#pressureSeconds = pressureSeconds(proc);
    this.#atSeconds = performance.now() / 1000;
  }

  async sample(): Promise<GeneratorSample> {
    const times = hostTimes(this.#proc);
    const pressure = pressureSeconds(this.#proc);
    const atSeconds = performance.now() / 1000;
    const shares = {
      hostIdleShare: shareOf(times, this.#times, 'idle'),
      hostStealShare: shareOf(times, this.#times, 'steal'),
      cpuPressureShare:
        pressure === null || this.#pressureSeconds === null || atSeconds <= this.#atSeconds
          ? null
          : between0And1((pressure - this.#pressureSeconds) / (atSeconds - this.#atSeconds)),
    };
    this.#times = times;
    this.#pressureSeconds = pressure;
    this.#atSeconds = atSeconds;
    const use = (await readProcessCpu([this.#pid], this.#proc)).get(this.#pid);
    return { cpuSeconds: use?.cpuSeconds ?? null, rssBytes: use?.rssBytes ?? null, ...shares };
  }
}

/** null without time between the two, which is what a host shows when it is asked twice within a tick. */
function shareOf(now: HostTimes | null, before: HostTimes | null, part: 'idle' | 'steal'): number | null {
  if (now === null || before === null || now.total <= before.total) return null;
  const [a, b] = [before[part], now[part]];
  return a === null || b === null ? null : between0And1((b - a) / (now.total - before.total));
}

/** Counters of idle time may step back by a tick (proc_stat(5)); a share never leaves 0 to 1 for that. */
function between0And1(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** `cpu  user nice system idle iowait irq softirq steal guest guest_nice`; user holds guest already. */
function hostTimes(proc: string): HostTimes | null {
  const line = /^cpu +(.+)$/m.exec(readableText(join(proc, 'stat')) ?? '');
  if (line === null) return timesByNode();
  const [user, nice, system, idle, iowait, irq, softirq, steal] = line[1]!.split(' ').map(Number);
  if (user === undefined || nice === undefined || system === undefined || idle === undefined) return null;
  const waiting = idle + (iowait ?? 0);
  return {
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
  return { total: idle + sum('user') + sum('nice') + sum('sys') + sum('irq'), idle, steal: null };
}

/** `some avg10=… avg60=… avg300=… total=<µs>`; null before Linux 4.20 and where it is switched off. */
function pressureSeconds(proc: string): number | null {
  const some = /^some .*total=(\d+)/m.exec(readableText(join(proc, 'pressure/cpu')) ?? '');
  return some === null ? null : Number(some[1]) / 1e6;
}
