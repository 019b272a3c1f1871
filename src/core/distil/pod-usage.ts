import type { UsageLine } from '../model/observation.ts';
import { Counter } from './counter.ts';
import type { PodLife } from './pod-lives.ts';
import { secondsSince } from './since.ts';

/** What one pod has used, in seconds since the load started. */
export interface PodUsage {
  service: string;
  cpuSeconds: Counter;
  periods: Counter;
  throttledPeriods: Counter;
  throttledSeconds: Counter;
}

/** Counters by pod. A pod's CPU counts from zero at its creation, where that was seen. */
export function podUsage(
  lines: readonly UsageLine[],
  lives: readonly PodLife[],
  loadStartSeconds: number,
): Map<string, PodUsage> {
  const created = new Map(lives.map((life) => [life.name, life.createdSeconds]));
  const pods = new Map<string, PodUsage>();
  for (const line of [...lines].sort((a, b) => a.at - b.at)) {
    const t = secondsSince(loadStartSeconds, line.at);
    let usage = pods.get(line.pod);
    if (usage === undefined) {
      usage = {
        service: line.service,
        cpuSeconds: new Counter(),
        periods: new Counter(),
        throttledPeriods: new Counter(),
        throttledSeconds: new Counter(),
      };
      pods.set(line.pod, usage);
      const birth = created.get(line.pod) ?? null;
      if (birth !== null && birth < t) usage.cpuSeconds.read(birth, 0);
    }
    usage.cpuSeconds.read(t, line.cpuSeconds);
    if (line.periods !== null) usage.periods.read(t, line.periods);
    if (line.throttledPeriods !== null) usage.throttledPeriods.read(t, line.throttledPeriods);
    if (line.throttledSeconds !== null) usage.throttledSeconds.read(t, line.throttledSeconds);
  }
  return pods;
}

/** Readings may stop this long before the window ends, or begin this long after it began, and still be of all of it. */
const edgeSeconds = 5;

/**
 * CPU seconds that the pods of a service used in the window; null unless they were read through all of it, because a
 * sum over a part would look like thrift.
 */
export function cpuSecondsOf(
  service: string,
  pods: ReadonlyMap<string, PodUsage>,
  lengthSeconds: number,
): number | null {
  const ours = [...pods.values()].filter((usage) => usage.service === service);
  const first = Math.min(...ours.map((usage) => usage.cpuSeconds.firstSeconds ?? Number.POSITIVE_INFINITY));
  const last = Math.max(...ours.map((usage) => usage.cpuSeconds.lastSeconds ?? Number.NEGATIVE_INFINITY));
  if (ours.length === 0 || first > edgeSeconds || last < lengthSeconds - edgeSeconds) return null;
  return ours.reduce((sum, usage) => sum + (usage.cpuSeconds.growth(0, lengthSeconds) ?? 0), 0);
}
