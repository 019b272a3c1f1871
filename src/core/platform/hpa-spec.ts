import type { Arm } from '../model/arm.ts';
import type { HpaBehavior, HpaSpec } from '../model/hpa.ts';

/** The autoscaler of an arm as autoscaling/v2 has it, or null for an arm without one. `minReplicas` may be raised. */
export function hpaSpecOf(arm: Arm, minReplicas?: number): HpaSpec | null {
  if (arm.kind !== 'hpa' && arm.kind !== 'scheduled') return null;
  return {
    minReplicas: minReplicas ?? arm.min,
    maxReplicas: arm.max,
    metrics: [
      {
        type: 'Resource',
        name: 'cpu',
        target: { averageUtilization: arm.targetUtilization, averageValueMilli: null },
      },
    ],
    behavior: (arm.behavior as HpaBehavior | undefined) ?? null,
  };
}
