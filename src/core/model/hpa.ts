import { z } from 'zod';

/**
 * The horizontal pod autoscaler (autoscaling/v2) as data: its spec, what it sees in one round, and what it decides.
 * Times are epoch seconds (fractions allowed) given by the caller, amounts of a resource are whole milli-units
 * (milli-cores; milli-bytes for memory) as the controller itself counts them. null = not set or not observed.
 */

export const kubernetesMinors = ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'] as const;
export type KubernetesMinor = (typeof kubernetesMinors)[number];
export const defaultKubernetesMinor: KubernetesMinor = '1.34';

/** Feature gates of the control plane that change a decision. Absent: what the version ships with. */
export type HpaGates = Partial<
  Readonly<Record<'configurableTolerance' | 'podLevelResources' | 'scaleToZero', boolean>>
>;

/** Flags of kube-controller-manager. */
export const hpaConfigSchema = z.object({
  syncPeriodSeconds: z.number().positive(),
  tolerance: z.number().min(0),
  downscaleStabilizationSeconds: z.number().min(0),
  cpuInitializationPeriodSeconds: z.number().min(0),
  initialReadinessDelaySeconds: z.number().min(0),
  /** Without `behavior` one round goes up to max(factor × current, minimum). No flag: fixed in the controller. */
  legacyScaleUpFactor: z.number(),
  legacyScaleUpMinimum: z.number(),
});
export type HpaConfig = z.infer<typeof hpaConfigSchema>;

/** What the controller runs with when nobody sets a flag. */
export const defaultHpaConfig: HpaConfig = {
  syncPeriodSeconds: 15,
  tolerance: 0.1,
  downscaleStabilizationSeconds: 300,
  cpuInitializationPeriodSeconds: 300,
  initialReadinessDelaySeconds: 30,
  legacyScaleUpFactor: 2,
  legacyScaleUpMinimum: 4,
};

/** `averageValueMilli` wins when both are set; with neither the metric is refused. */
const metricTargetSchema = z.object({
  averageUtilization: z.int().nullable(),
  averageValueMilli: z.int().nullable(),
});
export const hpaMetricSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Resource'), name: z.string(), target: metricTargetSchema }),
  z.object({
    type: z.literal('ContainerResource'),
    name: z.string(),
    container: z.string(),
    target: metricTargetSchema,
  }),
]);
export type HpaMetric = z.infer<typeof hpaMetricSchema>;

export const scalingPolicySchema = z.object({
  type: z.enum(['Pods', 'Percent']),
  value: z.int(),
  periodSeconds: z.int(),
});
export type ScalingPolicy = z.infer<typeof scalingPolicySchema>;

/** One direction of `spec.behavior`, with Kubernetes' own field names so that it can be pasted. */
export const scalingRulesSchema = z.object({
  stabilizationWindowSeconds: z.int().optional(),
  selectPolicy: z.enum(['Max', 'Min', 'Disabled']).optional(),
  policies: z.array(scalingPolicySchema).optional(),
  /** A Kubernetes quantity ("50m") or a plain number; how it is written decides its last binary digit. */
  tolerance: z.union([z.number(), z.string()]).optional(),
});
export type ScalingRules = z.infer<typeof scalingRulesSchema>;
export const hpaBehaviorSchema = z.object({
  scaleUp: scalingRulesSchema.optional(),
  scaleDown: scalingRulesSchema.optional(),
});
export type HpaBehavior = z.infer<typeof hpaBehaviorSchema>;

export const hpaSpecSchema = z.object({
  minReplicas: z.int().nullable(),
  maxReplicas: z.int(),
  /** Empty: CPU at 80 % of requests, as the API server fills it in. */
  metrics: z.array(hpaMetricSchema),
  behavior: hpaBehaviorSchema.nullable(),
});
export type HpaSpec = z.infer<typeof hpaSpecSchema>;

/** Milli-units by resource name; absent or null: not set. */
const milliByResourceSchema = z.record(z.string(), z.int().nullable());
export type MilliByResource = z.infer<typeof milliByResourceSchema>;

const containerStateSchema = z.object({ name: z.string(), requestsMilli: milliByResourceSchema });
export type ContainerState = z.infer<typeof containerStateSchema>;

