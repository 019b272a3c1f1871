import type { MetricName } from '../model/comparison.ts';
import type { Trial } from '../model/trial.ts';

/** How each figure of a case is read from one of its trials; null where the trial did not observe it. */
export const readMetric: Record<MetricName, (trial: Trial) => number | null> = {
  processed: (trial) => trial.whole.processed,
  throughput: (trial) => trial.whole.throughputPerSecond,
  plateauThroughput: (trial) => trial.plateau?.throughputPerSecond ?? null,
  mean: (trial) => trial.whole.responseSeconds?.mean ?? null,
  min: (trial) => trial.whole.responseSeconds?.min ?? null,
  max: (trial) => trial.whole.responseSeconds?.max ?? null,
  p50: (trial) => trial.whole.responseSeconds?.p50 ?? null,
  p95: (trial) => trial.whole.responseSeconds?.p95 ?? null,
  p99: (trial) => trial.whole.responseSeconds?.p99 ?? null,
  plateauMean: (trial) => trial.plateau?.responseSeconds?.mean ?? null,
  apdex: (trial) => trial.whole.apdex,
  errorRate: (trial) => trial.whole.errorRate,
  withinSlo: (trial) => trial.whole.withinSloShare,
  replicaSeconds: (trial) => trial.cost.replicaSeconds,
  poolReplicaSeconds: (trial) => trial.cost.poolReplicaSeconds,
  cpuSeconds: (trial) => trial.cost.cpuSeconds,
  requestsPerCpuSecond: (trial) => trial.cost.requestsPerCpuSecond,
};
