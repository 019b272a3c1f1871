import { z } from 'zod';

/** Names of the figures of a case, in the order of printing. */
export const metricNames = [
  'processed',
  'throughput',
  'plateauThroughput',
  'mean',
  'min',
  'max',
  'p50',
  'p95',
  'p99',
  'plateauMean',
  'apdex',
  'errorRate',
  'withinSlo',
  'replicaSeconds',
  'poolReplicaSeconds',
  'cpuSeconds',
  'requestsPerCpuSecond',
] as const;
export const metricNameSchema = z.enum(metricNames);
export type MetricName = z.infer<typeof metricNameSchema>;