export const podStateSchema = z.object({
  name: z.string(),
  phase: z.enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown']),
  /** A deletion timestamp is set: the pod is terminating. */
  deleted: z.boolean(),
  startTimeSeconds: z.number().nullable(),
  /** The Ready condition, or null when the pod has none. */
  ready: z
    .object({ status: z.enum(['True', 'False', 'Unknown']), lastTransitionSeconds: z.number().nullable() })
    .nullable(),
  containers: z.array(containerStateSchema),
  /** `restartable`: restartPolicy Always, a sidecar, whose request counts like that of a container. */
  initContainers: z.array(containerStateSchema.extend({ restartable: z.boolean() })).optional(),
  /** `spec.resources.requests`: requests of the pod as a whole. */
  podRequestsMilli: milliByResourceSchema.nullable().optional(),
  /** `spec.overhead`; counted with pod-level requests only. */
  overheadMilli: milliByResourceSchema.nullable().optional(),
});
export type PodState = z.infer<typeof podStateSchema>;

/** One item of metrics.k8s.io: mean use over the window that ends at the timestamp. */
export const podSampleSchema = z.object({
  pod: z.string(),
  timestampSeconds: z.number(),
  windowSeconds: z.number(),
  containers: z.array(z.object({ name: z.string(), usageMilli: milliByResourceSchema })),
});
export type PodSample = z.infer<typeof podSampleSchema>;

export const hpaConditionSchema = z.object({
  type: z.enum(['AbleToScale', 'ScalingActive', 'ScalingLimited', 'ScaledToZero']),
  status: z.enum(['True', 'False']),
  reason: z.string(),
  message: z.string(),
  lastTransitionSeconds: z.number().nullable(),
});
export type HpaCondition = z.infer<typeof hpaConditionSchema>;

export type Recommendation = { readonly replicas: number; readonly atSeconds: number };
/** `change` is the absolute number of pods; `outdated` marks a slot that may be written again, and sticks. */
export type ScaleEvent = { readonly change: number; readonly atSeconds: number; readonly outdated: boolean };

/** What the controller keeps of one autoscaler between rounds; it starts empty and survives edits of the spec. */
export type HpaState = {
  /** Unstabilized proposals; null before the first round. */
  readonly recommendations: readonly Recommendation[] | null;
  readonly scaleUpEvents: readonly ScaleEvent[];
  readonly scaleDownEvents: readonly ScaleEvent[];
  /** Conditions persist: a round that does not touch one leaves it as it was. */
  readonly conditions: readonly HpaCondition[];
  /** status.desiredReplicas, null before the first one. */
  readonly statusDesiredReplicas: number | null;
};
export const initialHpaState: HpaState = {
  recommendations: null,
  scaleUpEvents: [],
  scaleDownEvents: [],
  conditions: [],
  statusDesiredReplicas: null,
};

export const hpaErrorCodes = [
  /** The metrics API answered with no item at all. */
  'NO_METRICS_FROM_API',
  'NO_PODS',
  /** Every sample belongs to an ignored or unready pod. */
  'NO_USABLE_METRICS',
  /** A counted container has no request of the resource. */
  'MISSING_REQUEST',
  /** The requests of the pods with samples sum to zero. */
  'NO_METRICS_MATCH_PODS',
  /** The named container is missing: in a sample (up to 1.32), in a pod's spec (from 1.35). */
  'MISSING_CONTAINER',
  'INVALID_METRIC_SOURCE',
  'INVALID_SELECTOR',
  'AMBIGUOUS_SELECTOR',
  'FAILED_GET_SCALE',
  'FAILED_UPDATE_SCALE',
] as const;
export const hpaErrorSchema = z.object({ code: z.enum(hpaErrorCodes), message: z.string() });
export type HpaErrorCode = (typeof hpaErrorCodes)[number];
export type HpaError = z.infer<typeof hpaErrorSchema>;

const podNames = z.array(z.string());
export const podGroupsSchema = z.object({
  ready: podNames,
  unready: podNames,
  missing: podNames,
  ignored: podNames,
  /** Names with a sample but no pod. */
  strays: podNames,
});
export type PodGroups = z.infer<typeof podGroupsSchema>;

/** What one metric asks for, with every number on the way there. */
export const hpaProposalSchema = z.object({
  metric: hpaMetricSchema,
  /** As the controller words it in its events. */
  metricName: z.string(),
  replicas: z.number().nullable(),
  /** Whole percent of requests, as the status reports it; null for an average value. */
  utilization: z.number().nullable(),
  averageMilli: z.number().nullable(),
  /** Use against target before missing and unready pods are filled in, and the ratio that decided. */
  firstRatio: z.number().nullable(),
  ratio: z.number().nullable(),
  /** What the ratio was multiplied by, or would have been: ready pods, or samples after filling in. */
  multiplier: z.number().nullable(),
  groups: podGroupsSchema.nullable(),
  error: hpaErrorSchema.nullable(),
});
export type HpaProposal = z.infer<typeof hpaProposalSchema>;

