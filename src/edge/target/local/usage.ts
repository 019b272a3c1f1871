import type { CpuReading } from '../../../core/platform/metrics-window.ts';
import { containerName } from '../../../core/platform/pod-state.ts';
import type { Clock } from '../../clock.ts';
import { readProcessCpu } from '../../host/process-cpu.ts';
import type { ObservationSink } from '../target.ts';
import type { Deployment } from './deployment.ts';

/** Reads what all pods have used: one pass over their processes. */
export async function readUsage(
  deployments: readonly Deployment[],
  clock: Clock,
  sink: ObservationSink,
): Promise<CpuReading[]> {
  const pods = deployments.flatMap((deployment) =>
    deployment.pods
      .filter((pod) => !pod.ended && pod.pid !== null)
      .map((pod) => ({ pod, service: deployment.service, pid: pod.pid! })),
  );
  const usage = await readProcessCpu(pods.map(({ pid }) => pid));
  const at = clock.now();
  const readings: CpuReading[] = [];
  for (const { pod, service, pid } of pods) {
    const used = usage.get(pid);
    if (used === undefined) continue;
    sink.usage({
      at,
      service,
      pod: pod.name,
      cpuSeconds: used.cpuSeconds,
      rssBytes: used.rssBytes,
      periods: pod.throttling?.periods ?? null,
      throttledPeriods: pod.throttling?.throttledPeriods ?? null,
      throttledSeconds: pod.throttling?.throttledSeconds ?? null,
    });
    readings.push({
      pod: pod.name,
      container: containerName,
      startTimeSeconds: pod.startSeconds,
      atSeconds: at,
      cpuSeconds: used.cpuSeconds,
    });
  }
  return readings;
}
