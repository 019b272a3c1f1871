import { expect, test } from 'vitest';
import { distilTrial } from '../../../src/core/distil/distil-trial.ts';
import type { LoadLine } from '../../../src/core/model/observation.ts';
import { loadStart, samplePlan } from './sample-plan.ts';
import { fivePods, type SamplePod, sampleInput } from './sample-world.ts';

const plan = samplePlan();
const groupwarePeak = {
  ...plan.scenario,
  name: 'groupware-peak',
  title: 'Groupware peak',
  service: 'groupware',
  prediction: null,
};

/** The sample's trial with its load on the portal, and beside it another whose pods answer as `pods` says. */
function together(pods: SamplePod[], lines?: LoadLine[]) {
  const main = sampleInput({ plan: { ...plan, beside: [groupwarePeak] } });
  const observations = lines === undefined ? {} : { load: lines };
  const other = sampleInput({ plan: { ...plan, scenario: groupwarePeak }, pods, observations });
  return distilTrial({
    ...main,
    beside: [{ load: other.load, lines: other.observations.load }],
  });
}

/** The portal's pods with what they answered given to the groupware's. */
function answeringGroupware(perSecond: number): SamplePod[] {
  return fivePods.map((pod) => ({ ...pod, perSecond: pod.service === 'groupware' ? perSecond : 0 }));
}

test('the other load has figures, checks and shares of its own, and the main one keeps its', () => {
  const alone = distilTrial(sampleInput());
  const trial = together(answeringGroupware(10));
  expect(trial.whole).toEqual(alone.whole);
  expect(trial.verdict).toBe('PASS');
  const [load] = trial.beside;
  expect(load).toMatchObject({ scenario: 'groupware-peak', title: 'Groupware peak', service: 'groupware' });
  expect(load!.whole.processed).toBeGreaterThan(2000);
  expect(load!.whole.processed).toBeLessThan(alone.whole.processed);
  const completed = load!.series!.completed.reduce((sum, count) => sum + count, 0);
  expect(completed).toBeGreaterThan(load!.whole.processed * 0.95);
  expect(completed).toBeLessThanOrEqual(load!.whole.processed);
  expect(load!.heat!.pods.some((name) => name.startsWith('groupware'))).toBe(true);
  expect(load!.heat!.pods.some((name) => name.startsWith('portal'))).toBe(false);
  const named = trial.checks.filter(({ facts }) => facts.besideLoad === 'groupware');
  expect(named.map(({ code }) => code)).toEqual(['data', 'planned-users', 'share', 'error-rate']);
  for (const { seen } of named) expect(seen).toMatch(/^groupware: /);
  for (const pod of trial.pods) expect(pod.shareOfFair, pod.name).toBeCloseTo(1, 1);
  expect(trial.pods.find(({ name }) => name === 'groupware-01')!.requests).toBeGreaterThan(400);
});

test('what is wrong with the other load makes the trial INVALID', () => {
  const idle = answeringGroupware(10).map((pod) =>
    pod.name === 'groupware-05' ? { ...pod, perSecond: 0 } : pod,
  );
  const pinned = together(idle);
  expect(pinned.verdict).toBe('INVALID');
  expect(pinned.checks.find(({ code }) => code === 'pods-pinned')).toMatchObject({
    facts: { besideLoad: 'groupware', pod: 'groupware-05' },
  });
  const few = Array.from({ length: 60 }, (_, second) => ({
    at: loadStart + second + 0.9,
    users: 200,
    maxUsers: null,
    iterations: 0,
    dropped: 0,
  }));
  const off = together(answeringGroupware(10), few).checks.find(({ code }) => code === 'users-off-plan');
  expect(off).toMatchObject({ verdict: 'INVALID', facts: { besideLoad: 'groupware', most: 200 } });
});
