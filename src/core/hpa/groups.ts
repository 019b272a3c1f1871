import type { HpaConfig, PodGroups, PodState } from '../model/hpa.ts';
import { type Micros, micros, microsOrEver } from './instant.ts';
import type { MetricSample } from './samples.ts';

/**
 * Every pod in exactly one group, the first that fits: ignored (terminating or failed), unready (pending, or CPU that
 * cannot be trusted yet), missing (no sample), ready. Succeeded and Unknown are not special.
 */
export function podGroups(
  pods: readonly PodState[],
  samples: ReadonlyMap<string, MetricSample>,
  resource: string,
  config: HpaConfig,
  now: Micros,
): PodGroups {
  const groups: PodGroups = { ready: [], unready: [], missing: [], ignored: [], strays: [] };
  for (const pod of pods) groups[groupOf(pod, samples.get(pod.name), resource, config, now)].push(pod.name);
  const names = new Set(pods.map((pod) => pod.name));
  for (const name of samples.keys()) if (!names.has(name)) groups.strays.push(name);
  return groups;
}

function groupOf(
  pod: PodState,
  sample: MetricSample | undefined,
  resource: string,
  config: HpaConfig,
  now: Micros,
): 'ready' | 'unready' | 'missing' | 'ignored' {
  if (pod.deleted || pod.phase === 'Failed') return 'ignored';
  if (pod.phase === 'Pending') return 'unready';
  if (sample === undefined) return 'missing';
  return resource === 'cpu' && cpuIsUntrusted(pod, sample, config, now) ? 'unready' : 'ready';
}

/**
 * CPU of a starting pod says little about its load. While it initializes, a sample counts only if the pod is not
 * unready and the whole window lies after the last change of readiness; later, a pod is left out only if it is
 * unready and looks as if it had never been ready.
 */
function cpuIsUntrusted(pod: PodState, sample: MetricSample, config: HpaConfig, now: Micros): boolean {
  if (pod.ready === null || pod.startTimeSeconds === null) return true;
  const start = micros(pod.startTimeSeconds);
  const transition = microsOrEver(pod.ready.lastTransitionSeconds);
  const unready = pod.ready.status === 'False';
  if (start + micros(config.cpuInitializationPeriodSeconds) > now)
    return unready || sample.timestamp < transition + sample.window;
  return unready && start + micros(config.initialReadinessDelaySeconds) > transition;
}
