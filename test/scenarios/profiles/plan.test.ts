import { expect, expectTypeOf, test } from 'vitest';
import { type LoadPlan, type PlanFile, planFile } from '../../../scenarios/profiles/plan.ts';
import type { TrialPlan } from '../../../src/core/model/plan.ts';

test('a trial plan is all that a scenario needs', () => {
  // Judged by tsc: the scenarios cannot import the planner's type, so theirs has to accept it.
  expectTypeOf<TrialPlan>().toExtend<LoadPlan>();
  expectTypeOf<{ plan: TrialPlan; url: string }>().toExtend<PlanFile>();
});

test('the plan is read from the file that PEAKPROOF_PLAN names', () => {
  const opened: string[] = [];
  const file = planFile({ PEAKPROOF_PLAN: '/x/plan.json' }, (path) => {
    opened.push(path);
    return '{"plan": {"seed": 7}, "url": "http://127.0.0.1:1"}';
  });
  expect(opened).toEqual(['/x/plan.json']);
  expect(file).toMatchObject({ url: 'http://127.0.0.1:1', plan: { seed: 7 } });
});

test('without a plan it says how to give one', () => {
  expect(() => planFile({}, () => '{}')).toThrow(/PEAKPROOF_PLAN names no file.*-e PEAKPROOF_PLAN=FILE/);
});
