import type { CheckedCase } from '../../model/capacity-check.ts';
import type { Trial } from '../../model/trial.ts';
import { countedTrials } from '../counted-trials.ts';
import { disturbancesOf } from '../disturbance.ts';
import type { Pair } from './checked-figures.ts';
import { refusalsOf } from './refusals.ts';

export interface CheckedSides {
  candidate: readonly Trial[];
  baseline: readonly Trial[];
}

/** A case before its figures are looked at; `pair` is null unless it may be compared. */
export interface SettledCase extends Omit<CheckedCase, 'figures' | 'verdict'> {
  pair: Pair | null;
}

/** Every case of either side by name, and whether it can be compared. */
export function casesOf(sides: CheckedSides): SettledCase[] {
  const [candidate, baseline] = [counted(sides.candidate), counted(sides.baseline)];
  const names = [...new Set([...candidate, ...baseline].map((trial) => trial.case))].sort((a, b) =>
    a < b ? -1 : 1,
  );
  return names.map((name) => {
    const of = (trials: readonly Trial[]) => trials.filter((trial) => trial.case === name);
    return settled(name, { candidate: of(candidate), baseline: of(baseline) });
  });
}

/** Without warm-ups, and one attempt of each trial that was repeated. */
function counted(trials: readonly Trial[]): Trial[] {
  return countedTrials(trials, disturbancesOf(trials)).counted;
}

function settled(name: string, pair: Pair): SettledCase {
  const { candidate, baseline } = pair;
  const refusals = refusalsOf(pair);
  const invalid = [...reasonsOf(baseline, 'baseline'), ...reasonsOf(candidate, 'candidate')];
  const state =
    candidate.length === 0
      ? 'missing'
      : invalid.length > 0
        ? 'untrusted'
        : baseline.length === 0
          ? 'new'
          : refusals.length > 0
            ? 'refused'
            : 'compared';
  return {
    case: name,
    arm: (candidate[0] ?? baseline[0])!.plan?.armName ?? name,
    state,
    baselineTrials: baseline.length,
    candidateTrials: candidate.length,
    refusals,
    invalid,
    pair: state === 'compared' ? pair : null,
  };
}

function reasonsOf(trials: readonly Trial[], side: 'baseline' | 'candidate'): CheckedCase['invalid'] {
  return trials
    .filter((trial) => trial.verdict === 'INVALID')
    .flatMap((trial) => {
      const reasons = [
        ...trial.checks
          .filter((check) => check.verdict === 'INVALID')
          .map(({ code, seen, facts }) => ({ code, message: seen, facts })),
        ...trial.warnings
          .filter((found) => found.severity === 'invalid')
          .map(({ code, message, facts }) => ({ code, message, facts })),
      ];
      // A record may call itself INVALID without a reason, and is to be believed.
      const said = reasons.length > 0 ? reasons : [{ code: 'invalid', message: 'it is INVALID', facts: {} }];
      return said.map((reason) => ({ side, trial: trial.id, ...reason }));
    });
}
