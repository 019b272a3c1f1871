import type { HpaBehavior, HpaConfig, ScalingPolicy, ScalingRules } from '../model/hpa.ts';

/** One direction with every field filled in. */
export type FullRules = {
  readonly windowSeconds: number;
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly ScalingPolicy[];
};
export type FullBehavior = { readonly up: FullRules; readonly down: FullRules };

const defaultUp: readonly ScalingPolicy[] = [
  { type: 'Pods', value: 4, periodSeconds: 15 },
  { type: 'Percent', value: 100, periodSeconds: 15 },
];
const defaultDown: readonly ScalingPolicy[] = [{ type: 'Percent', value: 100, periodSeconds: 15 }];

/**
 * What the API server fills into a `behavior` that is there at all, field by field; a list of policies replaces the
 * default list as a whole. Only the scale-down window has no default: it is the controller's, in whole seconds.
 */
export function fullBehavior(behavior: HpaBehavior, config: HpaConfig): FullBehavior {
  return {
    up: fullRules(behavior.scaleUp, defaultUp, 0),
    down: fullRules(behavior.scaleDown, defaultDown, Math.trunc(config.downscaleStabilizationSeconds)),
  };
}

function fullRules(
  rules: ScalingRules | undefined,
  policies: readonly ScalingPolicy[],
  windowSeconds: number,
): FullRules {
  return {
    windowSeconds: rules?.stabilizationWindowSeconds ?? windowSeconds,
    selectPolicy: rules?.selectPolicy ?? 'Max',
    policies: rules?.policies ?? policies,
  };
}
