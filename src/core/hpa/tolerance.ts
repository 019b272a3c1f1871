import type { HpaBehavior, HpaConfig } from '../model/hpa.ts';
import { approximateDouble } from './quantity.ts';
import type { VersionRules } from './version.ts';

/** The ratios that change nothing, both ends included, and the test as the release writes it. */
export type Tolerance = {
  readonly low: number;
  readonly high: number;
  readonly holds: (ratio: number) => boolean;
};

/**
 * Plain doubles without an epsilon: 1 − 0.18 is 0.8200000000000001, so 0.82 is outside. A tolerance in `behavior`
 * replaces the controller's for its direction, where the gate is on.
 */
export function toleranceOf(config: HpaConfig, behavior: HpaBehavior | null, rules: VersionRules): Tolerance {
  const own = rules.configurableTolerance ? behavior : null;
  const down = own?.scaleDown?.tolerance;
  const up = own?.scaleUp?.tolerance;
  const low = 1 - (down === undefined ? config.tolerance : approximateDouble(down));
  const high = 1 + (up === undefined ? config.tolerance : approximateDouble(up));
  const holds = rules.toleranceAsDistance
    ? (ratio: number) => Math.abs(1 - ratio) <= config.tolerance
    : (ratio: number) => low <= ratio && ratio <= high;
  return { low, high, holds };
}
