import { holmAdjusted } from '../../math/holm.ts';
import { median } from '../../math/median.ts';
import { pooledSpread } from '../../math/sample-size.ts';
import type { CheckedFigure } from '../../model/capacity-check.ts';
import type { Trial } from '../../model/trial.ts';
import { effectJudged, effectTested, type TestedEffect } from '../effect.ts';
import { type Metric, metrics } from '../metrics.ts';
import { findingOf, verdictOfFinding } from './finding.ts';
import { lossOf } from './loss.ts';
import type { Threshold } from './thresholds.ts';
import { trialsToDecide } from './trials-to-decide.ts';

/** A case that both sides have, and that may be compared. */
export interface Pair {
  candidate: readonly Trial[];
  baseline: readonly Trial[];
}

interface Tested {
  threshold: Threshold;
  pair: Pair;
  tested: TestedEffect;
}

/**
 * The figures of every pair, in the order of `pairs` and `thresholds`. Those that decide (`error`) are claimed together: the risk
 * of any false alarm is at most `alpha` for all of them. Those that only warn are judged each by itself.
 */
export function checkedFigures(pairs: readonly Pair[], thresholds: readonly Threshold[]): CheckedFigure[][] {
  const claims = claimsOf(pairs, thresholds);
  const all = pairs.map((pair) =>
    thresholds.map((threshold) => ({
      threshold,
      pair,
      tested: effectTested(
        pair.candidate,
        pair.baseline,
        metrics[threshold.metric],
        claimsWith(threshold, claims),
      ),
    })),
  );
  const deciding = all.flat().filter(({ threshold }) => threshold.severity === 'error');
  // A figure that was not observed keeps its place in the family: what is claimed was fixed before.
  const adjusted = holmAdjusted(deciding.map(({ tested }) => tested.effect.p ?? 1));
  const adjustedOf = (one: Tested) => adjusted[deciding.indexOf(one)] ?? null;
  return all.map((figures) => figures.map((one) => checkedFigure(one, adjustedOf(one), claims)));
}

/** How many figures share the risk of a false alarm. */
export function claimsOf(pairs: readonly Pair[], thresholds: readonly Threshold[]): number {
  return pairs.length * thresholds.filter(({ severity }) => severity === 'error').length;
}

function claimsWith(threshold: Threshold, claims: number): number {
  return threshold.severity === 'error' ? claims : 1;
}

function checkedFigure(
  { threshold, pair, tested }: Tested,
  adjustedP: number | null,
  claims: number,
): CheckedFigure {
  const metric = metrics[threshold.metric];
  const own = claimsWith(threshold, claims);
  const { p } = tested.effect;
  const judged = p === null ? tested.effect : effectJudged(tested, metric, adjustedP ?? p, own);
  const effect = { ...judged, adjustedP: p === null ? null : adjustedP };
  const loss = lossOf(effect, metric, threshold);
  const finding = findingOf(effect, loss);
  const verdict = verdictOfFinding(finding);
  const [candidate, baseline] = [valuesOf(pair.candidate, metric), valuesOf(pair.baseline, metric)];
  return {
    metric: threshold.metric,
    unit: metric.unit,
    scale: metric.scale,
    better: metric.better!,
    severity: threshold.severity,
    threshold: threshold.regression,
    baseline: { value: median(baseline), trials: baseline.length },
    candidate: { value: median(candidate), trials: candidate.length },
    effect,
    finding,
    verdict,
    trialsNeeded:
      loss === null || verdict !== 'INCONCLUSIVE'
        ? null
        : trialsToDecide(loss, tested.sizes, spreadOf(candidate, baseline, metric), own),
  };
}

function valuesOf(trials: readonly Trial[], metric: Metric): number[] {
  return trials.map(metric.read).filter((value) => value !== null);
}

/** On the scale on which the threshold is; null where it cannot be told. */
function spreadOf(a: readonly number[], b: readonly number[], metric: Metric): number | null {
  if (metric.scale === 'difference') return pooledSpread(a, b);
  if ([...a, ...b].some((value) => value <= 0)) return null;
  return pooledSpread(a.map(Math.log), b.map(Math.log));
}
