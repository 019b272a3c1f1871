import { metrics } from '../compare/metrics.ts';
import type { MetricName } from '../model/metric.ts';
import { type MeasureName, measureNames } from '../model/requirement.ts';
import type { Trial } from '../model/trial.ts';

/** What a requirement can be about, and where a trial record says it. */
export interface Measure {
  /** What a limit is given in. `number` is a count, a rate or a score. */
  unit: 'seconds' | 'share' | 'number';
  /** Whether a ratio of two cases means something: not of what may be 0. */
  hasRatio: boolean;
  /** Infinite where something had to happen and did not; null where the trial did not observe it. */
  read: (trial: Trial) => number | null;
  /** JSON paths in the trial record that it is read from. */
  places: readonly string[];
}

const placesOf: Record<MetricName, string> = {
  processed: 'whole.processed',
  throughput: 'whole.throughputPerSecond',
  plateauThroughput: 'plateau.throughputPerSecond',
  mean: 'whole.responseSeconds.mean',
  min: 'whole.responseSeconds.min',
  max: 'whole.responseSeconds.max',
  p50: 'whole.responseSeconds.p50',
  p95: 'whole.responseSeconds.p95',
  p99: 'whole.responseSeconds.p99',
  plateauMean: 'plateau.responseSeconds.mean',
  apdex: 'whole.apdex',
  errorRate: 'whole.errorRate',
  withinSlo: 'whole.withinSloShare',
  replicaSeconds: 'cost.replicaSeconds',
  poolReplicaSeconds: 'cost.poolReplicaSeconds',
  cpuSeconds: 'cost.cpuSeconds',
  requestsPerCpuSecond: 'cost.requestsPerCpuSecond',
};

const others: Record<Exclude<MeasureName, MetricName>, Measure> = {
  availability: {
    unit: 'share',
    hasRatio: false,
    read: (trial) => (trial.whole.errorRate === null ? null : 1 - trial.whole.errorRate),
    places: ['whole.errorRate'],
  },
  failed: { unit: 'number', hasRatio: false, read: (trial) => trial.whole.failed, places: ['whole.failed'] },
  // Closed load starts a journey when a user is free, so it never drops one and shows nothing of this.
  dropped: {
    unit: 'number',
    hasRatio: false,
    read: ({ plan, whole }) => (plan?.scenario.profile.model === 'open' ? whole.dropped : null),
    places: ['whole.dropped'],
  },
  scaleOut: delay('readySeconds'),
  scaleOutComplete: delay('lastReadySeconds'),
};

export const measures: Record<MeasureName, Measure> = Object.fromEntries(
  measureNames.map((name) => [
    name,
    name in others ? others[name as keyof typeof others] : figure(name as MetricName),
  ]),
) as Record<MeasureName, Measure>;

function figure(name: MetricName): Measure {
  const { unit, scale, read } = metrics[name];
  return {
    unit: unit === 's' ? 'seconds' : unit === 'share' ? 'share' : 'number',
    hasRatio: scale === 'ratio',
    read,
    places: [placesOf[name]],
  };
}

/** After the pods were overloaded. A fixed arm is not meant to scale, and a trial without overload asks for no more pods. */
function delay(link: 'readySeconds' | 'lastReadySeconds'): Measure {
  return {
    unit: 'seconds',
    hasRatio: false,
    read: ({ plan, scalingLag }) => {
      if (plan === null || plan.arm.kind === 'fixed') return null;
      if (scalingLag === null || scalingLag.overloadSeconds === null) return null;
      const at = scalingLag[link];
      return at === null ? Number.POSITIVE_INFINITY : Math.max(0, at - scalingLag.overloadSeconds);
    },
    places: ['scalingLag.overloadSeconds', `scalingLag.${link}`],
  };
}
