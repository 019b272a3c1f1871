import { milliOf } from '../../../../core/hpa/quantity.ts';
import type { PodSample, PodState } from '../../../../core/model/hpa.ts';
import { epochSeconds, type KubePod, type PodMetrics } from '../api/objects.ts';

/** A pod as the autoscaler's pod lister has it. */
export function podStateOf(pod: KubePod): PodState {
  const ready = pod.status.conditions?.find(({ type }) => type === 'Ready');
  return {
    name: pod.metadata.name,
    phase: pod.status.phase,
    deleted: pod.metadata.deletionTimestamp !== undefined,
    startTimeSeconds: epochSeconds(pod.status.startTime),
    ready:
      ready === undefined
        ? null
        : {
            status: ready.status as 'True' | 'False' | 'Unknown',
            lastTransitionSeconds: epochSeconds(ready.lastTransitionTime),
          },
    containers: pod.spec.containers.map(({ name, resources }) => ({
      name,
      requestsMilli: milliOfEach(resources?.requests ?? {}),
    })),
  };
}

/** An item of metrics.k8s.io as the autoscaler reads it. */
export function podSampleOf(metrics: PodMetrics): PodSample {
  return {
    pod: metrics.metadata.name,
    timestampSeconds: epochSeconds(metrics.timestamp) ?? 0,
    windowSeconds: durationSeconds(metrics.window),
    containers: metrics.containers.map(({ name, usage }) => ({ name, usageMilli: milliOfEach(usage) })),
  };
}

function milliOfEach(quantities: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, milliOf(quantity)]));
}

const unitSeconds: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** Seconds of a duration as Go writes it: `15.123s`, `1m0s`. 0 for a text that is none. */
export function durationSeconds(text: string): number {
  let seconds = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g))
    seconds += Number(number) * unitSeconds[unit!]!;
  return seconds;
}
