import { z } from 'zod';

const replicas = z.int().min(1).max(1000);

/** `spec.behavior` of autoscaling/v2, per direction. Field names are Kubernetes' own, so that it can be pasted. */
const scalingRulesSchema = z.strictObject({
  stabilizationWindowSeconds: z.int().min(0).max(3600).optional(),
  selectPolicy: z.enum(['Max', 'Min', 'Disabled']).optional(),
  policies: z
    .array(
      z.strictObject({
        type: z.enum(['Pods', 'Percent']),
        value: z.int().min(1),
        periodSeconds: z.int().min(1).max(1800),
      }),
    )
    .min(1)
    .optional(),
  tolerance: z.number().min(0).optional(),
});
export const behaviorSchema = z.strictObject({
  scaleUp: scalingRulesSchema.optional(),
  scaleDown: scalingRulesSchema.optional(),
});

const autoscaler = {
  min: replicas,
  max: replicas,
  /** Mean CPU of the pods in percent of their request. */
  targetUtilization: z.int().min(1).max(1000),
  behavior: behaviorSchema.optional(),
};

/** Pods that both services together may have (a ResourceQuota); absent: no limit. */
const pool = z.int().min(2).max(1000).optional();

/** One platform configuration under test. It holds for every service of the campaign. */
export const armSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), replicas, pool }),
    z.strictObject({ kind: z.literal('hpa'), ...autoscaler, pool }),
    z.strictObject({
      kind: z.literal('scheduled'),
      ...autoscaler,
      /** The peak is on the calendar: the minimum is raised to `min` this long before the load starts. */
      raise: z.strictObject({
        service: z.string().optional(),
        leadSeconds: z.number().min(0).max(3600),
        min: replicas,
      }),
      pool,
    }),
    z.strictObject({
      kind: z.literal('manual'),
      replicas,
      /** A person scales the service under load, this long after the load starts. */
      steps: z.array(z.strictObject({ afterMinutes: z.number().min(0), replicas })).min(1),
      pool,
    }),
  ])
  .superRefine((arm, context) => {
    if ('min' in arm && arm.min > arm.max)
      context.addIssue({ code: 'custom', path: ['min'], message: `min ${arm.min} is above max ${arm.max}` });
    if (arm.kind === 'scheduled' && arm.raise.min > arm.max)
      context.addIssue({
        code: 'custom',
        path: ['raise', 'min'],
        message: `the raised minimum ${arm.raise.min} is above max ${arm.max}`,
      });
  });
export type Arm = z.infer<typeof armSchema>;

/** Replicas that every service starts a trial with. */
export function startReplicas(arm: Arm): number {
  return 'min' in arm ? arm.min : arm.replicas;
}

/** The most pods that one service can have under this arm, with `services` of them sharing the pool. */
export function mostReplicas(arm: Arm, services: number): number {
  const wanted =
    arm.kind === 'manual'
      ? Math.max(arm.replicas, ...arm.steps.map((step) => step.replicas))
      : 'max' in arm
        ? arm.max
        : arm.replicas;
  return arm.pool === undefined ? wanted : Math.min(wanted, arm.pool - (services - 1) * startReplicas(arm));
}
