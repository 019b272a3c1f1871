import type { CheckedCase } from '../../model/capacity-check.ts';
import type { Trial } from '../../model/trial.ts';
import type { Warning } from '../../model/warning.ts';
import type { Pair } from './checked-figures.ts';
import type { Counted } from './counted.ts';
import { refusalsOf } from './refusals.ts';

export interface CheckedSides {
  candidate: Counted;
  baseline: Counted;
}

/** A case before its figures are looked at; `pair` is null unless it may be compared. */
export interface SettledCase extends Omit<CheckedCase, 'figures' | 'verdict'> {
  pair: Pair | null;
}

/** Every case of either side by name, and whether it can be compared. */
export function casesOf({ candidate, baseline }: CheckedSides): SettledCase[] {
  const all = [...candidate.trials, ...baseline.trials];
  const names = [...new Set(all.map((trial) => trial.case))].sort((a, b) => (a < b ? -1 : 1));
  return names.map((name) => {
    const of = ({ trials }: Counted) => trials.filter((trial) => trial.case === name);
    const pair = { candidate: of(candidate), baseline: of(baseline) };
    const doubts = [
      ...doubtsOf(pair.baseline, 'baseline', baseline.disturbances),
      ...doubtsOf(pair.candidate, 'candidate', candidate.disturbances),
    ];
    return { ...settled(name, pair), doubts };
  });
}

function settled(name: string, pair: Pair): Omit<SettledCase, 'doubts'> {
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

function doubtsOf(
  trials: readonly Trial[],
  side: 'baseline' | 'candidate',
  disturbances: Counted['disturbances'],
): CheckedCase['doubts'] {
  return trials.flatMap((trial) =>
    (disturbances.get(trial) ?? []).map(({ code, message, facts }: Warning) => ({
      side,
      trial: trial.id,
      code,
      message,
      facts,
    })),
  );
}
