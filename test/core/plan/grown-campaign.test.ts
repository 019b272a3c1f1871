import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignPlan, TargetName } from '../../../src/core/model/plan.ts';
import {
  repetitionSeconds,
  repetitionsOf,
  withRepeats,
  withRepetitions,
} from '../../../src/core/plan/grown-campaign.ts';
import { type CasePlan, plannedRepetition } from '../../../src/core/plan/repetition.ts';
import { fixedFive, hpa, trialPlan } from './plan-fixture.ts';

function campaign(target: TargetName, seed: number, repetitions: number): CampaignPlan {
  const cases = [
    ['T-01', 'fixed-5', fixedFive] as const,
    ['T-02', 'hpa-5-10', hpa] as const,
    ['T-01g', 'fixed-5', fixedFive] as const,
  ].map(([name, armName, arm]): CasePlan => {
    const { id, trial, order, seed, phases, block, warmUp, repeats, ...same } = trialPlan({
      case: name,
      armName,
      arm,
      target,
      lengthSeconds: 20,
    });
    return same;
  });
  let plan: CampaignPlan = {
    schema: 'peakproof/plan/1',
    campaign: 'test',
    title: 'Test',
    question: 'Test?',
    preset: 'quick',
    target,
    seed,
    trials: [],
    additions: [],
    expectedSeconds: 0,
    quotaCores: 0,
  };
  for (let repetition = 1; repetition <= repetitions; repetition++)
    plan = {
      ...plan,
      trials: [...plan.trials, ...plannedRepetition(cases, repetition, seed, plan.trials.length + 1)],
    };
  return plan;
}

const anyTarget = fc.constantFrom<TargetName>('local', 'kind');
const anySeed = fc.integer({ min: 0, max: 0xffffffff });

describe('a campaign with repetitions added', () => {
  it('has the trials that it would have had if they had been planned at once, and keeps those that it has', () => {
    fc.assert(
      fc.property(anyTarget, anySeed, (target, seed) => {
        const small = campaign(target, seed, 1);
        const grown = withRepetitions(withRepetitions(small, 1), 2);
        expect(grown.trials).toEqual(campaign(target, seed, 4).trials);
        expect(JSON.stringify(grown.trials.slice(0, 3))).toBe(JSON.stringify(small.trials));
        expect(grown.additions).toEqual([
          { after: 1, repetitions: 1, trials: 3 },
          { after: 2, repetitions: 2, trials: 6 },
        ]);
        expect(repetitionsOf(grown)).toBe(4);
        // Phases vary by up to two periods a trial.
        expect(Math.abs(repetitionSeconds(grown) * 4 - grown.expectedSeconds)).toBeLessThan(4 * 3 * 30);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a campaign with repeats', () => {
  it('tries a trial again with the same seed, on a cluster of its own, and never more often than allowed', () => {
    const plan = campaign('kind', 7, 2);
    const grown = withRepeats(plan, ['T-02.1', 'T-01.2'], 3);
    const [again, other] = grown.trials.slice(6);
    const first = plan.trials.find(({ id }) => id === 'T-02.1')!;
    expect(again).toEqual({
      ...first,
      id: 'T-02.1-2',
      order: 7,
      repeats: 'T-02.1',
      block: { id: 'hpa-5-10.1-2', warmUpSeconds: 20 },
    });
    expect(other).toMatchObject({ id: 'T-01.2-2', order: 8, repeats: 'T-01.2' });
    const full = withRepeats(grown, ['T-02.1', 'T-01.2'], 3);
    expect(full.trials.slice(8).map(({ id }) => id)).toEqual(['T-02.1-3']);
    expect(withRepeats(full, ['T-02.1'], 3)).toBe(full);
    expect(
      withRepetitions(full, 1)
        .trials.slice(9)
        .map(({ trial }) => trial),
    ).toEqual([3, 3, 3]);
  });
});
