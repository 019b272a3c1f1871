import type { HpaMetric } from '../model/hpa.ts';
import { int32FromInt64, scaledInt64, sumInt64 } from './integers.ts';
import { MetricRefusal } from './refusal.ts';

/** Use against target. `utilization` is a whole percent of requests, null for an average-value target. */
export type Usage = {
  readonly ratio: number;
  readonly utilization: number | null;
  readonly averageMilli: number;
};

/** How a metric weighs a set of values, and what it assumes of a pod without one when sizes go down. */
export type Gauge = {
  readonly usageOf: (values: ReadonlyMap<string, bigint>) => Usage;
  readonly assumedOnTheWayDown: (pod: string) => bigint;
  readonly missingCountsAs: 'request' | 'target';
};

/**
 * Sum of use over sum of requests, cut to a whole percent **before** it is divided by the target; not a mean of
 * per-pod ratios. Values without a request (strays) drop out. Throws NO_METRICS_MATCH_PODS.
 */
export function utilizationGauge(requests: ReadonlyMap<string, bigint>, targetPercent: number): Gauge {
  // A target above 100 % means that pods are expected to use more than they request.
  const assumedPercent = BigInt(Math.max(100, targetPercent));
  return {
    missingCountsAs: targetPercent > 100 ? 'target' : 'request',
    assumedOnTheWayDown: (pod) => scaledInt64(requests.get(pod) ?? 0n, assumedPercent, 100n),
    usageOf: (values) => {
      const known = [...values].filter(([pod]) => requests.has(pod));
      const used = sumInt64(known.map(([, value]) => value));
      const requested = sumInt64(known.map(([pod]) => requests.get(pod) ?? 0n));
      if (requested === 0n)
        throw new MetricRefusal(
          'NO_METRICS_MATCH_PODS',
          'the requests of the pods with samples sum to zero, so no utilization can be computed',
        );
      const utilization = int32FromInt64(scaledInt64(used, 100n, requested));
      return {
        utilization,
        ratio: utilization / targetPercent,
        averageMilli: Number(used / BigInt(known.length)),
      };
    },
  };
}

/** The mean over all remaining values, strays included, against an amount in milli-units. */
export function averageGauge(targetMilli: number): Gauge {
  return {
    missingCountsAs: 'target',
    assumedOnTheWayDown: () => BigInt(targetMilli),
    usageOf: (values) => {
      const averageMilli = Number(sumInt64(values.values()) / BigInt(values.size));
      return { utilization: null, ratio: averageMilli / targetMilli, averageMilli };
    },
  };
}

/** The name of a metric in the controller's events and conditions. */
export function metricNameOf(metric: HpaMetric): string {
  if (metric.target.averageValueMilli !== null) return `${metric.name} resource`;
  const source = metric.type === 'ContainerResource' ? 'container resource' : 'resource';
  return `${metric.name} ${source} utilization (percentage of request)`;
}
