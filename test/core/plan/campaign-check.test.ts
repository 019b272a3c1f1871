import { describe, expect, test } from 'vitest';
import { checkCampaign } from '../../../src/core/plan/campaign-check.ts';

/** A small campaign without a problem; tests change copies of it. */
function written() {
  return {
    name: 'small',
    title: 'A small campaign',
    services: {
      portal: { demo: 'portal-demo', routes: { page: { cpuMs: 4 }, submit: { cpuMs: 9 } } },
      groupware: { demo: 'groupware-demo', routes: { inbox: { cpuMs: 6 } } },
    },
    scenarios: {
      peak: {
        script: 'portal-peak.ts',
        service: 'portal',
        visits: { page: 5, submit: 1 },
        profile: { model: 'closed', users: 10 },
      },
    },
    arms: {
      'fixed-5': { kind: 'fixed', replicas: 5 },
      scaled: { kind: 'hpa', min: 2, max: 8, targetUtilization: 60, pool: 10 },
    },
    cases: {
      base: { arm: 'fixed-5', scenario: 'peak' },
      other: { arm: 'scaled', scenario: 'peak', against: 'base' },
    },
    presets: { quick: { lengthSeconds: 60, cases: ['base', 'other'] } },
  };
}

/** The campaign with a value set at `path` (undefined: taken away). */
function changed(path: string, value: unknown): unknown {
  const campaign = written();
  const keys = path.split('/');
  let at = campaign as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  if (value === undefined) delete at[keys.at(-1)!];
  else at[keys.at(-1)!] = value;
  return campaign;
}

function problemsOf(value: unknown): string[] {
  const checked = checkCampaign(value, 'small.yaml');
  return 'problems' in checked
    ? checked.problems.map(({ path, message }) => `${path.join('/')}: ${message}`)
    : [];
}

test('a campaign without a problem comes with its defaults', () => {
  const checked = checkCampaign(written(), 'small.yaml');
  expect(checked).toMatchObject({
    campaign: { seed: 20, route: 'requests', services: { portal: { cpuCores: 0.1, startSeconds: 10 } } },
  });
});

test('a change of one setting of a service in a case leaves the others alone', () => {
  const checked = checkCampaign(
    changed('cases/other/services', { portal: { startSeconds: 2 } }),
    'small.yaml',
  );
  if ('problems' in checked) throw new Error('has problems');
  expect(checked.campaign.cases.other!.services).toEqual({ portal: { startSeconds: 2 } });
});

