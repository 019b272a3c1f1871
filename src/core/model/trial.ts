import { z } from 'zod';
import { nodeSeriesSchema } from './node-series.ts';
import { endingSchema, environmentSchema } from './observation.ts';
import { targetNameSchema, trialPlanSchema } from './plan.ts';
import { hpaSummarySchema, scalingLagSchema } from './scaling.ts';
import { verdictSchema } from './verdict.ts';
import { warningSchema } from './warning.ts';

/**
 * The trial record: everything about one trial that a comparison or a report needs, distilled from its recording.
 * Times are seconds since the load started unless a name says otherwise. `null` means "not observed".
 */

const nullableNumber = z.number().nullable();

/** Mergeable log-linear histogram: see `math/histogram.ts` for the bins. */
export const histogramSchema = z.object({
  /** Bits of each value that the bins keep: 7 gives bins at most 1/128 wide, so an error of at most 0.4 %. */
  significantBits: z.number(),
  /** Values are counted as integers of this many seconds. */
  unitSeconds: z.number(),
  count: z.number(),
  sumSeconds: z.number(),
  minSeconds: nullableNumber,
  maxSeconds: nullableNumber,
  /** Indices of the bins that are not empty, ascending, and their counts. */
  bins: z.array(z.number()),
  counts: z.array(z.number()),
});
export type Histogram = z.infer<typeof histogramSchema>;

/** Response times as a user has them (waiting for the connection included), of requests that ended as expected. */
export const responseFiguresSchema = z.object({
  mean: z.number(),
  min: z.number(),
  max: z.number(),
  p50: z.number(),
  p90: z.number(),
  p95: z.number(),
  p99: z.number(),
});
export type ResponseFigures = z.infer<typeof responseFiguresSchema>;

/** Counts over one stretch of the trial; a request belongs to the stretch in which it started. */
export const stretchSchema = z.object({
  fromSeconds: z.number(),
  toSeconds: z.number(),
  started: z.number(),
  /** Ended as expected. */
  processed: z.number(),
  /** Ended, and not as expected. */
  failed: z.number(),
  /** Journeys that never started because every user was waiting (open load). */
  dropped: z.number(),
  throughputPerSecond: z.number(),
  responseSeconds: responseFiguresSchema.nullable(),
  /** failed / (processed + failed); null without any. */
  errorRate: nullableNumber,
  /** (satisfied + tolerating / 2) / ended; failures frustrate. */
  apdex: nullableNumber,
  /** Share of started requests that ended as expected within the SLO. */
  withinSloShare: nullableNumber,
  histogram: histogramSchema,
});
export type Stretch = z.infer<typeof stretchSchema>;

/** Columns of equal length; every series is indexed by column. Column i covers [i·width, (i+1)·width) seconds. */
export const seriesSchema = z.object({
  widthSeconds: z.number(),
  /** Planned users (closed) or planned journeys started (open); null for an import without a plan. */
  planned: z.array(nullableNumber),
  /** Users under way, as k6 says; null where it did not say. */
  users: z.array(nullableNumber),
  /** Requests by the column in which they started ... */
  started: z.array(z.number()),
  /** ... and by that in which they ended: as expected, or not. */
  completed: z.array(z.number()),
  failed: z.array(z.number()),
  /** Journeys by when they started or could not (k6's iterations); a recording that does not say it has zeros. */
  iterations: z.array(z.number()),
  dropped: z.array(z.number()),
  /** Response time by the column in which the request started; null for an empty column. */
  mean: z.array(nullableNumber),
  p50: z.array(nullableNumber),
  p95: z.array(nullableNumber),
  p99: z.array(nullableNumber),
});
export type Series = z.infer<typeof seriesSchema>;

/** Time x response-time counts of what ended as expected, by route and pod; sparse: parallel arrays, one entry a cell. */
export const heatSchema = z.object({
  widthSeconds: z.number(),
  /** Row r covers [edges[r], edges[r+1]) seconds of response time; logarithmic. The outer rows take what lies beyond. */
  edgesSeconds: z.array(z.number()),
  routes: z.array(z.string()),
  /** Index 0 is "pod not observed". */
  pods: z.array(z.string()),
  column: z.array(z.number()),
  row: z.array(z.number()),
  route: z.array(z.number()),
  pod: z.array(z.number()),
  count: z.array(z.number()),
  /**
   * null: every cell has its pod. Otherwise there are too many pods for that: cells have pod 0, and the requests of each
   * pod are here, by columns of their own width; sparse as well.
   */
  byPod: z
    .object({
      widthSeconds: z.number(),
      column: z.array(z.number()),
      pod: z.array(z.number()),
      count: z.array(z.number()),
    })
    .nullable()
    .default(null),
});
export type Heat = z.infer<typeof heatSchema>;

