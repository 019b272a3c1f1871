import type { CaseSummary } from '../model/comparison.ts';
import type { MetricName } from '../model/metric.ts';
import { count, decimals, digits, inUnit, type Lang, percent, type SecondsUnit } from './format.ts';

/** What a figure is a number of, which decides how it is written. */
export type Kind =
  | 'count'
  | 'rate'
  | 'response'
  | 'score'
  | 'share'
  | 'podSeconds'
  | 'cpuSeconds'
  | 'perCpuSecond';

const kinds: Record<MetricName, Kind> = {
  processed: 'count',
  throughput: 'rate',
  plateauThroughput: 'rate',
  mean: 'response',
  min: 'response',
  max: 'response',
  p50: 'response',
  p95: 'response',
  p99: 'response',
  plateauMean: 'response',
  apdex: 'score',
  errorRate: 'share',
  withinSlo: 'share',
  replicaSeconds: 'podSeconds',
  poolReplicaSeconds: 'podSeconds',
  cpuSeconds: 'cpuSeconds',
  requestsPerCpuSecond: 'perCpuSecond',
};

export function kindOf(metric: MetricName): Kind {
  return kinds[metric];
}

/** A figure in words of its kind; response times in the unit of their row. */
export function figureText(value: number, kind: Kind, unit: SecondsUnit, lang: Lang): string {
  switch (kind) {
    case 'count':
    case 'podSeconds':
      return count(value);
    case 'response':
      return inUnit(value, unit);
    case 'score':
      return decimals(value, 2);
    case 'share':
      return percent(value, lang);
    default:
      return digits(value, 3);
  }
}

/** The published figure of a case, in base units, or null where none was published. */
export function publishedOf(summary: CaseSummary, metric: MetricName): number | null {
  const { published } = summary;
  if (published === null) return null;
  switch (metric) {
    case 'processed':
      return published.processed;
    case 'mean':
      return published.meanSeconds;
    case 'min':
      return published.minSeconds;
    case 'max':
      return published.maxSeconds;
    case 'throughput':
      return published.perSecond;
    default:
      return null;
  }
}

/** What was predicted for a figure before it was measured, or null. */
export function predictedOf(summary: CaseSummary, metric: MetricName): number | null {
  const { prediction } = summary;
  if (prediction === null) return null;
  switch (metric) {
    case 'processed':
      return prediction.processed;
    case 'mean':
      return prediction.meanSeconds;
    case 'throughput':
      return prediction.perSecond;
    case 'plateauThroughput':
      return prediction.plateauPerSecond;
    case 'plateauMean':
      return prediction.plateauMeanSeconds;
    case 'replicaSeconds':
      return prediction.replicaSeconds;
    default:
      return null;
  }
}
