import { expect, test } from 'vitest';
import { checkCampaign } from '../../../src/core/plan/campaign-check.ts';
import { planCampaign } from '../../../src/core/plan/plan-campaign.ts';
import { planChoices } from '../../fixtures/plan-choices.ts';

const load = { script: 'portal-peak.ts', profile: { model: 'closed', users: 10 } };

/** Two peaks on a service each, and a third on the first one's. */
function written(cases: Record<string, object>) {
  return {
    name: 'together',
    title: 'Peaks together',
    services: {
      portal: { demo: 'portal-demo', cpuCores: 0.2, routes: { page: { cpuMs: 4 } } },
      groupware: { demo: 'groupware-demo', cpuCores: 0.1, routes: { inbox: { cpuMs: 6 } } },
    },
    scenarios: {
      peak: { ...load, service: 'portal', visits: { page: 5 } },
      later: { ...load, service: 'portal', visits: { page: 5 } },
      inbox: { ...load, service: 'groupware', visits: { inbox: 1 } },
    },
    arms: {
      'fixed-5': { kind: 'fixed', replicas: 5 },
      pool: { kind: 'hpa', min: 2, max: 8, targetUtilization: 60, pool: 10 },
    },
    cases: { base: { arm: 'fixed-5', scenario: 'peak' }, ...cases },
    presets: { quick: { lengthSeconds: 60, cases: ['base', ...Object.keys(cases)] } },
  };
}

function problemsOf(cases: Record<string, object>): string[] {
  const checked = checkCampaign(written(cases), 'together.yaml');
  return 'problems' in checked ? checked.problems.map(({ message }) => message) : [];
}

test('what runs beside has to exist, and to have a service of its own', () => {
  expect(problemsOf({ both: { arm: 'pool', scenario: 'peak', beside: ['inbox'] } })).toEqual([]);
  expect(problemsOf({ both: { arm: 'pool', scenario: 'peak', beside: ['inbx'] } })).toEqual([
    "there is no scenario 'inbx'; did you mean 'inbox'?",
  ]);
  expect(problemsOf({ both: { arm: 'pool', scenario: 'peak', beside: ['inbox', 'later'] } })).toEqual([
    "scenario 'later' would load service 'portal', as 'peak' does already: what runs beside needs a service of its own",
  ]);
});

test('a case with a load beside is judged against one with the same beside', () => {
  expect(problemsOf({ both: { arm: 'pool', scenario: 'peak', beside: ['inbox'], against: 'base' } })).toEqual(
    ["only like is compared with like: beside 'both' runs inbox, and beside 'base' nothing"],
  );
});

test('the plan holds each load with its own prediction, and cores for the pods that the pool allows', () => {
  const checked = checkCampaign(
    written({ both: { arm: 'pool', scenario: 'peak', beside: ['inbox'] } }),
    'together.yaml',
  );
  if (!('campaign' in checked)) throw new TypeError(JSON.stringify(checked));
  const choices = planChoices({ cases: ['both'] });
  const plan = planCampaign(checked.campaign, choices, () => null);
  const trial = plan.trials[0]!;
  expect(trial.scenario.name).toBe('peak');
  expect(trial.beside).toMatchObject([
    { name: 'inbox', service: 'groupware', profile: { users: 10 }, prediction: { finalReplicas: 2 } },
  ]);
  // Eight of the dearer pods and two of the others.
  expect(plan.quotaCores).toBeCloseTo(8 * 0.2 + 2 * 0.1, 9);
  const kept = { ...choices, route: 'connections' as const, connections: { policy: 'keep' as const } };
  const [unpredicted] = planCampaign(checked.campaign, kept, () => null).trials;
  expect(unpredicted).toMatchObject({
    prediction: null,
    notPredicted: 'connections-kept',
    beside: [{ prediction: null }],
  });
});
