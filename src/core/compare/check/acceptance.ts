import { median } from '../../math/median.ts';
import { moreTrialsNeeded } from '../../math/sample-size.ts';
import type { Acceptance } from '../../model/baseline-log.ts';
import type { CapacityCheck } from '../../model/capacity-check.ts';
import type { CheckSettings } from '../../model/check-settings.ts';
import type { Trial } from '../../model/trial.ts';
import { metrics } from '../metrics.ts';
import { thresholdsOf } from './thresholds.ts';

/** What stands against taking trials as the baseline. */
export interface Obstacles {
  /** Nobody may pass over these: a baseline that is not to be trusted makes every check INVALID. */
  invalid: string[];
  /** These a person may answer for. */
  doubts: string[];
}

/**
 * @param trials those that count
 * @param missing ids of the trials that the campaign should have and has not
 * @param check against the baseline that there is; null: there is none
 */
export function obstaclesTo(
  trials: readonly Trial[],
  missing: readonly string[],
  settings: CheckSettings | null,
  check: CapacityCheck | null,
): Obstacles {
  const names = casesOf(trials);
  const claims = names.length * thresholdsOf(settings).filter(({ severity }) => severity === 'error').length;
  const few = names.filter(({ trials: count }) => claims > 0 && moreTrialsNeeded(count, count, claims) > 0);
  const undecided = check?.cases.filter(({ verdict }) => verdict === 'INCONCLUSIVE') ?? [];
  return {
    invalid: [
      ...(trials.length === 0 ? ['it has no trial'] : []),
      ...trials.filter(({ verdict }) => verdict === 'INVALID').map(({ id }) => `${id} is INVALID`),
    ],
    doubts: [
      ...(missing.length === 0 ? [] : [`planned trials are not there: ${missing.join(', ')}`]),
      ...few.map(
        ({ case: name, trials: count }) =>
          `${name} has ${count} of the ${count + moreTrialsNeeded(count, count, claims)} trials that a check needs to decide`,
      ),
      ...undecided.map(({ case: name, state }) =>
        state === 'missing'
          ? `${name} of the present baseline is not among its cases`
          : `${name} cannot be told from, nor shown equal to, the present baseline`,
      ),
    ],
  };
}

/** Medians of every figure that is looked at, before and after. */
export function changesBy(
  trials: readonly Trial[],
  before: readonly Trial[],
  settings: CheckSettings | null,
  check: CapacityCheck | null,
): Acceptance['changes'] {
  return casesOf(trials).flatMap(({ case: name }) =>
    thresholdsOf(settings).map(({ metric }) => {
      const figure = check?.cases
        .find((checked) => checked.case === name)
        ?.figures.find((checked) => checked.metric === metric);
      const medianOf = (list: readonly Trial[]) =>
        median(
          list
            .filter((trial) => trial.case === name)
            .map(metrics[metric].read)
            .filter((value) => value !== null),
        );
      return {
        case: name,
        metric,
        before: medianOf(before),
        after: medianOf(trials),
        finding: figure?.finding ?? null,
      };
    }),
  );
}

/** How many trials each case has, by name. */
export function casesOf(trials: readonly Trial[]): Acceptance['cases'] {
  return [...new Set(trials.map((trial) => trial.case))]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => ({ case: name, trials: trials.filter((trial) => trial.case === name).length }));
}
