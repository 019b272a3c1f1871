import { moreTrialsNeeded, trialsNeeded } from '../math/sample-size.ts';
import type { Contrast, Effect, Refusal } from '../model/comparison.ts';
import type { MetricName } from '../model/metric.ts';
import { metricNames } from '../model/metric.ts';
import type { Trial } from '../model/trial.ts';
import { refusalsBetween } from './comparability.ts';
import { unlikeHosts } from './disturbance.ts';
import { effectsJudged, effectsShown } from './effects.ts';
import { headlineMetrics, type Metric, metrics } from './metrics.ts';

/**
 * Each case against the one that it names, and beside it, marked, against the one that the published table names:
 * the first case of the campaign that has published figures.
 */
export function contrastsOf(byCase: ReadonlyMap<string, Trial[]>): Contrast[] {
  const out: Contrast[] = [];
  const reference = [...byCase.keys()].find((name) => byCase.get(name)![0]!.plan?.published);
  for (const [name, trials] of byCase) {
    const plan = trials[0]!.plan;
    const against = plan?.against ?? null;
    if (against !== null && byCase.has(against)) out.push(contrast(name, against, byCase, 'like'));
    const elsewhere = reference !== undefined && reference !== name && reference !== against;
    if (
      elsewhere &&
      plan?.published &&
      byCase.get(reference)![0]!.plan?.scenario.service !== plan.scenario.service
    )
      out.push(contrast(name, reference, byCase, 'other-service'));
  }
  return out;
}

function contrast(
  name: string,
  against: string,
  byCase: ReadonlyMap<string, Trial[]>,
  kind: Contrast['kind'],
): Contrast {
  const trials = byCase.get(name)!;
  const bases = byCase.get(against)!;
  const refusals = new Map<string, Refusal>();
  for (const trial of trials)
    for (const base of bases)
      for (const refusal of refusalsBetween(trial, base, kind === 'like'))
        refusals.set(refusal.message, refusal);
  for (const refusal of unlikeHosts(trials, bases)) refusals.set(refusal.message, refusal);
  const published = trials[0]!.plan?.published ?? null;
  const publishedBase = published === null ? null : publishedBaseOf(byCase);
  const effects =
    refusals.size > 0
      ? withoutIntervals(effectsShown(trials, bases))
      : kind === 'like'
        ? effectsJudged(trials, bases)
        : effectsShown(trials, bases);
  return {
    case: name,
    against,
    kind,
    refusals: [...refusals.values()],
    ratios: onScale('ratio', effects),
    differences: onScale('difference', effects),
    published:
      published === null || publishedBase === null
        ? null
        : {
            throughputRatio: published.processed / publishedBase.processed,
            speedup: publishedBase.meanSeconds / published.meanSeconds,
          },
    significant: effects.throughput.significant,
    trialsNeeded: trialsNeeded(headlineMetrics.length),
    moreTrialsNeeded: moreTrialsNeeded(trials.length, bases.length, headlineMetrics.length),
  };
}

/** Of what may not be compared there is no doubt to be put into figures. */
function withoutIntervals(effects: Record<MetricName, Effect>): Record<MetricName, Effect> {
  return Object.fromEntries(
    metricNames.map((name) => [name, { ...effects[name], interval: null }]),
  ) as Record<MetricName, Effect>;
}

function onScale(scale: Metric['scale'], effects: Record<MetricName, Effect>): Record<string, Effect> {
  return Object.fromEntries(
    metricNames.filter((name) => metrics[name].scale === scale).map((name) => [name, effects[name]]),
  );
}

function publishedBaseOf(byCase: ReadonlyMap<string, Trial[]>) {
  for (const trials of byCase.values()) if (trials[0]!.plan?.published) return trials[0]!.plan.published;
  return null;
}