export const podSchema = z.object({
  name: z.string(),
  service: z.string(),
  createdSeconds: nullableNumber,
  readySeconds: nullableNumber,
  firstServedSeconds: nullableNumber,
  endedSeconds: nullableNumber,
  endReason: z.string().nullable(),
  /** Requests that ended as expected and started in the window. */
  requests: z.number(),
  meanResponseSeconds: nullableNumber,
  /** Share of the requests while it was Ready, over its fair share (1 / Ready pods); null without a Ready moment. */
  shareOfFair: nullableNumber,
  cpuSeconds: nullableNumber,
  throttledSeconds: nullableNumber,
  lastLog: z.array(z.string()),
});
export type Pod = z.infer<typeof podSchema>;

/** A step series: value i holds from time i until the next time. */
export const replicaSeriesSchema = z.object({
  t: z.array(z.number()),
  desired: z.array(z.number()),
  created: z.array(z.number()),
  ready: z.array(z.number()),
});
export type ReplicaSeries = z.infer<typeof replicaSeriesSchema>;

/** One thing that was checked before a number may be trusted. */
export const checkSchema = z.object({
  code: z.string(),
  verdict: verdictSchema,
  /** One sentence with the figures. */
  seen: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type Check = z.infer<typeof checkSchema>;

export const costSchema = z.object({
  /** Integral of created pods over the window: the service under load, and all services. */
  replicaSeconds: nullableNumber,
  poolReplicaSeconds: nullableNumber,
  cpuSeconds: nullableNumber,
  requestsPerCpuSecond: nullableNumber,
});

export const cpuSeriesSchema = z.object({
  /** Mean CPU of the Ready pods of the service under load, in percent of their request, by second. */
  t: z.array(z.number()),
  utilization: z.array(nullableNumber),
  throttledShare: z.array(nullableNumber),
});

/** What became of a load that ran beside the main one, over the same seconds. Its requests are in no other figure. */
export const besideLoadSchema = z.object({
  scenario: z.string(),
  title: z.string(),
  /** For a report in Korean, where the plan has it. */
  titleKo: z.string().optional(),
  service: z.string(),
  whole: stretchSchema,
  plateau: stretchSchema.nullable(),
  errors: z.array(z.object({ kind: z.string(), count: z.number() })),
  /** Integral of its service's created pods over the window. */
  replicaSeconds: nullableNumber,
  /** Its course, as the trial's own; null in records that did not keep it. */
  series: seriesSchema.nullable().default(null),
  heat: heatSchema.nullable().default(null),
  cpu: cpuSeriesSchema.nullable().default(null),
});
export type BesideLoad = z.infer<typeof besideLoadSchema>;

export const trialSchema = z.object({
  schema: z.literal('peakproof/trial/1'),
  id: z.string(),
  campaign: z.string(),
  case: z.string(),
  target: targetNameSchema.nullable(),
  /** `emulated`, `kind`, `cluster`, or `imported`: how every number of it is labelled. */
  label: z.string(),
  state: endingSchema.shape.state,
  where: z.string().nullable(),
  /** Epoch seconds at which the load started. */
  loadStartSeconds: nullableNumber,
  lengthSeconds: z.number(),
  /** null for an import. */
  plan: trialPlanSchema.nullable(),
  environment: environmentSchema.nullable(),
  ending: endingSchema,
  whole: stretchSchema,
  plateau: stretchSchema.nullable(),
  /** Consecutive stretches named by the number of Ready pods: "5 pods", "8 pods", ... */
  phases: z.array(z.object({ name: z.string(), stretch: stretchSchema })),
  /** Loads that ran beside the main one, in the order of the plan. */
  beside: z.array(besideLoadSchema).default([]),
  /** Of what ended as expected ... */
  byRoute: z.record(z.string(), histogramSchema),
  /** ... and how many requests of a route did not; null in records that did not keep it. */
  failedByRoute: z.record(z.string(), z.number()).nullable().default(null),
  errors: z.array(z.object({ kind: z.string(), count: z.number() })),
  series: seriesSchema,
  heat: heatSchema,
  pods: z.array(podSchema),
  /** By service. */
  replicas: z.record(z.string(), replicaSeriesSchema),
  cpu: cpuSeriesSchema.nullable(),
  /** Nodes that carried pods; null: nobody looked. */
  nodes: z.array(nodeSeriesSchema).nullable().default(null),
  hpa: z.array(hpaSummarySchema),
  events: z.array(
    z.object({
      t: z.number(),
      type: z.string(),
      reason: z.string(),
      object: z.string(),
      message: z.string(),
    }),
  ),
  scalingLag: scalingLagSchema.nullable(),
  cost: costSchema,
  generator: z
    .object({
      meanCpuCores: nullableNumber,
      peakCpuCores: nullableNumber,
      peakRssBytes: nullableNumber,
      minHostIdleShare: nullableNumber,
      meanHostStealShare: nullableNumber,
    })
    .nullable(),
  checks: z.array(checkSchema),
  verdict: verdictSchema,
  warnings: z.array(warningSchema),
});
export type Trial = z.infer<typeof trialSchema>;
