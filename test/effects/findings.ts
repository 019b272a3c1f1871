import { checkCapacity } from '../../src/core/compare/check/check-capacity.ts';
import { ratioBetween } from '../../src/core/compare/effect.ts';
import { confidence } from '../../src/core/compare/estimate.ts';
import { metrics } from '../../src/core/compare/metrics.ts';
import type { Interval } from '../../src/core/math/interval.ts';
import { shiftBetween } from '../../src/core/math/shift.ts';
import type { CheckedFigure } from '../../src/core/model/capacity-check.ts';
import type { Trial } from '../../src/core/model/trial.ts';

/** One thing that was put in, or was not, and whether the tool says so. */
export interface EffectFinding {
  name: string;
  /** What was measured, for a person. */
  seen: string;
  /** Null: a case that it needs is not there. */
  found: boolean | null;
}

/** What the trials of the campaign known-effects say of the effects that it put in. */
export function effectFindings(trials: readonly Trial[]): EffectFinding[] {
  const of = (name: string) => trials.filter((trial) => trial.case === name);
  const [saturated, again, one, ten] = ['saturated', 'saturated-again', 'one-percent', 'ten-percent'].map(of);
  const [light, delayed] = [of('light'), of('delayed')];
  return [
    capacity('10 % more CPU per request: 1 / 1.1 of the capacity', ten!, saturated!, 1 / 1.1),
    capacity('1 % more CPU per request: 1 / 1.01 of the capacity', one!, saturated!, 1 / 1.01),
    capacity('nothing put in: the same capacity', again!, saturated!, 1),
    delay('20 ms of delay: 20 ms of mean response', delayed, light, 0.02),
    verdict('the check calls 10 % a regression', ten!, saturated!, ({ finding }) => finding === 'worse'),
    verdict(
      'the check calls 1 % none, and says what it could find',
      one!,
      saturated!,
      (figure) => figure.finding !== 'worse' && figure.effect.detectable !== null,
    ),
    verdict(
      'the check finds nothing where nothing is',
      again!,
      saturated!,
      ({ finding, effect }) => finding !== 'worse' && finding !== 'better' && effect.significant !== true,
    ),
    verdict(
      'the check calls 20 ms of delay a regression of the mean',
      delayed,
      light,
      ({ finding }) => finding === 'worse',
      'mean',
    ),
  ];
}

function capacity(
  name: string,
  trials: readonly Trial[],
  bases: readonly Trial[],
  expected: number,
): EffectFinding {
  const { value, interval } = ratioBetween(trials, bases, metrics.plateauThroughput.read);
  if (value === null || interval === null) return { name, seen: few(trials, bases), found: null };
  return {
    name,
    seen: `× ${value.toFixed(4)} (${interval.low.toFixed(4)} to ${interval.high.toFixed(4)}), put in × ${expected.toFixed(4)}`,
    found: holds(interval, expected),
  };
}

function delay(
  name: string,
  trials: readonly Trial[],
  bases: readonly Trial[],
  expectedSeconds: number,
): EffectFinding {
  const seconds = (list: readonly Trial[]) => list.map(metrics.mean.read).filter((value) => value !== null);
  const [a, b] = [seconds(trials), seconds(bases)];
  const shift = a.length === 0 || b.length === 0 ? null : shiftBetween(a, b, confidence);
  if (shift === null || shift.interval === null) return { name, seen: few(trials, bases), found: null };
  const ms = (value: number) => `${(value * 1000).toFixed(1)} ms`;
  return {
    name,
    seen: `${ms(shift.value)} (${ms(shift.interval.low)} to ${ms(shift.interval.high)}), put in ${ms(expectedSeconds)}`,
    found: holds(shift.interval, expectedSeconds),
  };
}

/** As `peakproof check` judges another build of the same case, by its defaults. */
function verdict(
  name: string,
  trials: readonly Trial[],
  bases: readonly Trial[],
  fits: (figure: CheckedFigure) => boolean,
  metric: CheckedFigure['metric'] = 'plateauThroughput',
): EffectFinding {
  const built = trials.map((trial) => ({ ...trial, case: bases[0]?.case ?? trial.case }));
  const check = checkCapacity({ name, trials: built }, { name: 'base', trials: bases }, null);
  const checked = check.cases[0];
  const figure = checked?.figures.find((one) => one.metric === metric);
  if (figure === undefined || figure.effect.significant === null)
    return {
      name,
      seen: checked?.state === 'compared' ? few(trials, bases) : (checked?.state ?? 'no case'),
      found: null,
    };
  const { effect, finding } = figure;
  return {
    name,
    seen: `${metric} ${finding}, p ${effect.adjustedP?.toFixed(4)}, detectable × ${effect.detectable?.toFixed(4)}, check ${check.verdict}`,
    found: fits(figure),
  };
}

function few(trials: readonly Trial[], bases: readonly Trial[]): string {
  return `${trials.length} trials against ${bases.length}: too few`;
}

function holds({ low, high }: Interval, value: number): boolean {
  return low <= value && value <= high;
}
