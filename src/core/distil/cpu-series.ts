import type { Trial } from '../model/trial.ts';
import { isReadyThrough, type PodLife } from './pod-lives.ts';
import type { PodUsage } from './pod-usage.ts';

/**
 * CPU of the Ready pods of a service, by column: the mean in percent of a pod's request, and the share of their quota
 * periods in which they were throttled. null where no Ready pod was read.
 */
export function cpuSeries(
  lives: readonly PodLife[],
  pods: ReadonlyMap<string, PodUsage>,
  requestCores: number,
  columns: number,
  widthSeconds: number,
): NonNullable<Trial['cpu']> {
  const t = Array.from({ length: columns }, (_, column) => column * widthSeconds);
  const utilization: (number | null)[] = [];
  const throttledShare: (number | null)[] = [];
  for (const from of t) {
    const to = from + widthSeconds;
    const ready = lives
      .filter((life) => isReadyThrough(life, from, to))
      .map((life) => pods.get(life.name))
      .filter((usage) => usage !== undefined);
    const used = growths(ready, 'cpuSeconds', from, to);
    const periods = sum(growths(ready, 'periods', from, to));
    const throttled = sum(growths(ready, 'throttledPeriods', from, to));
    utilization.push(
      used.length === 0 ? null : (100 * sum(used)) / used.length / widthSeconds / requestCores,
    );
    throttledShare.push(periods > 0 ? Math.min(1, throttled / periods) : null);
  }
  return { t, utilization, throttledShare };
}

function growths(
  pods: readonly PodUsage[],
  counter: 'cpuSeconds' | 'periods' | 'throttledPeriods',
  from: number,
  to: number,
): number[] {
  return pods.map((usage) => usage[counter].growth(from, to)).filter((growth) => growth !== null);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
