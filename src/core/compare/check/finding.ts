import type { Finding } from '../../model/capacity-check.ts';
import type { Effect } from '../../model/comparison.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { Loss } from './loss.ts';

/** Logarithms and their exponentials are rounded: what equals the bound must not miss it by the last digit. */
const rounding = 1e-9;

/**
 * What may be said of a figure. A regression is claimed when it is told from noise (the adjusted test and the interval
 * agree) and at least as large as the threshold; one is excluded when the interval ends before the threshold.
 */
export function findingOf(effect: Effect, loss: Loss | null): Finding {
  if (loss === null) return 'unobserved';
  const { value, interval } = loss;
  const bound = loss.bound - rounding;
  if (effect.verdict === 'worse' && value >= bound) return 'worse';
  if (effect.verdict === 'better' && value <= -bound) return 'better';
  if (interval === null) return 'undecided';
  const noLoss = interval.high < bound;
  const noGain = interval.low > -bound;
  if (noLoss && noGain) return 'equal';
  if (noLoss) return 'not-worse';
  return noGain ? 'not-better' : 'undecided';
}

/** The one place where a finding becomes a verdict. */
export function verdictOfFinding(finding: Finding): Exclude<Verdict, 'INVALID'> {
  switch (finding) {
    case 'worse':
      return 'FAIL';
    case 'better':
    case 'equal':
    case 'not-worse':
      return 'PASS';
    default:
      return 'INCONCLUSIVE';
  }
}
