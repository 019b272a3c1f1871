import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arm } from '../../../src/core/model/arm.ts';
import type { TargetName } from '../../../src/core/model/plan.ts';
import { expectedSeconds } from '../../../src/core/plan/campaign-cost.ts';
import { type CasePlan, plannedRepetition } from '../../../src/core/plan/repetition.ts';
import { warmUpOf } from '../../../src/core/plan/warm-up.ts';
import { fixedFive, hpa, trialPlan } from './plan-fixture.ts';

const arms: Record<string, Arm> = { 'fixed-5': fixedFive, 'hpa-5-10': hpa };
const cases = (target: TargetName, lengthSeconds = 20): CasePlan[] =>
  [
    { name: 'T-01', armName: 'fixed-5' },
    { name: 'T-02', armName: 'hpa-5-10' },
    { name: 'T-01g', armName: 'fixed-5' },
    { name: 'T-03', armName: 'hpa-5-10' },
  ].map(({ name, armName }) => {
    const { id, trial, order, seed, phases, block, warmUp, repeats, ...same } = trialPlan({
      case: name,
      armName,
      arm: arms[armName]!,
      target,
      lengthSeconds,
    });
    return same;
  });

const anySeed = fc.integer({ min: 0, max: 0xffffffff });
const few = { numRuns: 20 };

describe('a repetition where clusters can be made', () => {
  it('holds every case once, those of an arm side by side on one cluster', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 1, max: 9 }), (seed, repetition) => {
        const trials = plannedRepetition(cases('kind'), repetition, seed, 5);
        expect(trials.map((trial) => trial.case).sort()).toEqual(['T-01', 'T-01g', 'T-02', 'T-03']);
        expect(trials.map(({ order }) => order)).toEqual([5, 6, 7, 8]);
        const blocks = trials.map(({ block }) => block!.id);
        expect(blocks).toEqual(trials.map(({ armName }) => `${armName}.${repetition}`));
        expect(blocks[0]).toBe(blocks[1]);
        expect(blocks[2]).toBe(blocks[3]);
      }),
      few,
    );
  });

  it('comes in every order of arms and of cases', () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 80; seed++)
      orders.add(
        plannedRepetition(cases('kind'), 1, seed, 1)
          .map((trial) => trial.case)
          .join(' '),
      );
    expect(orders.size).toBe(8);
  });

  it('costs a cluster, a warm-up and the ageing of pods for each block', () => {
    const of = (lengthSeconds: number) =>
      expectedSeconds(plannedRepetition(cases('kind', lengthSeconds), 1, 1, 1));
    const local = expectedSeconds(plannedRepetition(cases('local'), 1, 1, 1));
    // Two blocks: two clusters and two warm-ups of 20 s at the least.
    expect(of(20)).toBeGreaterThan(local + 2 * (30 + 20));
    expect(of(180) - of(179)).toBeGreaterThan(2 * 150);
    expect(of(180) - of(179)).toBeLessThan(2 * 300);
  });
});

describe('a repetition elsewhere', () => {
  it('shuffles all cases and has neither blocks nor warm-ups', () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 300; seed++) {
      const trials = plannedRepetition(cases('local'), 1, seed, 1);
      expect(trials.every(({ block }) => block === null)).toBe(true);
      orders.add(trials.map((trial) => trial.case).join(' '));
    }
    expect(orders.size).toBe(24);
  });
});

describe('a warm-up', () => {
  it('is marked, short, and leaves the autoscaler out', () => {
    const trial = plannedRepetition(cases('kind', 600), 1, 1, 1).find(
      ({ armName }) => armName === 'hpa-5-10',
    )!;
    const warmUp = warmUpOf(trial, trial.block!);
    expect(warmUp).toMatchObject({
      id: 'hpa-5-10.1.warm-up',
      warmUp: true,
      arm: { kind: 'fixed', replicas: 5 },
      lengthSeconds: 20,
      prediction: null,
      against: null,
    });
    expect(warmUp.services).toEqual(trial.services);
    expect(warmUp.scenario).toEqual(trial.scenario);
  });

  it('plays the whole of an open load', () => {
    const profile = {
      model: 'open' as const,
      points: [
        { atSeconds: 0, perSecond: 1 },
        { atSeconds: 300, perSecond: 50 },
        { atSeconds: 600, perSecond: 2 },
      ],
      maxUsers: 10,
      thinkSeconds: 1,
    };
    const trial = plannedRepetition(cases('kind', 600), 1, 1, 1)[0]!;
    const scenario = { ...trial.scenario, profile };
    const open = { ...trial, scenario, beside: [{ ...scenario, prediction: trial.prediction }] };
    const { scenario: main, beside } = warmUpOf(open, open.block!);
    expect(main.profile).toMatchObject({
      points: [{ atSeconds: 0 }, { atSeconds: 10, perSecond: 50 }, { atSeconds: 20 }],
    });
    expect(beside).toEqual([{ ...main, prediction: null }]);
  });
});
