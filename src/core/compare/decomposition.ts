import type { Interval } from '../math/interval.ts';
import { mostReplicas, startReplicas } from '../model/arm.ts';
import type { Contrast, Decomposition } from '../model/comparison.ts';
import type { Trial } from '../model/trial.ts';
import { refusalsBetween } from './comparability.ts';
import { type Contrasted, ratioBetween } from './effect.ts';
import { estimateOf } from './estimate.ts';
import { metrics } from './metrics.ts';

/**
 * Where the gain of an arm with a moving number of pods comes from. With X the throughput over the whole window,
 *
 *   X(case) / X(base)  =  X(ceiling) / X(base)   x   X(case) / X(ceiling)
 *                          more pods                  1 + scaling lag
 *
 * where the ceiling has as many pods from the first second on as the case may reach. It is measured where the campaign
 * holds such a fixed arm (T-10 in the reference campaign), else estimated from the plateau of the same two cases:
 * there the pods have arrived, so the ratio of plateaus is what the pods alone are worth. Null for fixed arms, and where it
 * would be estimated though no pod ever came.
 */
export function decomposed(contrast: Contrast, byCase: ReadonlyMap<string, Trial[]>): Decomposition | null {
  const trials = byCase.get(contrast.case)!;
  const bases = byCase.get(contrast.against)!;
  const plan = trials[0]!.plan;
  if (plan === null || plan.arm.kind === 'fixed') return null;
  const whole = contrast.ratios.throughput ?? nothing;
  const ceiling = ceilingCase(trials[0]!, byCase);
  if (ceiling === null && !trials.some(grew)) return null;
  const parts =
    ceiling === null ? estimatedParts(contrast, trials, bases) : measuredParts(ceiling.trials, trials, bases);
  const share =
    ceiling === null
      ? shareOf(trials, mostReplicas(plan.arm, Object.keys(plan.services).length) * plan.lengthSeconds)
      : ratioBetween(trials, ceiling.trials, metrics.replicaSeconds.read);
  if (whole.value === null || parts.morePods.value === null || parts.morePods.value === 0) return null;
  // Estimates over pairs of cases do not multiply to the last digit: the lag is what the other two leave over.
  const scalingLag = whole.value / parts.morePods.value - 1;
  return {
    case: contrast.case,
    base: contrast.against,
    ceiling:
      ceiling === null ? { name: 'plateau', source: 'plateau' } : { name: ceiling.name, source: 'measured' },
    ratio: whole.value,
    morePods: parts.morePods.value,
    scalingLag,
    replicaSecondsShare: share.value,
    intervals: {
      ratio: whole.interval,
      morePods: parts.morePods.interval,
      scalingLag: around(scalingLag, parts.remains.interval),
      replicaSecondsShare: share.interval,
    },
  };
}

/** Whether more pods were Ready at some time than the arm starts with. */
function grew(trial: Trial): boolean {
  const plan = trial.plan!;
  const ready = trial.replicas[plan.scenario.service]?.ready ?? [];
  return ready.some((pods) => pods > startReplicas(plan.arm));
}

const nothing: Contrasted = { value: null, interval: null };

interface Parts {
  morePods: Contrasted;
  /** 1 + scaling lag, directly from the trials. */
  remains: Contrasted;
}

function measuredParts(ceilings: readonly Trial[], trials: readonly Trial[], bases: readonly Trial[]): Parts {
  return {
    morePods: ratioBetween(ceilings, bases, metrics.throughput.read),
    remains: ratioBetween(trials, ceilings, metrics.throughput.read),
  };
}

/** What each trial kept of its own plateau, in the case over the base, is what the lag has cost. */
function estimatedParts(contrast: Contrast, trials: readonly Trial[], bases: readonly Trial[]): Parts {
  const kept = (trial: Trial) => {
    const plateau = metrics.plateauThroughput.read(trial);
    return plateau === null || plateau === 0 ? null : trial.whole.throughputPerSecond / plateau;
  };
  return {
    morePods: contrast.ratios.plateauThroughput ?? nothing,
    remains: ratioBetween(trials, bases, kept),
  };
}

/** The interval of 1 + lag as one of the lag, stretched to hold the value that is printed beside it. */
function around(scalingLag: number, remains: Interval | null): Interval | null {
  return (
    remains && {
      low: Math.min(scalingLag, remains.low - 1),
      high: Math.max(scalingLag, remains.high - 1),
      confidence: remains.confidence,
    }
  );
}

/** Replica-seconds of a case over those of a ceiling that is known and was not measured. */
function shareOf(trials: readonly Trial[], ceilingSeconds: number): Contrasted {
  const { value, interval } = estimateOf(trials.map(metrics.replicaSeconds.read));
  const share = (seconds: number) => seconds / ceilingSeconds;
  return {
    value: value === null ? null : share(value),
    interval: interval && { ...interval, low: share(interval.low), high: share(interval.high) },
  };
}

/** The fixed arm under the same load that has as many pods as the case may reach, where the two may be compared. */
function ceilingCase(
  trial: Trial,
  byCase: ReadonlyMap<string, Trial[]>,
): { name: string; trials: Trial[] } | null {
  const plan = trial.plan!;
  const most = mostReplicas(plan.arm, Object.keys(plan.services).length);
  for (const [name, trials] of byCase) {
    const other = trials[0]!.plan;
    if (other?.arm.kind !== 'fixed' || other.scenario.name !== plan.scenario.name) continue;
    if (startReplicas(other.arm) !== most) continue;
    if (trials.every((ceiling) => refusalsBetween(trial, ceiling).length === 0)) return { name, trials };
  }
  return null;
}
