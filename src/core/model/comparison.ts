import { z } from 'zod';
import { publishedSchema } from './campaign.ts';
import { metricNameSchema } from './metric.ts';
import { predictionSchema } from './plan.ts';
import { checkSchema, responseFiguresSchema } from './trial.ts';
import { verdictSchema } from './verdict.ts';
import { warningSchema } from './warning.ts';

/** What many trial records together say. The report is drawn from this and from the trial records alone. */

const nullableNumber = z.number().nullable();

/** Where a figure may lie; `confidence` is what the exact method really gives, at least 0.95. */
export const intervalSchema = z.object({ low: z.number(), high: z.number(), confidence: z.number() });

/** A figure over the trials of a case. The trial is the sample: under six trials there is a value and no interval. */
export const estimateSchema = z.object({
  /** Median over the trials; null if no trial observed it. */
  value: nullableNumber,
  /** Of each trial, in the order of `trials` of the case. */
  byTrial: z.array(nullableNumber),
  interval: intervalSchema.nullable(),
});
export type Estimate = z.infer<typeof estimateSchema>;

const besideFiguresSchema = z.object({
  throughput: estimateSchema,
  mean: estimateSchema,
  p95: estimateSchema,
  errorRate: estimateSchema,
});

/** A load that ran beside the main one of a case. None of its requests is in a figure of the case. */
export const besideSummarySchema = z.object({
  scenario: z.string(),
  title: z.string(),
  /** For a report in Korean, where the plan has it. */
  titleKo: z.string().optional(),
  service: z.string(),
  whole: besideFiguresSchema,
  plateau: besideFiguresSchema,
  prediction: predictionSchema.nullable(),
});
export type BesideSummary = z.infer<typeof besideSummarySchema>;

export const caseSummarySchema = z.object({
  case: z.string(),
  arm: z.string(),
  scenario: z.string(),
  service: z.string(),
  title: z.string(),
  /** For a report in Korean, where the plan has it. */
  titleKo: z.string().optional(),
  /** Ids of its trials, in the order of running. */
  trials: z.array(z.string()),
  verdict: verdictSchema,
  figures: z.record(metricNameSchema, estimateSchema),
  response: responseFiguresSchema.nullable(),
  prediction: predictionSchema.nullable(),
  /** (measured - predicted) / predicted. */
  miss: z.object({ throughput: nullableNumber, mean: nullableNumber, plateauThroughput: nullableNumber }),
  published: publishedSchema.nullable(),
  beside: z.array(besideSummarySchema).default([]),
});
export type CaseSummary = z.infer<typeof caseSummarySchema>;

/** One metric of a case against that of its base. */
export const effectSchema = z.object({
  /** Hodges-Lehmann estimate over the trials; null if it was not observed in both, or has no ratio. */
  value: nullableNumber,
  /** By inverting the exact rank test: null with too few trials (four of each are enough), and where refused. */
  interval: intervalSchema.nullable(),
  /** Two-sided p of the rank test by itself; null where nothing may be tested. */
  p: nullableNumber,
  /** `exact`: the permutation distribution, ties included. `normal`: approximated, above 60 trials. */
  method: z.enum(['exact', 'normal']).nullable(),
  /** Adjusted (Holm) for the metrics that are claimed together; null for a metric that is judged by itself. */
  adjustedP: nullableNumber,
  /** null: too few trials to tell at all. */
  significant: z.boolean().nullable(),
  /**
   * Of the case, by the metric's direction. `same`: within the noise (~). `different`: significant, and neither good nor
   * bad by itself. `unknown`: too few trials, or not to be compared.
   */
  verdict: z.enum(['better', 'worse', 'same', 'different', 'unknown']),
  /**
   * What would be found with 80 % power, given the scatter seen: a ratio of this or of its inverse, or a difference of
   * this either way. null where nothing can be found.
   */
  detectable: nullableNumber,
});
export type Effect = z.infer<typeof effectSchema>;

/** One difference between two trials that is not the arm. Renderers translate by its code. */
export const refusalSchema = z.object({
  /** Stable and kebab-case, e.g. `length-differs`. */
  code: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.string()),
});
export type Refusal = z.infer<typeof refusalSchema>;

export const contrastSchema = z.object({
  case: z.string(),
  against: z.string(),
  /** `like`: same scenario, other arm. `other-service`: the published layout, printed and marked. */
  kind: z.enum(['like', 'other-service']),
  /** Why the two may not be compared, each with its facts for other languages; empty when they may. */
  refusals: z.array(refusalSchema),
  /** case / against for each metric that has a ratio ... */
  ratios: z.record(z.string(), effectSchema),
  /** ... and case - against for those that may be 0: APDEX and shares. */
  differences: z.record(z.string(), effectSchema),
  published: z.object({ throughputRatio: z.number(), speedup: z.number() }).nullable(),
  /** Of throughput, beside mean and p95 (each metric has its own); null: too few trials, nothing is claimed. */
  significant: z.boolean().nullable(),
  /** The fewest trials of each case with which throughput, mean and p95 can be claimed together at 95 %. */
  trialsNeeded: z.number(),
  /** How many more of each case that takes; 0 when there are enough. */
  moreTrialsNeeded: z.number(),
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
  /** Each part's own, from the trials that it is made of; null with too few. */
  intervals: z.object({
    ratio: intervalSchema.nullable(),
    morePods: intervalSchema.nullable(),
    scalingLag: intervalSchema.nullable(),
    replicaSecondsShare: intervalSchema.nullable(),
  }),
});
export type Decomposition = z.infer<typeof decompositionSchema>;

export const comparisonSchema = z.object({
  schema: z.literal('peakproof/comparison/1'),
  campaign: z.string(),
  title: z.string(),
  question: z.string(),
  /** For a report in Korean, where the plan has them. */
  titleKo: z.string().optional(),
  questionKo: z.string().optional(),
  /** How every number is labelled: emulated, kind, cluster, imported. */
  label: z.string(),
  preset: z.string().nullable(),
  seed: nullableNumber,
  lengthSeconds: z.number(),
  /** ISO date and time of the first trial's load; null if none started. */
  measuredAt: z.string().nullable(),
  /** Wall time that one more repetition of all cases is expected to take; null without a plan. */
  repetitionSeconds: nullableNumber.default(null),
  cases: z.array(caseSummarySchema),
  contrasts: z.array(contrastSchema),
  decompositions: z.array(decompositionSchema),
  checks: z.array(checkSchema.extend({ trial: z.string() })),
  verdict: verdictSchema,
  warnings: z.array(warningSchema.extend({ trial: z.string().nullable() })),
});
export type Comparison = z.infer<typeof comparisonSchema>;
