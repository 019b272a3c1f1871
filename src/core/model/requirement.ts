import { z } from 'zod';
import { intervalSchema } from './comparison.ts';
import { metricNames } from './metric.ts';
import { verdictSchema } from './verdict.ts';

/** What a buyer asks of a platform, and what recorded facts say to it. */

/** Reliability, availability, scalability, performance, security, manageability: the areas of a benchmark test (BMT). */
export const areas = [
  'reliability',
  'availability',
  'scalability',
  'performance',
  'security',
  'manageability',
] as const;
export type Area = (typeof areas)[number];

/** Everything about a trial that may be required: the figures of a case, and these. */
export const measureNames = [
  ...metricNames,
  /** Share of the requests that ended as expected. */
  'availability',
  /** Requests that ended otherwise. */
  'failed',
  /** Journeys that could not start (open load). */
  'dropped',
  /** From the overload of the pods that are there to the first added pod that is Ready ... */
  'scaleOut',
  /** ... and to the last. */
  'scaleOutComplete',
] as const;
export type MeasureName = (typeof measureNames)[number];

export const wantedSchema = z.object({
  measure: z.enum(measureNames),
  /** null: every case of the folder. */
  case: z.string().nullable(),
  /** The limit is then for the ratio to this case. */
  against: z.string().nullable(),
  bound: z.enum(['atLeast', 'atMost']),
  /** In base units: seconds, shares of 1, requests; a ratio where there is a base. */
  limit: z.number(),
  /** The interval of that confidence has to lie within the limit; null: every trial has to. */
  confidence: z.number().nullable(),
});
export type Wanted = z.infer<typeof wantedSchema>;

export const requirementSchema = z.object({
  id: z.string(),
  area: z.enum(areas).nullable(),
  title: z.string(),
  titleKo: z.string().nullable(),
  /** null: nothing that is recorded can show it. */
  wanted: wantedSchema.nullable(),
});
export type Requirement = z.infer<typeof requirementSchema>;

/** Why a judgement is what it is; each has a sentence in the report. */
export const reasonSchema = z.enum([
  'holds-in-every-trial',
  'missed-in-a-trial',
  'interval-within',
  'interval-beyond',
  'interval-across',
  'too-few-trials',
  'trials-invalid',
  'not-alike',
  'partly-observed',
  'not-observed',
  'no-case',
  'no-measure',
]);
export type Reason = z.infer<typeof reasonSchema>;

/** A requirement may also be not measured: nothing recorded says anything about it. */
export const standingSchema = z.enum([...verdictSchema.options, 'NOT_MEASURED']);
export type Standing = z.infer<typeof standingSchema>;

/** One figure of one trial. */
export const measuredTrialSchema = z.object({
  trial: z.string(),
  /** null: not observed, or it never happened. */
  value: z.number().nullable(),
  /** It should have happened in this trial and did not; no limit of time holds then. */
  never: z.boolean(),
  /** Where it is read from: the record below the folder, its SHA-256, and JSON paths in it. */
  file: z.string(),
  sha256: z.string(),
  places: z.array(z.string()),
});
export type MeasuredTrial = z.infer<typeof measuredTrialSchema>;

/** What one case says to a requirement. */
export const judgementSchema = z.object({
  case: z.string(),
  standing: standingSchema,
  reason: reasonSchema,
  /** Median of the trials, or the ratio to the base; null where there is none. */
  value: z.number().nullable(),
  interval: intervalSchema.nullable(),
  trials: z.array(measuredTrialSchema),
  /** Of the case that it is set against; empty without one. */
  base: z.array(measuredTrialSchema),
  /** How many more trials (of each case) allow a claim; 0 where there are enough or none is made. */
  moreTrialsNeeded: z.number(),
  /** In English: what the two cases differ in, where they may not be compared. */
  differences: z.array(z.string()),
});
export type Judgement = z.infer<typeof judgementSchema>;

export const judgedRequirementSchema = requirementSchema.extend({
  standing: standingSchema,
  /** The case that decided comes first. */
  judgements: z.array(judgementSchema),
});
export type JudgedRequirement = z.infer<typeof judgedRequirementSchema>;

export const scorecardSchema = z.object({
  schema: z.literal('peakproof/requirements/1'),
  title: z.string(),
  titleKo: z.string().nullable(),
  /** Of the file with the requirements. */
  requirementsSha256: z.string(),
  campaign: z.string(),
  /** emulated, kind, cluster, imported. */
  label: z.string(),
  measuredAt: z.string().nullable(),
  requirements: z.array(judgedRequirementSchema),
  /** The worst over those that can be measured: not measured counts as INCONCLUSIVE. */
  verdict: verdictSchema,
});
export type Scorecard = z.infer<typeof scorecardSchema>;
