import type { HpaCondition } from '../model/hpa.ts';

export type ConditionType = HpaCondition['type'];

/** The conditions with one of them set; the time of transition moves only when the status does. */
export function withCondition(
  conditions: readonly HpaCondition[],
  condition: Omit<HpaCondition, 'lastTransitionSeconds'>,
  nowSeconds: number,
): HpaCondition[] {
  const slot = conditions.findIndex((known) => known.type === condition.type);
  const before = conditions[slot];
  const lastTransitionSeconds =
    before?.status === condition.status ? before.lastTransitionSeconds : nowSeconds;
  const next = { ...condition, lastTransitionSeconds };
  return before === undefined ? [...conditions, next] : conditions.with(slot, next);
}

export function withoutCondition(conditions: readonly HpaCondition[], type: ConditionType): HpaCondition[] {
  return conditions.filter((condition) => condition.type !== type);
}

export function holdsTrue(conditions: readonly HpaCondition[], type: ConditionType): boolean {
  return conditions.some((condition) => condition.type === type && condition.status === 'True');
}

/** What each reason means; our wording, the reason is the interface. */
const messages = {
  SucceededGetScale: 'the current size of the target was read',
  ReadyForNewScale: 'no stabilization window holds the recommended size back',
  ScaleUpStabilized: 'recent recommendations were lower, so the size follows the lowest of them',
  ScaleDownStabilized: 'recent recommendations were higher, so the size follows the highest of them',
  ScalingDisabled: 'the target has zero replicas, which switches autoscaling off',
  ScaleUpLimit: 'the size wants to grow faster than the scale-up rate allows',
  ScaleDownLimit: 'the size wants to shrink faster than the scale-down rate allows',
  TooManyReplicas: 'the desired size is above maxReplicas',
  TooFewReplicas: 'the desired size is below minReplicas',
  DesiredWithinRange: 'the desired size is within the allowed range',
  NotScaledToZero: 'the autoscaler did not bring the target to zero',
} as const;
export type PlainReason = keyof typeof messages;

export function messageOf(reason: PlainReason): string {
  return messages[reason];
}
