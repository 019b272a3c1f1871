import { expect, it } from 'vitest';
import { compareSides } from '../../../src/core/compare/sides.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

const one = syntheticCampaign({ lengthSeconds: 30 }).trials;
const other = syntheticCampaign({ lengthSeconds: 30, seed: 21 }).trials;

it('sets each case against that of its name on the other side, under names of their own', () => {
  const { comparison, trials } = compareSides([
    { label: 'A', trials: one },
    { label: 'B', trials: other },
  ]);
  expect(comparison.contrasts.map(({ case: name, against }) => [name, against])).toEqual([
    ['B: T-01', 'A: T-01'],
    ['B: T-01g', 'A: T-01g'],
    ['B: T-02', 'A: T-02'],
    ['B: T-03', 'A: T-03'],
  ]);
  expect(comparison.contrasts.every(({ refusals }) => refusals.length === 0)).toBe(true);
  expect(new Set(trials.map(({ id }) => id)).size).toBe(8);
  expect(comparison.decompositions).toEqual([]);
});

it('refuses what is not alike, and says why', () => {
  const longer = syntheticCampaign({ lengthSeconds: 45 }).trials;
  const { comparison } = compareSides([
    { label: 'A', trials: one },
    { label: 'B', trials: longer },
  ]);
  for (const { refusals } of comparison.contrasts) expect(JSON.stringify(refusals)).toContain('length');
});

it('leaves a case alone that the first side does not have', () => {
  const { comparison } = compareSides([
    { label: 'A', trials: one.filter((trial) => trial.case === 'T-01') },
    { label: 'B', trials: other },
  ]);
  expect(comparison.contrasts.map(({ case: name }) => name)).toEqual(['B: T-01']);
  expect(comparison.cases).toHaveLength(5);
});
