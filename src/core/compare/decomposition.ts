import { mostReplicas, startReplicas } from '../model/arm.ts';
import type { Contrast, Decomposition } from '../model/comparison.ts';
import type { Trial } from '../model/trial.ts';
import { estimateOf } from './estimate.ts';
import { readMetric } from './metrics.ts';

/**
 * Where the gain of an arm with a moving number of pods comes from. With X the throughput over the whole window,
 *
 *   X(case) / X(base)  =  X(ceiling) / X(base)   x   X(case) / X(ceiling)
 *                          more pods                  1 + scaling lag
 *
 * where the ceiling has as many pods from the first second on as the case may reach. It is measured where the campaign
 * holds such a fixed arm (T-10 in the reference campaign), else estimated from the plateau of the same two cases:
 * there the pods have arrived, so the ratio of plateaus is what the pods alone are worth. Null for fixed arms.
 */
export function decomposed(contrast: Contrast, byCase: ReadonlyMap<string, Trial[]>): Decomposition | null {
  const trials = byCase.get(contrast.case)!;
  const bases = byCase.get(contrast.against)!;
  const plan = trials[0]!.plan;
  if (plan === null || plan.arm.kind === 'fixed') return null;
  const ratio = contrast.ratios.throughput?.value ?? null;
  const base = median(bases, 'throughput');
  if (ratio === null || base === null) return null;
  const ceiling = ceilingCase(trials[0]!, byCase);
  const most = ceiling === null ? null : median(ceiling.trials, 'throughput');
  const plateaus = contrast.ratios.plateauThroughput?.value ?? null;
  const morePods = most === null ? plateaus : most / base;
  if (morePods === null) return null;
  const replicaSeconds = median(trials, 'replicaSeconds');
  const ceilingSeconds =
    ceiling === null
      ? mostReplicas(plan.arm, Object.keys(plan.services).length) * plan.lengthSeconds
      : median(ceiling.trials, 'replicaSeconds');
  return {
    case: contrast.case,
    base: contrast.against,
    ceiling: { name: ceiling?.name ?? 'plateau', source: most === null ? 'plateau' : 'measured' },
    ratio,
    morePods,
    scalingLag: ratio / morePods - 1,
    replicaSecondsShare:
      replicaSeconds === null || ceilingSeconds === null ? null : replicaSeconds / ceilingSeconds,
  };
}

/** The fixed arm under the same load that has as many pods as the case may reach. */
function ceilingCase(
  trial: Trial,
  byCase: ReadonlyMap<string, Trial[]>,
): { name: string; trials: Trial[] } | null {
  const plan = trial.plan!;
  const most = mostReplicas(plan.arm, Object.keys(plan.services).length);
  for (const [name, trials] of byCase) {
    const other = trials[0]!.plan;
    if (other?.arm.kind !== 'fixed' || other.scenario.name !== plan.scenario.name) continue;
    if (startReplicas(other.arm) === most) return { name, trials };
  }
  return null;
}

function median(trials: readonly Trial[], metric: keyof typeof readMetric): number | null {
  return estimateOf(trials.map(readMetric[metric])).value;
}
