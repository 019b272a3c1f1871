import { type HostTimes, hostTimes, pressureSeconds } from './host-times.ts';
import { readProcessCpu } from './process-cpu.ts';

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
