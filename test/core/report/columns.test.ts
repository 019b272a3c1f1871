import { expect, test } from 'vitest';
import { columnsOf } from '../../../src/core/report/charts/columns.ts';
import { syntheticTrial } from '../../fixtures/report/synthetic.ts';

const trial = syntheticTrial({ case: 'T-02', arm: 'hpa-5-10', lengthSeconds: 300 });

test('few seconds are drawn as they were recorded', () => {
  const columns = columnsOf(trial, 300);
  expect(columns.widthSeconds).toBe(1);
  expect(columns.p95).toEqual(trial.series.p95);
  expect(columns.percentilesFromRows).toBe(false);
});

test('joined columns lose no request', () => {
  const columns = columnsOf(trial, 60);
  expect(columns.widthSeconds).toBe(8);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const lastSeconds = trial.lengthSeconds - 8 * (columns.t.length - 1);
  const drawn = sum(columns.started.slice(0, -1)) * 8 + columns.started.at(-1)! * lastSeconds;
  expect(drawn).toBeCloseTo(sum(trial.series.started), 6);
});

test('percentiles of joined columns lie within a row of the percentiles of their seconds', () => {
  const columns = columnsOf(trial, 60);
  expect(columns.percentilesFromRows).toBe(true);
  columns.p50.forEach((p50, i) => {
    const seconds = trial.series.p50.slice(i * 8, (i + 1) * 8).filter((value) => value !== null);
    expect(p50!).toBeGreaterThan(Math.min(...seconds) / 1.35);
    expect(p50!).toBeLessThan(Math.max(...seconds) * 1.35);
  });
});

test('a trial of one second has one column', () => {
  expect(columnsOf(syntheticTrial({ case: 'T-01', lengthSeconds: 1 })).t).toEqual([0.5]);
});
