import {
  type CheckedMetric,
  type CheckSettings,
  checkedMetrics,
  type Severity,
  shareOf,
} from '../../model/check-settings.ts';

/** A loss that is no longer tolerated: a share of the baseline, or a difference where the metric has no ratio. */
export interface Threshold {
  metric: CheckedMetric;
  regression: number;
  severity: Exclude<Severity, 'off'>;
}

/**
 * What is tolerated where nobody says otherwise. Three figures decide: what the service can do, how long its users wait,
 * and whether they are served at all. Each further one that decides would need more trials, since the risk of a false alarm is
 * shared among them.
 */
const defaults: Record<CheckedMetric, { regression: number; severity: Severity }> = {
  throughput: { regression: 0.05, severity: 'off' },
  plateauThroughput: { regression: 0.05, severity: 'error' },
  mean: { regression: 0.1, severity: 'error' },
  p50: { regression: 0.1, severity: 'off' },
  p95: { regression: 0.15, severity: 'warn' },
  p99: { regression: 0.2, severity: 'off' },
  plateauMean: { regression: 0.1, severity: 'off' },
  apdex: { regression: 0.05, severity: 'off' },
  errorRate: { regression: 0.005, severity: 'error' },
  withinSlo: { regression: 0.02, severity: 'warn' },
  replicaSeconds: { regression: 0.1, severity: 'warn' },
  poolReplicaSeconds: { regression: 0.1, severity: 'off' },
  requestsPerCpuSecond: { regression: 0.05, severity: 'warn' },
};

/** Every metric that is looked at, in the order of printing: the defaults with what `settings` change. */
export function thresholdsOf(settings: CheckSettings | null): Threshold[] {
  return checkedMetrics.flatMap((metric) => {
    const asked = settings?.thresholds[metric];
    const severity = asked?.severity ?? defaults[metric].severity;
    if (severity === 'off') return [];
    const regression =
      asked?.regression === undefined ? defaults[metric].regression : shareOf(asked.regression);
    return [{ metric, regression, severity }];
  });
}
