import * as fc from 'fast-check';
import { checkCapacity } from '../../../../src/core/compare/check/check-capacity.ts';
import {
  type CapacityCheck,
  type CheckedFigure,
  capacityCheckSchema,
} from '../../../../src/core/model/capacity-check.ts';
import type { CheckSettings } from '../../../../src/core/model/check-settings.ts';
import type { Trial } from '../../../../src/core/model/trial.ts';
import { type Figures, trialsOf } from '../trials-of.ts';

/** Trials of T-01 with these figures, and a plateau that is as the whole. */
export function sideOf(figures: readonly Figures[]): Trial[] {
  return trialsOf('base', figures).map((trial) => ({ ...trial, plateau: { ...trial.whole } }));
}

/** `count` trials about a throughput and a mean, a little apart: no two alike. */
export function around(throughput: number, count: number, mean = 1): Figures[] {
  return Array.from({ length: count }, (_, i) => ({
    throughput: throughput * (1 + (i - (count - 1) / 2) / 500),
    mean: mean * (1 + (i - (count - 1) / 2) / 500),
    p95: 3 + i / 1000,
    errorRate: 0,
  }));
}

export function checkOf(
  candidate: readonly Trial[],
  baseline: readonly Trial[],
  settings: CheckSettings | null = null,
): CapacityCheck {
  const check = checkCapacity(
    { name: 'results/new', trials: candidate },
    { name: 'results/baseline', trials: baseline },
    settings,
  );
  // The record holds everything that it promises, and nothing else.
  return capacityCheckSchema.parse(check);
}

export function figureOf(check: CapacityCheck, metric: CheckedFigure['metric']): CheckedFigure {
  return check.cases[0]!.figures.find((figure) => figure.metric === metric)!;
}

const figures: fc.Arbitrary<Figures> = fc.record({
  throughput: fc.integer({ min: 850, max: 1000 }).map((value) => value / 10),
  mean: fc.integer({ min: 20, max: 30 }).map((value) => value / 10),
  p95: fc.integer({ min: 40, max: 4000 }).map((value) => value / 1000),
  errorRate: fc.constantFrom(0, 0, 0, 0.001, 0.02),
});

/** A side that is often slower or faster than another, with few trials or many, and ties. */
export const anySide = fc
  .tuple(fc.constantFrom(0.7, 1, 1, 1.4), fc.array(figures, { minLength: 1, maxLength: 9 }))
  .map(([factor, trials]) =>
    trials.map((each) => ({ ...each, throughput: each.throughput * factor, mean: each.mean / factor })),
  );
