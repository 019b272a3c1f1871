import type { MetricName } from '../model/metric.ts';
import type { Trial } from '../model/trial.ts';

export interface Metric {
  unit: 'requests' | 'requests/s' | 's' | 'share' | 'score' | 'pod·s' | 'CPU·s' | 'requests/CPU·s';
  /** How two cases are set against each other: a figure that may be 0 has no ratio, so its difference is taken. */
  scale: 'ratio' | 'difference';
  /** Which way is good. Null: neither by itself; more work takes more CPU, and more requests reach further extremes. */
  better: 'higher' | 'lower' | null;
  /** How the figure is read from a trial; null where the trial did not observe it. */
  read: (trial: Trial) => number | null;
}

/** What is claimed of two cases, fixed beforehand: their p-values are adjusted for being three (Holm). */
export const headlineMetrics = ['throughput', 'mean', 'p95'] as const satisfies MetricName[];

/** Every figure of a case: what it is a number of, and which way it is good. Every judgement reads it from here. */
export const metrics: Record<MetricName, Metric> = {
  processed: {
    unit: 'requests',
    scale: 'ratio',
    better: 'higher',
    read: (trial) => trial.whole.processed,
  },
  throughput: {
    unit: 'requests/s',
    scale: 'ratio',
    better: 'higher',
    read: (trial) => trial.whole.throughputPerSecond,
  },
  plateauThroughput: {
    unit: 'requests/s',
    scale: 'ratio',
    better: 'higher',
    read: (trial) => trial.plateau?.throughputPerSecond ?? null,
  },
  mean: response('lower', (trial) => trial.whole.responseSeconds?.mean),
  min: response(null, (trial) => trial.whole.responseSeconds?.min),
  max: response(null, (trial) => trial.whole.responseSeconds?.max),
  p50: response('lower', (trial) => trial.whole.responseSeconds?.p50),
  p95: response('lower', (trial) => trial.whole.responseSeconds?.p95),
  p99: response('lower', (trial) => trial.whole.responseSeconds?.p99),
  plateauMean: response('lower', (trial) => trial.plateau?.responseSeconds?.mean),
  apdex: { unit: 'score', scale: 'difference', better: 'higher', read: (trial) => trial.whole.apdex },
  errorRate: { unit: 'share', scale: 'difference', better: 'lower', read: (trial) => trial.whole.errorRate },
  withinSlo: {
    unit: 'share',
    scale: 'difference',
    better: 'higher',
    read: (trial) => trial.whole.withinSloShare,
  },
  replicaSeconds: {
    unit: 'pod·s',
    scale: 'ratio',
    better: 'lower',
    read: (trial) => trial.cost.replicaSeconds,
  },
  poolReplicaSeconds: {
    unit: 'pod·s',
    scale: 'ratio',
    better: 'lower',
    read: (trial) => trial.cost.poolReplicaSeconds,
  },
  cpuSeconds: { unit: 'CPU·s', scale: 'ratio', better: null, read: (trial) => trial.cost.cpuSeconds },
  requestsPerCpuSecond: {
    unit: 'requests/CPU·s',
    scale: 'ratio',
    better: 'higher',
    read: (trial) => trial.cost.requestsPerCpuSecond,
  },
};

function response(better: Metric['better'], seconds: (trial: Trial) => number | undefined): Metric {
  return { unit: 's', scale: 'ratio', better, read: (trial) => seconds(trial) ?? null };
}