/** Index into `proposals`. */
const metric = z.int();
const direction = z.enum(['up', 'down']);
const count = z.number();
/** Why a round ended as it did, in the order of the steps. */
export const hpaReasonSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('failed'), error: hpaErrorSchema }),
  z.object({ code: z.literal('scaling-disabled'), minReplicas: count }),
  z.object({ code: z.literal('above-max'), currentReplicas: count, maxReplicas: count }),
  z.object({ code: z.literal('below-min'), currentReplicas: count, minReplicas: count }),
  z.object({ code: z.literal('metric-refused'), metric, error: hpaErrorSchema }),
  /** A metric failed, and the others would scale down: not without it. */
  z.object({ code: z.literal('scale-down-blocked'), proposed: count, currentReplicas: count }),
  z.object({
    code: z.literal('metrics-missing'),
    metric,
    pods: podNames,
    countedAs: z.enum(['zero', 'request', 'target', 'left-out']),
  }),
  z.object({
    code: z.literal('unready-pods'),
    metric,
    pods: podNames,
    countedAs: z.enum(['zero', 'left-out']),
  }),
  z.object({ code: z.literal('ignored-pods'), metric, pods: podNames }),
  z.object({ code: z.literal('stray-samples'), metric, pods: podNames }),
  z.object({ code: z.literal('within-tolerance'), metric, ratio: count, low: count, high: count }),
  z.object({ code: z.literal('direction-flipped'), metric, firstRatio: count, ratio: count }),
  /** The ratio says one direction and the product of ratio and samples the other. */
  z.object({ code: z.literal('count-contradicts'), metric, ratio: count, replicas: count }),
  /** A window held the size: on the way up at its lowest recommendation, on the way down at its highest. */
  z.object({
    code: z.literal('stabilized'),
    direction,
    windowSeconds: count,
    recommendation: count,
    from: count,
    to: count,
  }),
  z.object({
    code: z.literal('limited'),
    by: z.enum(['max', 'min', 'policy', 'disabled', 'legacy-rate']),
    direction,
    from: count,
    to: count,
    /** The deciding policy and the replicas at the start of its period; null for the other limits. */
    policy: scalingPolicySchema.nullable(),
    periodStartReplicas: count.nullable(),
  }),
]);
export type HpaReason = z.infer<typeof hpaReasonSchema>;

export const hpaDecisionSchema = z.object({
  /** scale.spec.replicas as the round found it. */
  currentReplicas: count,
  /** What scale.spec.replicas is to be after the round; the current count when the round failed. */
  desiredReplicas: count,
  /** status.desiredReplicas: a failed round keeps the one before. */
  statusDesiredReplicas: count.nullable(),
  rescale: z.boolean(),
  rescaleReason: z.string().nullable(),
  /** One per metric of the spec, in order; empty where no metric was read, or none was observed. */
  proposals: z.array(hpaProposalSchema),
  /** The largest proposal, its metric (index into `proposals`) and that metric's figures. */
  proposedReplicas: count.nullable(),
  decidingMetric: z.int().nullable(),
  utilization: count.nullable(),
  averageMilli: count.nullable(),
  ratio: count.nullable(),
  /** After the stabilization windows, and after the limits. */
  stabilizedReplicas: count.nullable(),
  limitedReplicas: count.nullable(),
  conditions: z.array(hpaConditionSchema),
  reasons: z.array(hpaReasonSchema),
  /** The first error; a round with some failing metrics may still have scaled. */
  error: hpaErrorSchema.nullable(),
});
export type HpaDecision = z.infer<typeof hpaDecisionSchema>;

/** One recorded round: what went in and what came out, so that it can be computed again. */
export const hpaRoundSchema = z.object({
  at: z.number(),
  service: z.string(),
  spec: hpaSpecSchema,
  currentReplicas: z.int(),
  pods: z.array(podStateSchema),
  samples: z.array(podSampleSchema),
  decision: hpaDecisionSchema,
});
export type HpaRound = z.infer<typeof hpaRoundSchema>;