test.each<[string, unknown, string]>([
  // Shape.
  ['title', undefined, "title: 'title' is missing: it needs a text"],
  ['titel', 'x', "titel: unknown key 'titel'; did you mean 'title'?"],
  ['seed', -1, "seed: 'seed' is -1: it has to be at least 0"],
  ['seed', 1.5, "seed: 'seed' needs a whole number, not 1.5"],
  ['services/portal/cpuCores', 'few', "services/portal/cpuCores: 'cpuCores' needs a number, not 'few'"],
  ['services/portal/cpuCores', null, "services/portal/cpuCores: 'cpuCores' needs a number, not nothing"],
  [
    'services/portal/routes/page/cpuMs',
    0,
    "services/portal/routes/page/cpuMs: 'cpuMs' is 0: it has to be above 0",
  ],
  [
    'services/portal/routes/page/cpums',
    1,
    "services/portal/routes/page/cpums: unknown key 'cpums'; did you mean 'cpuMs'?",
  ],
  [
    'services/portal/startSecond',
    1,
    "services/portal/startSecond: unknown key 'startSecond'; did you mean 'startSeconds'?",
  ],
  ['route', 'request', "route: 'route' is 'request'; did you mean 'requests'?"],
  ['route', 7, "route: 'route' is 7: use one of requests, connections"],
  ['arms/fixed-5/kind', 'fixd', "arms/fixed-5/kind: 'kind' is 'fixd'; did you mean 'fixed'?"],
  [
    'arms/fixed-5/kind',
    undefined,
    "arms/fixed-5/kind: 'kind' is missing: use one of fixed, hpa, scheduled, manual",
  ],
  ['arms/fixed-5/replica', 5, "arms/fixed-5/replica: unknown key 'replica'; did you mean 'replicas'?"],
  // The keys of another kind of arm are not offered.
  ['arms/fixed-5/max', 5, "arms/fixed-5/max: unknown key 'max'; use one of kind, replicas, pool"],
  [
    'arms/scaled/behavior',
    { scaleUpp: {} },
    "arms/scaled/behavior/scaleUpp: unknown key 'scaleUpp'; did you mean 'scaleUp'?",
  ],
  ['arms/scaled/min', 9, 'arms/scaled/min: min 9 is above max 8'],
  [
    'connections',
    { policy: 'rotat', min: 1, max: 2 },
    "connections/policy: 'policy' is 'rotat'; did you mean 'rotate'?",
  ],
  ['presets/quick/cases', [], "presets/quick/cases: 'cases' needs 1 item at least"],
  ['presets/quick/cases', 'base', "presets/quick/cases: 'cases' needs a list, not 'base'"],
  [
    'cases/other/published',
    { processed: 1, minSeconds: 1, maxSeconds: 2, perSecond: 1 },
    "cases/other/published/meanSeconds: 'meanSeconds' is missing: it needs a number",
  ],
  // Names among themselves.
  [
    'scenarios/peak/service',
    'portl',
    "scenarios/peak/service: there is no service 'portl'; did you mean 'portal'?",
  ],
  [
    'scenarios/peak/visits',
    {},
    "scenarios/peak/visits: 'visits' is empty: say how often a journey calls each route",
  ],
  [
    'scenarios/peak/visits/pages',
    1,
    "scenarios/peak/visits/pages: there is no route of service 'portal' called 'pages'; did you mean 'page'?",
  ],
  [
    'scenarios/peak/visits/submit',
    undefined,
    "services/portal/routes/submit: no scenario visits the route 'submit' of service 'portal'; use page",
  ],
  ['cases/other/arm', 'scald', "cases/other/arm: there is no arm 'scald'; did you mean 'scaled'?"],
  [
    'cases/other/arm',
    'constructor',
    "cases/other/arm: there is no arm 'constructor'; use one of fixed-5, scaled",
  ],
  ['cases/other/scenario', 'peek', "cases/other/scenario: there is no scenario 'peek'; did you mean 'peak'?"],
  ['cases/other/against', 'bse', "cases/other/against: there is no case 'bse'; did you mean 'base'?"],
  [
    'cases/other/against',
    'other',
    "cases/other/against: case 'other' is judged against itself: name another case",
  ],
  [
    'cases/other/services',
    { portl: {} },
    "cases/other/services/portl: there is no service 'portl'; did you mean 'portal'?",
  ],
  [
    'cases/other/services',
    { portal: { routes: { page: { cpuMs: 1 } } } },
    "cases/other/services/portal/routes: these routes replace the service's own, and submit of its journey is not among them: list every route",
  ],
  [
    'cases/other/services',
    { groupware: { routes: { inbx: { cpuMs: 1 } } } },
    "cases/other/services/groupware/routes/inbx: there is no route of service 'groupware' called 'inbx'; did you mean 'inbox'?",
  ],
  [
    'presets/quick/cases',
    ['base', 'othr'],
    "presets/quick/cases/1: there is no case 'othr'; did you mean 'other'?",
  ],
  [
    'presets/quick/cases',
    ['base', 'base'],
    "presets/quick/cases/1: case 'base' is listed twice: repeat it by 'trials'",
  ],
  // Numbers among themselves.
  ['connections', { policy: 'rotate', min: 9, max: 3 }, 'connections/min: min 9 is above max 3'],
  [
    'arms/fixed-5/pool',
    9,
    'arms/fixed-5/pool: a pool of 9 is too small: the services start with 5 replicas each, 10 in all',
  ],
  [
    'arms/late',
    {
      kind: 'scheduled',
      min: 5,
      max: 10,
      targetUtilization: 60,
      raise: { service: 'x', min: 10, leadSeconds: 3 },
    },
    "arms/late/raise/service: there is no service 'x'; use one of portal, groupware",
  ],
  [
    'arms/late',
    { kind: 'scheduled', min: 5, max: 10, targetUtilization: 60, raise: { min: 4, leadSeconds: 3 } },
    'arms/late/raise/min: the raised minimum 4 is below the minimum 5, so nothing would be raised',
  ],
  [
    'arms/hand',
    {
      kind: 'manual',
      replicas: 2,
      steps: [
        { afterMinutes: 2, replicas: 3 },
        { afterMinutes: 2, replicas: 4 },
      ],
    },
    'arms/hand/steps/1/afterMinutes: a step after 2 minutes follows one after 2: put the steps in order of time',
  ],
  [
    'cases/other/published',
    { processed: 1, meanSeconds: 5, minSeconds: 1, maxSeconds: 4, perSecond: 1 },
    'cases/other/published/meanSeconds: the mean 5 s is not between the minimum 1 s and the maximum 4 s',
  ],
  [
    'cases/other/published',
    { processed: -1, meanSeconds: 2, minSeconds: 1, maxSeconds: 4, perSecond: 1 },
    "cases/other/published/processed: 'processed' is -1: it cannot be below zero",
  ],
])('%s = %j', (path, value, problem) => {
  expect(problemsOf(changed(path, value))).toEqual([problem]);
});

describe('only like is compared with like', () => {
  test('a case against one with another scenario', () => {
    const campaign = changed('scenarios/calm', {
      script: 'portal-peak.ts',
      service: 'portal',
      visits: { page: 1 },
      profile: { model: 'closed', users: 1 },
    }) as ReturnType<typeof written>;
    campaign.cases.other.scenario = 'calm';
    expect(problemsOf(campaign)).toEqual([
      "cases/other/against: only like is compared with like: 'other' runs scenario 'calm' and 'base' runs 'peak'",
    ]);
  });
});

test('a name that is no name is said to be none', () => {
  expect(problemsOf(changed('cases/has space', { arm: 'fixed-5', scenario: 'peak' }))).toEqual([
    "cases/has space: 'has space' is no name: a name has 1 to 40 letters, digits, dots, dashes or underscores",
  ]);
});

test.each([
  [null, 'nothing'],
  ['text', "'text'"],
  [[], 'a list'],
  [3, '3'],
])('%j is no campaign', (value, found) => {
  expect(problemsOf(value)).toEqual([
    `: small.yaml holds ${found} where a campaign is needed: a map with name, title, services, scenarios, arms, cases and presets`,
  ]);
});

test('an empty map lacks everything, and says so once each', () => {
  const missing = ['name', 'title', 'services', 'scenarios', 'arms', 'cases', 'presets'];
  expect(problemsOf({}).map((problem) => problem.split(':')[0])).toEqual(missing);
});

test('empty maps have nothing to run', () => {
  expect(problemsOf(changed('presets', {}))).toEqual([
    "presets: 'presets' is empty, so there is nothing to run: it needs one at least",
  ]);
});

test('problems of the shape do not hide those of names', () => {
  const campaign = changed('seed', 'x') as ReturnType<typeof written>;
  campaign.cases.base.arm = 'fixed-6';
  campaign.presets.quick.cases.push('third');
  expect(problemsOf(campaign).map((problem) => problem.split(':')[0])).toEqual([
    'seed',
    'cases/base/arm',
    'presets/quick/cases/2',
  ]);
});
