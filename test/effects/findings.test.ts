import { expect, it } from 'vitest';
import type { Trial } from '../../src/core/model/trial.ts';
import { around, sideOf } from '../core/compare/check/sides.ts';
import { effectFindings } from './findings.ts';

/** Trials of every case of known-effects, with what each should show, or what `changes` make of it. */
function campaign(changes: Record<string, { throughput?: number; mean?: number }> = {}): Trial[] {
  const expected: Record<string, { throughput?: number; mean?: number }> = {
    saturated: {},
    'saturated-again': {},
    'one-percent': { throughput: 90 / 1.01 },
    'ten-percent': { throughput: 90 / 1.1 },
    light: { mean: 0.03 },
    delayed: { mean: 0.05 },
  };
  return Object.entries({ ...expected, ...changes }).flatMap(([name, { throughput = 90, mean = 1 }]) =>
    sideOf(around(throughput, 5, mean)).map((trial) => ({ ...trial, case: name })),
  );
}

const found = (trials: readonly Trial[]) => effectFindings(trials).map((finding) => finding.found);

it('finds what was put in', () => {
  expect(new Set(found(campaign()))).toEqual(new Set([true]));
});

it.each([
  ['ten-percent', { throughput: 90 / 1.2 }],
  ['ten-percent', { throughput: 90 }],
  ['one-percent', { throughput: 80 }],
  ['saturated-again', { throughput: 92 }],
  ['delayed', { mean: 0.06 }],
  ['delayed', { mean: 0.03 }],
])('says so where %s shows %j', (name, changed) => {
  expect(found(campaign({ [name]: changed }))).toContain(false);
});

it('does not call found what was not measured', () => {
  expect(new Set(found([]))).toEqual(new Set([null]));
  expect(
    found(campaign().filter((trial) => trial.case !== 'light')).filter((one) => one === null),
  ).toHaveLength(2);
});
