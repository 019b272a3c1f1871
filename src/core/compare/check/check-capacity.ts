import { alpha } from '../../math/sample-size.ts';
import type { CapacityCheck, CheckedCase } from '../../model/capacity-check.ts';
import type { CheckSettings } from '../../model/check-settings.ts';
import type { Trial } from '../../model/trial.ts';
import { worstVerdict } from '../../model/verdict.ts';
import { casesOf, type SettledCase } from './cases.ts';
import { checkedFigures, claimsOf } from './checked-figures.ts';
import { countedOf } from './counted.ts';
import { thresholdsOf } from './thresholds.ts';

/** Trial records with the place they were read from. */
export interface Side {
  name: string;
  trials: readonly Trial[];
}

/**
 * Checks every case of a candidate against the same case of a baseline. Pure, and the only place where a check gets its
 * verdict: text, JSON, JUnit, annotations and the exit code are read from what it returns.
 */
export function checkCapacity(
  candidate: Side,
  baseline: Side,
  settings: CheckSettings | null,
): CapacityCheck {
  const thresholds = thresholdsOf(settings);
  const sides = { candidate: countedOf(candidate.trials), baseline: countedOf(baseline.trials) };
  const settled = casesOf(sides);
  const pairs = settled.flatMap(({ pair }) => (pair === null ? [] : [pair]));
  const figures = checkedFigures(pairs, thresholds);
  const cases = settled.map((one) => judged(one, one.pair === null ? [] : figures[pairs.indexOf(one.pair)]!));
  return {
    schema: 'peakproof/check/1',
    label:
      [...new Set(sides.candidate.trials.map((trial) => trial.label))].sort().join(' + ') ||
      'nothing measured',
    baseline: sideOf(baseline.name, sides.baseline.trials),
    candidate: sideOf(candidate.name, sides.candidate.trials),
    risk: alpha,
    claims: claimsOf(pairs, thresholds),
    cases,
    verdict: verdictOver(cases),
  };
}

/** Of cases that both sides have; without any there is nothing to compare, whatever either side has alone. */
function verdictOver(cases: readonly CheckedCase[]): CapacityCheck['verdict'] {
  const isShared = ({ state }: CheckedCase) => state !== 'new' && state !== 'missing';
  return cases.some(isShared) ? worstVerdict(cases.map(({ verdict }) => verdict)) : 'INVALID';
}

function judged({ pair: _, ...settled }: SettledCase, figures: CheckedCase['figures']): CheckedCase {
  const deciding = figures.filter(({ severity }) => severity === 'error');
  return {
    ...settled,
    figures,
    verdict:
      settled.state === 'compared'
        ? // Where nobody lets a figure decide, nothing is asked and nothing fails.
          worstVerdict(deciding.length === 0 ? ['PASS'] : deciding.map(({ verdict }) => verdict))
        : verdictByState[settled.state],
  };
}

const verdictByState = {
  refused: 'INVALID',
  untrusted: 'INVALID',
  // Asked for by the baseline, and not answered.
  missing: 'INCONCLUSIVE',
  new: 'PASS',
} as const;

function sideOf(name: string, trials: readonly Trial[]): CapacityCheck['baseline'] {
  const started = trials.map((trial) => trial.loadStartSeconds).filter((at) => at !== null);
  const commits = new Set(trials.map((trial) => trial.environment?.gitCommit ?? null));
  return {
    name,
    campaign: [...new Set(trials.map((trial) => trial.campaign))].join(' + '),
    trials: trials.length,
    measuredAt: started.length === 0 ? null : new Date(Math.min(...started) * 1000).toISOString(),
    gitCommit: commits.size === 1 ? [...commits][0]! : null,
  };
}
