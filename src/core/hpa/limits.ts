import type { HpaConfig, HpaReason, ScalingPolicy } from '../model/hpa.ts';
import type { FullBehavior, FullRules } from './behavior.ts';
import { periodStartReplicas, type ScaleEvents } from './events.ts';
import { int32FromDouble, int32Range, wrappedInt32 } from './integers.ts';

export type LimitReason =
  | 'ScaleUpLimit'
  | 'ScaleDownLimit'
  | 'TooManyReplicas'
  | 'TooFewReplicas'
  | 'DesiredWithinRange';

/** A stabilized size after the limits; `cut` says which limit changed it, null: none. */
export type Limited = {
  readonly replicas: number;
  readonly conditionReason: LimitReason;
  readonly cut: Extract<HpaReason, { code: 'limited' }> | null;
};

type Bounds = { readonly min: number; readonly max: number };
type Direction = 'up' | 'down';

function within(replicas: number): Limited {
  return { replicas, conditionReason: 'DesiredWithinRange', cut: null };
}

function plainCut(
  by: 'max' | 'min' | 'disabled' | 'legacy-rate',
  direction: Direction,
  from: number,
  to: number,
): Extract<HpaReason, { code: 'limited' }> {
  return { code: 'limited', by, direction, from, to, policy: null, periodStartReplicas: null };
}

/** Without `behavior`: min, then the smaller of max and max(2 × current, 4). Going down has no rate. */
export function limitedByRules(
  replicas: number,
  currentReplicas: number,
  { min, max }: Bounds,
  config: HpaConfig,
): Limited {
  const rate = int32FromDouble(
    Math.max(config.legacyScaleUpFactor * currentReplicas, config.legacyScaleUpMinimum),
  );
  if (replicas < min)
    return { replicas: min, conditionReason: 'TooFewReplicas', cut: plainCut('min', 'down', replicas, min) };
  const top = Math.min(rate, max);
  if (replicas <= top) return within(replicas);
  return max > rate
    ? { replicas: top, conditionReason: 'ScaleUpLimit', cut: plainCut('legacy-rate', 'up', replicas, top) }
    : { replicas: top, conditionReason: 'TooManyReplicas', cut: plainCut('max', 'up', replicas, top) };
}

/**
 * With `behavior`: on the way up the smaller of max and the policies' limit, on the way down the larger of min and
 * theirs; the policies never push past the current size. An unchanged size is checked against nothing.
 */
export function limitedByBehavior(
  replicas: number,
  currentReplicas: number,
  { min, max }: Bounds,
  behavior: FullBehavior,
  events: ScaleEvents,
  nowSeconds: number,
): Limited {
  if (replicas > currentReplicas) {
    const limit = policyLimit('up', behavior.up, currentReplicas, events, nowSeconds);
    const rate = Math.max(limit.replicas, currentReplicas);
    const top = Math.min(rate, max);
    if (replicas <= top) return within(replicas);
    return max > rate
      ? { replicas: top, conditionReason: 'ScaleUpLimit', cut: policyCut('up', limit, replicas, top) }
      : { replicas: top, conditionReason: 'TooManyReplicas', cut: plainCut('max', 'up', replicas, top) };
  }
  if (replicas < currentReplicas) {
    const limit = policyLimit('down', behavior.down, currentReplicas, events, nowSeconds);
    const rate = Math.min(limit.replicas, currentReplicas);
    const bottom = Math.max(rate, min);
    if (replicas >= bottom) return within(replicas);
    return min < rate
      ? {
          replicas: bottom,
          conditionReason: 'ScaleDownLimit',
          cut: policyCut('down', limit, replicas, bottom),
        }
      : {
          replicas: bottom,
          conditionReason: 'TooFewReplicas',
          cut: plainCut('min', 'down', replicas, bottom),
        };
  }
  return within(replicas);
}

type PolicyLimit = {
  readonly replicas: number;
  readonly disabled: boolean;
  readonly policy: ScalingPolicy | null;
  readonly periodStartReplicas: number | null;
};

function policyCut(
  direction: Direction,
  limit: PolicyLimit,
  from: number,
  to: number,
): Extract<HpaReason, { code: 'limited' }> {
  if (limit.disabled) return plainCut('disabled', direction, from, to);
  const { policy, periodStartReplicas } = limit;
  return { code: 'limited', by: 'policy', direction, from, to, policy, periodStartReplicas };
}

/** Max picks the policy with the largest change, Min the smallest, Disabled the current size. */
function policyLimit(
  direction: Direction,
  rules: FullRules,
  currentReplicas: number,
  events: ScaleEvents,
  nowSeconds: number,
): PolicyLimit {
  if (rules.selectPolicy === 'Disabled')
    return { replicas: currentReplicas, disabled: true, policy: null, periodStartReplicas: null };
  const wantsLargest = (direction === 'up') === (rules.selectPolicy === 'Max');
  let limit: PolicyLimit = {
    replicas: wantsLargest ? int32Range.least : int32Range.most,
    disabled: false,
    policy: null,
    periodStartReplicas: null,
  };
  for (const policy of rules.policies) {
    const start = periodStartReplicas(currentReplicas, events, policy.periodSeconds, nowSeconds);
    const replicas = direction === 'up' ? grown(start, policy) : shrunk(start, policy);
    if (wantsLargest ? replicas > limit.replicas : replicas < limit.replicas)
      limit = { replicas, disabled: false, policy, periodStartReplicas: start };
  }
  return limit;
}

/** The doubles are meant as written: 10 % of 10 more is 11.000000000000002 and 100 plus 10 % gives 111. */
function grown(start: number, policy: ScalingPolicy): number {
  if (policy.type === 'Pods') return wrappedInt32(start + policy.value);
  return int32FromDouble(Math.ceil(start * (1 + policy.value / 100)));
}

function shrunk(start: number, policy: ScalingPolicy): number {
  if (policy.type === 'Pods') return wrappedInt32(start - policy.value);
  return int32FromDouble(start * (1 - policy.value / 100));
}
