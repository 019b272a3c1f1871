import type {
  HpaConfig,
  HpaError,
  HpaMetric,
  HpaProposal,
  HpaReason,
  PodGroups,
  PodSample,
  PodState,
} from '../model/hpa.ts';
import { podGroups } from './groups.ts';
import type { Micros } from './instant.ts';
import { int32FromDouble } from './integers.ts';
import { MetricRefusal } from './refusal.ts';
import { podRequests } from './requests.ts';
import { type MetricSample, metricSamples } from './samples.ts';
import type { Tolerance } from './tolerance.ts';
import { averageGauge, type Gauge, metricNameOf, utilizationGauge } from './usage.ts';
import type { VersionRules } from './version.ts';

export type MetricInput = {
  readonly config: HpaConfig;
  readonly rules: VersionRules;
  readonly tolerance: Tolerance;
  readonly currentReplicas: number;
  readonly pods: readonly PodState[];
  readonly samples: readonly PodSample[];
  readonly now: Micros;
};

export type Proposed = { readonly proposal: HpaProposal; readonly reasons: readonly HpaReason[] };

/** What one metric asks for, neither limited nor stabilized (it may be 0), or the error that kept it from asking. */
export function proposalOf(metric: HpaMetric, index: number, input: MetricInput): Proposed {
  try {
    return judged(metric, index, input);
  } catch (thrown) {
    if (!(thrown instanceof MetricRefusal)) throw thrown;
    return refused(metric, index, thrown.toData());
  }
}

function refused(metric: HpaMetric, index: number, error: HpaError): Proposed {
  return {
    proposal: {
      metric,
      metricName: metricNameOf(metric),
      replicas: null,
      utilization: null,
      averageMilli: null,
      firstRatio: null,
      ratio: null,
      multiplier: null,
      groups: null,
      error,
    },
    reasons: [{ code: 'metric-refused', metric: index, error }],
  };
}

function judged(metric: HpaMetric, index: number, input: MetricInput): Proposed {
  if (metric.target.averageValueMilli === null && metric.target.averageUtilization === null)
    throw new MetricRefusal('INVALID_METRIC_SOURCE', `the ${metric.name} metric has no target`);
  const samples = metricSamples(input.samples, metric, input.rules);
  if (input.pods.length === 0) throw new MetricRefusal('NO_PODS', 'the selector matches no pod');
  const groups = podGroups(input.pods, samples, metric.name, input.config, input.now);
  const values = usableValues(samples, groups);
  const gauge = gaugeOf(metric, input);
  const first = gauge.usageOf(values);
  const filled = filledIn(values, groups, gauge, first.ratio);
  const shared = {
    metric,
    metricName: metricNameOf(metric),
    utilization: first.utilization,
    averageMilli: first.averageMilli,
    firstRatio: first.ratio,
    groups,
    error: null,
  };
  const ratio = filled === null ? first.ratio : gauge.usageOf(filled).ratio;
  const multiplier = filled === null ? groups.ready.length : filled.size;
  const verdict = replicasFor(first.ratio, ratio, multiplier, filled !== null, index, input);
  return {
    proposal: { ...shared, ratio, multiplier, replicas: verdict.replicas },
    reasons: [...groupReasons(groups, gauge, first.ratio, index), ...verdict.reasons],
  };
}

function gaugeOf(metric: HpaMetric, input: MetricInput): Gauge {
  const { averageValueMilli, averageUtilization } = metric.target;
  if (averageValueMilli !== null) return averageGauge(averageValueMilli);
  return utilizationGauge(podRequests(input.pods, metric, input.rules), averageUtilization ?? 0);
}

function usableValues(samples: ReadonlyMap<string, MetricSample>, groups: PodGroups): Map<string, bigint> {
  const dropped = new Set([...groups.ignored, ...groups.unready]);
  const values = new Map<string, bigint>();
  for (const [pod, sample] of samples) if (!dropped.has(pod)) values.set(pod, sample.valueMilli);
  if (values.size === 0)
    throw new MetricRefusal(
      'NO_USABLE_METRICS',
      'no sample belongs to a pod that counts; the pods might be unready or their metrics not collected yet',
    );
  return values;
}

/**
 * The values with cautious guesses for pods that have none, or null when none is needed: missing pods at full use on
 * the way down and at zero on the way up, unready pods at zero on the way up.
 */
function filledIn(
  values: ReadonlyMap<string, bigint>,
  groups: PodGroups,
  gauge: Gauge,
  ratio: number,
): Map<string, bigint> | null {
  const upWithUnready = groups.unready.length > 0 && ratio > 1;
  if (!upWithUnready && groups.missing.length === 0) return null;
  const filled = new Map(values);
  for (const pod of groups.missing) {
    if (ratio < 1) filled.set(pod, gauge.assumedOnTheWayDown(pod));
    else if (ratio > 1) filled.set(pod, 0n);
  }
  if (upWithUnready) for (const pod of groups.unready) filled.set(pod, 0n);
  return filled;
}

type Verdict = { readonly replicas: number; readonly reasons: readonly HpaReason[] };

function replicasFor(
  firstRatio: number,
  ratio: number,
  multiplier: number,
  guessed: boolean,
  metric: number,
  input: MetricInput,
): Verdict {
  const { currentReplicas, tolerance } = input;
  if (tolerance.holds(ratio)) {
    const { low, high } = tolerance;
    return { replicas: currentReplicas, reasons: [{ code: 'within-tolerance', metric, ratio, low, high }] };
  }
  const replicas = int32FromDouble(Math.ceil(ratio * multiplier));
  if (!guessed) return { replicas, reasons: [] };
  if ((firstRatio < 1 && ratio > 1) || (firstRatio > 1 && ratio < 1))
    return { replicas: currentReplicas, reasons: [{ code: 'direction-flipped', metric, firstRatio, ratio }] };
  if ((ratio < 1 && replicas > currentReplicas) || (ratio > 1 && replicas < currentReplicas))
    return { replicas: currentReplicas, reasons: [{ code: 'count-contradicts', metric, ratio, replicas }] };
  return { replicas, reasons: [] };
}

function groupReasons(groups: PodGroups, gauge: Gauge, ratio: number, metric: number): HpaReason[] {
  const reasons: HpaReason[] = [];
  const { ignored, unready, missing, strays } = groups;
  if (ignored.length > 0) reasons.push({ code: 'ignored-pods', metric, pods: ignored });
  if (unready.length > 0)
    reasons.push({ code: 'unready-pods', metric, pods: unready, countedAs: ratio > 1 ? 'zero' : 'left-out' });
  if (missing.length > 0) {
    const countedAs = ratio > 1 ? 'zero' : ratio < 1 ? gauge.missingCountsAs : 'left-out';
    reasons.push({ code: 'metrics-missing', metric, pods: missing, countedAs });
  }
  if (strays.length > 0) reasons.push({ code: 'stray-samples', metric, pods: strays });
  return reasons;
}
