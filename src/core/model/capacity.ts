import { z } from 'zod';
import { targetNameSchema } from './plan.ts';

/** A capacity search: what was asked, every load that was tried, and what n replicas carry. */

export const serviceLevelSchema = z.object({
  /** A request has to be answered within this ... */
  withinSeconds: z.number(),
  /** ... in this share of all that start. */
  share: z.number(),
  /** Failed over ended, at the most. */
  errorRate: z.number(),
  /** Ended over offered in the same seconds, at the least: below it the queue grows. */
  completedShare: z.number(),
});
export type ServiceLevel = z.infer<typeof serviceLevelSchema>;

export const capacityQuestionSchema = z.object({
  schema: z.literal('peakproof/capacity-question/1'),
  campaign: z.string(),
  /** Name or path that the campaign was read from; to go on with the search. */
  campaignFile: z.string(),
  scenario: z.string(),
  title: z.string(),
  service: z.string(),
  target: targetNameSchema,
  seed: z.number(),
  /** Numbers of replicas, ascending. */
  replicas: z.array(z.number()),
  repeats: z.number(),
  lengthSeconds: z.number(),
  resolution: z.number(),
  mostTries: z.number(),
  level: serviceLevelSchema,
  requestsPerJourney: z.number(),
  /** Requests per second that the model expects of one replica; null where the campaign does not say what a request costs. */
  predictedPerReplica: z.number().nullable(),
});
export type CapacityQuestion = z.infer<typeof capacityQuestionSchema>;

const intervalSchema = z.object({ low: z.number(), high: z.number(), confidence: z.number() }).nullable();
const parameterSchema = z.object({ value: z.number(), interval: intervalSchema });

export const triedLoadSchema = z.object({
  /** Name of the trial; its folder holds the recording. */
  trial: z.string(),
  replicas: z.number(),
  repeat: z.number(),
  perSecond: z.number(),
  /** Null: the trial was not to be trusted, and was tried again. */
  held: z.boolean().nullable(),
  missed: z.array(
    z.object({
      code: z.enum(['slow', 'errors', 'dropped', 'behind', 'invalid']),
      seen: z.number().nullable(),
      allowed: z.number().nullable(),
    }),
  ),
  /** 95th percentile of the response time in the plateau. */
  p95Seconds: z.number().nullable(),
});
export type TriedLoad = z.infer<typeof triedLoadSchema>;

export const capacitySchema = z.object({
  schema: z.literal('peakproof/capacity/1'),
  question: capacityQuestionSchema,
  label: z.string(),
  tried: z.array(triedLoadSchema),
  /** One for each repeat that ended. */
  searches: z.array(
    z.object({
      replicas: z.number(),
      repeat: z.number(),
      lowPerSecond: z.number().nullable(),
      highPerSecond: z.number().nullable(),
      /** Null: not bracketed within the tries allowed. */
      perSecond: z.number().nullable(),
    }),
  ),
  /** By number of replicas. */
  capacities: z.array(
    z.object({
      replicas: z.number(),
      byRepeat: z.array(z.number()),
      /** Geometric mean; null without a search that ended. */
      value: z.number().nullable(),
      interval: intervalSchema,
      predictedPerSecond: z.number().nullable(),
    }),
  ),
  linear: z.object({ rate: parameterSchema, scatter: z.number().nullable() }).nullable(),
  universal: z
    .object({
      rate: parameterSchema,
      contention: parameterSchema,
      coherency: parameterSchema,
      peakReplicas: z.number().nullable(),
      scatter: z.number().nullable(),
    })
    .nullable(),
  /** What each number of replicas carries, over what the one before it does. */
  steps: z.array(z.object({ from: z.number(), to: z.number(), ratio: z.number(), interval: intervalSchema })),
});
export type Capacity = z.infer<typeof capacitySchema>;
