import { z } from 'zod';
import { severitySchema } from './check-settings.ts';
import { effectSchema, refusalSchema } from './comparison.ts';
import { metricNameSchema } from './metric.ts';
import { verdictSchema } from './verdict.ts';

/** What a candidate's trials say against those of a baseline, case by case and figure by figure. */

const nullableNumber = z.number().nullable();

/**
 * What may be said of a figure, given how far its interval reaches.
 * - `worse`, `better`: told from noise, and at least as large as the threshold.
 * - `equal`: a change as large as the threshold is excluded, either way.
 * - `not-worse`: a loss that large is excluded, a gain is not; `not-better`: the other way round.
 * - `undecided`: neither is excluded. `unobserved`: one side has no trial that observed the figure.
 */
export const findingSchema = z.enum([
  'worse',
  'better',
  'equal',
  'not-worse',
  'not-better',
  'undecided',
  'unobserved',
]);
export type Finding = z.infer<typeof findingSchema>;

export const checkedFigureSchema = z.object({
  metric: metricNameSchema,
  unit: z.string(),
  scale: z.enum(['ratio', 'difference']),
  better: z.enum(['higher', 'lower']),
  severity: severitySchema.exclude(['off']),
  /** Loss from which on it is a regression: a share of the baseline (`ratio`), or a difference. */
  threshold: z.number(),
  /** Medians, and how many trials observed the figure. */
  baseline: z.object({ value: nullableNumber, trials: z.number() }),
  candidate: z.object({ value: nullableNumber, trials: z.number() }),
  /** Candidate over baseline, or minus it. */
  effect: effectSchema,
  finding: findingSchema,
  verdict: verdictSchema.exclude(['INVALID']),
  /** About how many trials of each side would decide it, as they scatter; null: decided, or beyond a hundred. */
  trialsNeeded: nullableNumber,
});
export type CheckedFigure = z.infer<typeof checkedFigureSchema>;

const reasonSchema = z.object({
  side: z.enum(['baseline', 'candidate']),
  trial: z.string(),
  code: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

export const checkedCaseSchema = z.object({
  case: z.string(),
  arm: z.string(),
  /**
   * `compared`; `refused`: the two are not alike; `untrusted`: a trial is INVALID; `missing`: the candidate lacks it;
   * `new`: the baseline lacks it, so there is nothing to lose.
   */
  state: z.enum(['compared', 'refused', 'untrusted', 'missing', 'new']),
  baselineTrials: z.number(),
  candidateTrials: z.number(),
  refusals: z.array(refusalSchema),
  /** Why trials are INVALID. */
  invalid: z.array(reasonSchema),
  /** What disturbed the host of trials that count all the same. */
  doubts: z.array(reasonSchema),
  /** Empty unless `compared`. */
  figures: z.array(checkedFigureSchema),
  verdict: verdictSchema,
});
export type CheckedCase = z.infer<typeof checkedCaseSchema>;

const sideSchema = z.object({
  /** Where it was read from, as it was asked for. */
  name: z.string(),
  campaign: z.string(),
  trials: z.number(),
  /** ISO date and time of the first trial's load; null if none started. */
  measuredAt: z.string().nullable(),
  gitCommit: z.string().nullable(),
});

export const capacityCheckSchema = z.object({
  schema: z.literal('peakproof/check/1'),
  /** How every number is labelled: emulated, kind, cluster, imported. */
  label: z.string(),
  baseline: sideSchema,
  candidate: sideSchema,
  /** Risk of calling chance a regression, over all figures that decide; and how many those are. */
  risk: z.number(),
  claims: z.number(),
  cases: z.array(checkedCaseSchema),
  verdict: verdictSchema,
});
export type CapacityCheck = z.infer<typeof capacityCheckSchema>;
