import { z } from 'zod';
import { armSchema } from './arm.ts';
import { connectionsSchema, publishedSchema, routeSchema } from './campaign.ts';
import { checkSettingsSchema } from './check-settings.ts';
import { profileSchema } from './profile.ts';
import { servicePlanSchema } from './service.ts';

export type { ServicePlan } from './service.ts';

/** A campaign with every name resolved: what is going to be done, and what is expected of it. JSON, hashed. */

export const targetNameSchema = z.enum(['local', 'kind', 'context']);
export type TargetName = z.infer<typeof targetNameSchema>;

/** How a figure has to be labelled, by where it was measured. */
export const labelOf = { local: 'emulated', kind: 'kind', context: 'cluster' } as const;

/**
 * What the places where arms run can do; decisions are made by this and not by the name.
 * `makesClusters`: a cluster can be brought up for an arm, so trials run in blocks. `podsAge`: pods outlive a trial, and
 * an autoscaler there treats young ones otherwise.
 */
export const capabilitiesOf: Record<TargetName, { makesClusters: boolean; podsAge: boolean }> = {
  local: { makesClusters: false, podsAge: false },
  kind: { makesClusters: true, podsAge: true },
  context: { makesClusters: false, podsAge: true },
};

/** What the model of a closed network (or a fluid queue, for open load) says before anything is measured. */
export const predictionSchema = z.object({
  /** Requests that end as expected, started in the window. */
  processed: z.number(),
  perSecond: z.number(),
  meanSeconds: z.number(),
  plateauPerSecond: z.number(),
  plateauMeanSeconds: z.number(),
  /** Pods of the service under load, averaged over the window. */
  meanReplicas: z.number(),
  finalReplicas: z.number(),
  replicaSeconds: z.number(),
  /** Seconds after the start of load until the first pod is added; null if none is. */
  firstScaleUpSeconds: z.number().nullable(),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** Why a trial has no prediction. */
export const notPredictedSchema = z.enum(['connections-kept', 'demand-unknown']);
export type NotPredicted = z.infer<typeof notPredictedSchema>;

export const scenarioPlanSchema = z.object({
  name: z.string(),
  title: z.string(),
  /** Left out where the campaign does not give it, so that plans of before keep their hash. */
  titleKo: z.string().optional(),
  script: z.string(),
  service: z.string(),
  visits: z.record(z.string(), z.number()),
  profile: profileSchema,
});
export type ScenarioPlan = z.infer<typeof scenarioPlanSchema>;

/** A load that runs beside the main one of a trial. */
const besidePlanSchema = scenarioPlanSchema.extend({ prediction: predictionSchema.nullable() });

export const trialPlanSchema = z.object({
  /** `<case>.<trial>`; unique in a campaign and a folder name. */
  id: z.string(),
  campaign: z.string(),
  case: z.string(),
  /** The case that it is judged against, or null. */
  against: z.string().nullable(),
  armName: z.string(),
  arm: armSchema,
  scenario: scenarioPlanSchema,
  /** Loads that run beside the main one, with what is expected of each under the contention of all. */
  beside: z.array(besidePlanSchema).default([]),
  services: z.record(z.string(), servicePlanSchema),
  target: targetNameSchema,
  /** 1-based repetition of the case. */
  trial: z.number(),
  /** 1-based place in the seeded random order. */
  order: z.number(),
  seed: z.number(),
  /**
   * The cluster of one arm that this trial runs on, with others of the same block; it begins with a discarded warm-up of
   * this length. null where no cluster is made.
   */
  block: z.object({ id: z.string(), warmUpSeconds: z.number() }).nullable().default(null),
  /** True for the discarded first trial of a block: nothing may count it. */
  warmUp: z.boolean().default(false),
  /** The trial on a disturbed host that this one repeats, or null. */
  repeats: z.string().nullable().default(null),
  lengthSeconds: z.number(),
  /** Slow requests may end this long after the window. */
  graceSeconds: z.number(),
  /** Seconds that belong to neither ramp nor scaling: figures over [from, to) are "the plateau". */
  plateau: z.object({ fromSeconds: z.number(), toSeconds: z.number() }),
  connections: connectionsSchema,
  route: routeSchema,
  pinningIsTheFactor: z.boolean(),
  satisfiedSeconds: z.number(),
  sloSeconds: z.number(),
  /**
   * Phases of the periodic parts, seeded: the load starts `loadAfterSyncSeconds` after a round of the HPA, and the
   * pods' CPU is sampled `metricsAfterSyncSeconds` after one.
   */
  phases: z.object({ loadAfterSyncSeconds: z.number(), metricsAfterSyncSeconds: z.number() }),
  published: publishedSchema.nullable(),
  prediction: predictionSchema.nullable(),
  /** The reason where `prediction` is null. */
  notPredicted: notPredictedSchema.nullable().default(null),
});
export type TrialPlan = z.infer<typeof trialPlanSchema>;

export const campaignPlanSchema = z.object({
  schema: z.literal('peakproof/plan/1'),
  campaign: z.string(),
  title: z.string(),
  question: z.string(),
  titleKo: z.string().optional(),
  questionKo: z.string().optional(),
  preset: z.string(),
  target: targetNameSchema,
  seed: z.number(),
  /** Where the campaign's own scripts and manifests are looked for; absent where it has none. In campaign.json seen from its folder. */
  campaignFolder: z.string().optional(),
  /** In the order of running. */
  trials: z.array(trialPlanSchema),
  /** Repetitions that were added later, each time `after` so many; with the number of trials that they are. */
  additions: z
    .array(z.object({ after: z.number(), repetitions: z.number(), trials: z.number() }))
    .default([]),
  /** Wall time that the whole campaign is expected to take. */
  expectedSeconds: z.number(),
  /** Cores that the pods may use together at the worst moment. */
  quotaCores: z.number(),
  /** What a capacity check of this campaign tolerates; absent: the defaults. */
  check: checkSettingsSchema.optional(),
});
export type CampaignPlan = z.infer<typeof campaignPlanSchema>;
