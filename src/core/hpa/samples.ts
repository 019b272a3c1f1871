import type { HpaMetric, PodSample } from '../model/hpa.ts';
import { type Micros, micros } from './instant.ts';
import { sumInt64 } from './integers.ts';
import { MetricRefusal } from './refusal.ts';
import type { VersionRules } from './version.ts';

/** Use of one pod as one metric sees it. */
export type MetricSample = {
  readonly valueMilli: bigint;
  readonly timestamp: Micros;
  readonly window: Micros;
};

/**
 * The samples that a metric can use, by pod name; names without a pod ("strays") stay in. A pod of which any
 * container lacks the resource counts as having no sample.
 * Throws NO_METRICS_FROM_API when the API answered with nothing, MISSING_CONTAINER up to 1.32.
 */
export function metricSamples(
  samples: readonly PodSample[],
  metric: HpaMetric,
  rules: VersionRules,
): Map<string, MetricSample> {
  if (samples.length === 0)
    throw new MetricRefusal(
      'NO_METRICS_FROM_API',
      'the metrics API returned no sample for the selected pods',
    );
  const usable = new Map<string, MetricSample>();
  for (const sample of samples) {
    const valueMilli =
      metric.type === 'ContainerResource'
        ? containerUse(sample, metric.container, metric.name, rules)
        : podUse(sample, metric.name);
    if (valueMilli === null) continue;
    usable.set(sample.pod, {
      valueMilli,
      timestamp: micros(sample.timestampSeconds),
      window: micros(sample.windowSeconds),
    });
  }
  return usable;
}

function podUse(sample: PodSample, resource: string): bigint | null {
  if (sample.containers.length === 0) return null;
  const values: bigint[] = [];
  for (const container of sample.containers) {
    const value = container.usageMilli[resource] ?? null;
    if (value === null) return null;
    values.push(BigInt(value));
  }
  return sumInt64(values);
}

function containerUse(sample: PodSample, name: string, resource: string, rules: VersionRules): bigint | null {
  const container = sample.containers.find((candidate) => candidate.name === name);
  if (container === undefined) {
    if (rules.containerNeededInSamples)
      throw new MetricRefusal(
        'MISSING_CONTAINER',
        `the sample of pod ${sample.pod} has no container ${name}`,
      );
    return null;
  }
  const value = container.usageMilli[resource] ?? null;
  return value === null ? null : BigInt(value);
}
