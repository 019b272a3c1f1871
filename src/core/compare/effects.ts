import { holmAdjusted } from '../math/holm.ts';
import { alpha, reaches } from '../math/sample-size.ts';
import type { Effect } from '../model/comparison.ts';
import type { MetricName } from '../model/metric.ts';
import { metricNames } from '../model/metric.ts';
import type { Trial } from '../model/trial.ts';
import { effectJudged, effectShown, effectTested, type TestedEffect } from './effect.ts';
import { headlineMetrics, metrics } from './metrics.ts';

/** Of a trial's figures, some are the same figure in other words: they share its claim, and are no claim more. */
const sameAs: Partial<Record<MetricName, MetricName>> = { processed: 'throughput' };

/** Every metric of two cases that may not be judged: `case` against `base`, nothing claimed. */
export function effectsShown(trials: readonly Trial[], bases: readonly Trial[]): Record<MetricName, Effect> {
  return effectsOf((name) => effectShown(trials, bases, metrics[name]));
}

/**
 * Every metric of two cases, tested. Those of `family` are claimed together: their p-values are adjusted so that the
 * risk of calling any of them different by chance is at most `alpha` for all of them. The others are there to explain:
 * each is judged by itself at `alpha`, and only where the trials are enough to judge the family.
 */
export function effectsJudged(
  trials: readonly Trial[],
  bases: readonly Trial[],
  family: readonly MetricName[] = headlineMetrics,
): Record<MetricName, Effect> {
  const claims = family.length;
  const claimOf = (name: MetricName) => family.indexOf(family.includes(name) ? name : (sameAs[name] ?? name));
  const tested = Object.fromEntries(
    metricNames.map((name) => [
      name,
      effectTested(trials, bases, metrics[name], claimOf(name) < 0 ? 1 : claims),
    ]),
  ) as Record<MetricName, TestedEffect>;
  // A figure that was not observed keeps its place in the family: what is claimed was fixed before.
  const adjusted = holmAdjusted(family.map((name) => tested[name].effect.p ?? 1));
  const enough = reaches(trials.length, bases.length, alpha / claims);
  return effectsOf((name) => {
    const { effect } = tested[name];
    if (effect.p === null) return effect;
    const adjustedP = adjusted[claimOf(name)] ?? null;
    const judged = enough
      ? effectJudged(tested[name], metrics[name], adjustedP ?? effect.p, adjustedP === null ? 1 : claims)
      : effect;
    return { ...judged, adjustedP };
  });
}

function effectsOf(effect: (name: MetricName) => Effect): Record<MetricName, Effect> {
  return Object.fromEntries(metricNames.map((name) => [name, effect(name)])) as Record<MetricName, Effect>;
}
