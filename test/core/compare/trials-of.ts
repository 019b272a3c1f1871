import type { Random } from '../../../src/core/math/random.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { syntheticTrial } from '../../fixtures/report/synthetic.ts';

/** What one trial measured, as far as the tests of judgements vary it. */
export interface Figures {
  throughput: number;
  mean: number;
  p95: number;
  errorRate: number;
  requestsPerCpuSecond?: number;
}

const templates = {
  base: syntheticTrial({ case: 'T-01', arm: 'fixed-5', lengthSeconds: 20 }),
  other: syntheticTrial({ case: 'T-10', arm: 'fixed-10', lengthSeconds: 20 }),
};

/** Trial records of one of two cases that may be compared: `other` (T-10) names `base` (T-01), unless told otherwise. */
export function trialsOf(
  which: keyof typeof templates,
  figures: readonly Figures[],
  against: string | null = templates[which].plan!.against,
): Trial[] {
  const template = templates[which];
  return figures.map(({ throughput, mean, p95, errorRate, requestsPerCpuSecond = 176 }, i) => ({
    ...template,
    id: `${template.case}.${i + 1}`,
    loadStartSeconds: 1_700_000_000 + i * 100,
    plan: { ...template.plan!, against },
    plateau: null,
    cost: { replicaSeconds: 1000, poolReplicaSeconds: null, cpuSeconds: null, requestsPerCpuSecond },
    whole: {
      ...template.whole,
      throughputPerSecond: throughput,
      processed: throughput * 20,
      errorRate,
      apdex: null,
      withinSloShare: 1 - errorRate,
      responseSeconds: { mean, min: mean / 9, max: p95 * 2, p50: mean, p90: p95 / 2, p95, p99: p95 * 1.5 },
    },
  }));
}

/** A standard normal value (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
