import { expect, test } from 'vitest';
import { hpaSummaries } from '../../../src/core/distil/hpa-summaries.ts';
import { loadStart, samplePlan } from './sample-plan.ts';
import { fivePods, hpaArm, hpaRounds } from './sample-world.ts';

const plan = samplePlan({ arm: hpaArm });

test('rounds are told in the order of time, without a sample without its age', () => {
  const rounds = hpaRounds(plan, fivePods);
  const blind = { ...rounds[0]!, at: loadStart - 25, samples: [] };
  const told = hpaSummaries([...rounds, blind].reverse(), loadStart);
  expect(told.map(({ t }) => t)).toEqual([-25, -10, 5, 20, 35, 50]);
  expect(told.map(({ metricAgeSeconds }) => metricAgeSeconds)).toEqual([null, 4, 4, 4, 4, 4]);
});

test('of a day of rounds those that say the same again are left out', () => {
  const rounds = hpaRounds({ ...plan, lengthSeconds: 86_400 }, fivePods);
  expect(rounds.length).toBeGreaterThan(5000);
  const told = hpaSummaries(rounds, loadStart);
  expect(told.length).toBeLessThan(100);
  expect(told.slice(0, 2).map(({ t }) => t)).toEqual([-10, 5]);
});
