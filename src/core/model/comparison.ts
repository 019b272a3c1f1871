import { z } from 'zod';
import { publishedSchema } from './campaign.ts';
import { predictionSchema } from './plan.ts';
import { checkSchema, responseFiguresSchema } from './trial.ts';
import { verdictSchema } from './verdict.ts';
import { warningSchema } from './warning.ts';

/** What many trial records together say. The report is drawn from this and from the trial records alone. */

const nullableNumber = z.number().nullable();

/** A figure over the trials of a case. The trial is the sample: with one trial there is a value and no interval. */
export const estimateSchema = z.object({
  /** Median over the trials; null if no trial observed it. */
  value: nullableNumber,
  /** Of each trial, in the order of `trials` of the case. */
  byTrial: z.array(nullableNumber),
  interval: z.object({ low: z.number(), high: z.number(), confidence: z.number() }).nullable(),
});
export type Estimate = z.infer<typeof estimateSchema>;

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

export const caseSummarySchema = z.object({
  case: z.string(),
  arm: z.string(),
  scenario: z.string(),
  service: z.string(),
  title: z.string(),
  /** Ids of its trials, in the order of running. */
  trials: z.array(z.string()),
  verdict: verdictSchema,
  figures: z.record(metricNameSchema, estimateSchema),
  response: responseFiguresSchema.nullable(),
  prediction: predictionSchema.nullable(),
  /** (measured - predicted) / predicted. */
  miss: z.object({ throughput: nullableNumber, mean: nullableNumber, plateauThroughput: nullableNumber }),
  published: publishedSchema.nullable(),
});
export type CaseSummary = z.infer<typeof caseSummarySchema>;

export const contrastSchema = z.object({
  case: z.string(),
  against: z.string(),
  /** `like`: same scenario, other arm. `other-service`: the published layout, printed and marked. */
  kind: z.enum(['like', 'other-service']),
  /** Why the two may not be compared; empty when they may. */
  refusals: z.array(z.string()),
  /** case / against for each metric that has a ratio. */
  ratios: z.record(z.string(), estimateSchema),
  published: z.object({ throughputRatio: z.number(), speedup: z.number() }).nullable(),
  /** null with one trial each: nothing is claimed then. */
  significant: z.boolean().nullable(),
  /** Trials of each case that a claim at 95 % needs; the present number is enough when it is not above it. */
  trialsNeeded: z.number(),
});
export type Contrast = z.infer<typeof contrastSchema>;

/** Where a gain comes from: what more pods give at once, and what scaling costs on the way. */
export const decompositionSchema = z.object({
  case: z.string(),
  base: z.string(),
  /** The fixed arm with as many pods as the case may reach (`measured`), or without one the case's own `plateau`. */
  ceiling: z.object({ name: z.string(), source: z.enum(['measured', 'plateau']) }),
  ratio: z.number(),
  morePods: z.number(),
  /** ratio / morePods - 1: negative, what is lost until the pods are there. */
  scalingLag: z.number(),
  replicaSecondsShare: nullableNumber,
});
export type Decomposition = z.infer<typeof decompositionSchema>;

export const comparisonSchema = z.object({
  schema: z.literal('peakproof/comparison/1'),
  campaign: z.string(),
  title: z.string(),
  question: z.string(),
  /** How every number is labelled: emulated, kind, cluster, imported. */
  label: z.string(),
  preset: z.string().nullable(),
  seed: nullableNumber,
  lengthSeconds: z.number(),
  /** ISO date and time of the first trial's load; null if none started. */
  measuredAt: z.string().nullable(),
  cases: z.array(caseSummarySchema),
  contrasts: z.array(contrastSchema),
  decompositions: z.array(decompositionSchema),
  checks: z.array(checkSchema.extend({ trial: z.string() })),
  verdict: verdictSchema,
  warnings: z.array(warningSchema.extend({ trial: z.string().nullable() })),
});
export type Comparison = z.infer<typeof comparisonSchema>;
