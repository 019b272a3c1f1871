import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideReplicas } from '../../../src/core/hpa/decide.ts';
import { explainDecision } from '../../../src/core/hpa/explain.ts';
import { hpaDecisionSchema } from '../../../src/core/model/hpa.ts';
import { anyRound } from './arbitraries.ts';

const runs = { numRuns: 3000 };

describe('any round', () => {
  test('a written size lies between min and max, an unwritten one is the current size', () => {
    fc.assert(
      fc.property(anyRound, (input) => {
        const { decision } = decideReplicas(input);
        if (!decision.rescale) return decision.desiredReplicas === input.currentReplicas;
        const min = input.spec.minReplicas ?? 1;
        return decision.desiredReplicas >= min && decision.desiredReplicas <= input.spec.maxReplicas;
      }),
      runs,
    );
  });

  test('the order of pods and samples does not matter', () => {
    fc.assert(
      fc.property(anyRound, fc.nat(), (input, turn) => {
        const turned = decideReplicas({
          ...input,
          pods: rotated(input.pods, turn),
          samples: rotated(input.samples, turn).toReversed(),
        });
        expect(turned).toEqual(decideReplicas(input));
      }),
      runs,
    );
  });

  test('inputs stay as they are, and the same inputs give the same answer', () => {
    fc.assert(
      fc.property(anyRound, (input) => {
        const before = structuredClone(input);
        const first = decideReplicas(deeplyFrozen(input));
        expect(input).toEqual(before);
        expect(decideReplicas(input)).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  test('moving every instant by the same time changes no size', () => {
    fc.assert(
      fc.property(anyRound, fc.integer({ min: -1_000_000, max: 1_000_000 }), (input, by) => {
        expect(decideReplicas(moved(input, by)).decision.desiredReplicas).toBe(
          decideReplicas(input).decision.desiredReplicas,
        );
      }),
      runs,
    );
  });

  test('every decision has the recorded shape and can be explained in both languages', () => {
    fc.assert(
      fc.property(anyRound, (input) => {
        const { decision } = decideReplicas(input);
        expect(hpaDecisionSchema.parse(decision)).toEqual(decision);
        for (const lang of ['en', 'ko'] as const)
          for (const line of explainDecision(decision, lang))
            expect(line).not.toMatch(/undefined|NaN|null|^$/);
      }),
      runs,
    );
  });

  test('conditions and reasons tell the same story', () => {
    fc.assert(
      fc.property(anyRound, (input) => {
        const { decision } = decideReplicas(input);
        if (decision.stabilizedReplicas === null) return;
        const codes = decision.reasons.map(({ code }) => code);
        const limited = decision.conditions.find(({ type }) => type === 'ScalingLimited');
        expect(codes.includes('limited')).toBe(limited?.status === 'True');
        expect(codes.includes('stabilized')).toBe(decision.stabilizedReplicas !== decision.proposedReplicas);
        expect(codes.includes('limited')).toBe(decision.limitedReplicas !== decision.stabilizedReplicas);
      }),
      runs,
    );
  });

  test('a round keeps at most one more recommendation and one more event', () => {
    fc.assert(
      fc.property(anyRound, (input) => {
        const { state } = decideReplicas(input);
        const grownBy = (after: number, before: number) => after - before;
        const recommendations = grownBy(
          state.recommendations?.length ?? 0,
          input.state.recommendations?.length ?? 1,
        );
        const events =
          grownBy(state.scaleUpEvents.length, input.state.scaleUpEvents.length) +
          grownBy(state.scaleDownEvents.length, input.state.scaleDownEvents.length);
        return recommendations >= 0 && recommendations <= 1 && events >= 0 && events <= 1;
      }),
      runs,
    );
  });
});

function rotated<T>(list: readonly T[], by: number): T[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

function deeplyFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deeplyFrozen(inner);
  }
  return value;
}

/** Every key that names an instant, moved. */
function moved<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map((inner) => moved(inner, by)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const instants = ['now', 'atSeconds', 'timestampSeconds', 'startTimeSeconds', 'lastTransitionSeconds'];
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      instants.includes(key) && typeof inner === 'number' ? inner + by : moved(inner, by),
    ]),
  ) as T;
}
