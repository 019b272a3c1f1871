import { armSchema, startReplicas } from '../model/arm.ts';
import { besideProblems } from './beside-problems.ts';
import { entryOf, kinds, namesOf, unknownName, type Written } from './campaign-names.ts';
import { type CampaignProblem, mapOf } from './campaign-problem.ts';
import { changedServices } from './changed-services.ts';
import { nameAdvice } from './nearest-name.ts';

/**
 * What one part of a campaign says about another: names that have to exist, numbers that have to fit. It reads the
 * campaign as it was written, so that these problems are reported together with those of its shape.
 */
export function referenceProblems(value: unknown): CampaignProblem[] {
  const campaign = mapOf(value);
  return [
    ...emptyMaps(campaign),
    ...scenarioProblems(campaign),
    ...unvisitedRoutes(campaign),
    ...Object.keys(mapOf(campaign.arms)).flatMap((name) => armProblems(campaign, name)),
    ...Object.keys(mapOf(campaign.cases)).flatMap((name) => caseProblems(campaign, name)),
    ...presetProblems(campaign),
    ...connectionProblems(campaign),
  ];
}

function emptyMaps(campaign: Written): CampaignProblem[] {
  return kinds
    .filter((kind) => Object.hasOwn(campaign, kind) && isEmptyMap(campaign[kind]))
    .map((kind) => ({
      path: [kind],
      message: `'${kind}' is empty, so there is nothing to run: it needs one at least`,
    }));
}

function isEmptyMap(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  );
}

function scenarioProblems(campaign: Written): CampaignProblem[] {
  return Object.entries(mapOf(campaign.scenarios)).flatMap(([name, entry]) => {
    const scenario = mapOf(entry);
    const path = ['scenarios', name];
    const problems = unknownName(
      [...path, 'service'],
      'service',
      scenario.service,
      namesOf(campaign, 'services'),
    );
    const routes = entryOf(campaign, 'services', scenario.service).routes;
    if (isEmptyMap(scenario.visits))
      problems.push({
        path: [...path, 'visits'],
        message: `'visits' is empty: say how often a journey calls each route`,
      });
    if (routes !== undefined)
      for (const route of Object.keys(mapOf(scenario.visits)))
        problems.push(
          ...unknownName(
            [...path, 'visits', route],
            `route of service '${scenario.service}' called`,
            route,
            Object.keys(mapOf(routes)),
          ),
        );
    return problems;
  });
}

/** A route that no journey calls is a slip, unless no journey calls its service at all. */
function unvisitedRoutes(campaign: Written): CampaignProblem[] {
  return Object.entries(mapOf(campaign.services)).flatMap(([service, entry]) => {
    const scenarios = Object.values(mapOf(campaign.scenarios))
      .map(mapOf)
      .filter((at) => at.service === service);
    const visited = new Set(scenarios.flatMap((scenario) => Object.keys(mapOf(scenario.visits))));
    if (visited.size === 0) return [];
    return Object.keys(mapOf(mapOf(entry).routes))
      .filter((route) => !visited.has(route))
      .map((route) => ({
        path: ['services', service, 'routes', route],
        message: `no scenario visits the route '${route}' of service '${service}'${nameAdvice(route, [...visited])}`,
      }));
  });
}

function armProblems(campaign: Written, name: string): CampaignProblem[] {
  const path = ['arms', name];
  const parsed = armSchema.safeParse(entryOf(campaign, 'arms', name));
  if (!parsed.success) return [];
  const arm = parsed.data;
  const problems: CampaignProblem[] = [];
  const services = namesOf(campaign, 'services');
  const least = services.length * startReplicas(arm);
  if (arm.pool !== undefined && arm.pool < least)
    problems.push({
      path: [...path, 'pool'],
      message: `a pool of ${arm.pool} is too small: the services start with ${startReplicas(arm)} replicas each, ${least} in all`,
    });
  if (arm.kind === 'scheduled') {
    problems.push(...unknownName([...path, 'raise', 'service'], 'service', arm.raise.service, services));
    if (arm.raise.min < arm.min)
      problems.push({
        path: [...path, 'raise', 'min'],
        message: `the raised minimum ${arm.raise.min} is below the minimum ${arm.min}, so nothing would be raised`,
      });
  }
  if (arm.kind === 'manual')
    for (const [i, step] of arm.steps.entries())
      if (i > 0 && step.afterMinutes <= arm.steps[i - 1]!.afterMinutes)
        problems.push({
          path: [...path, 'steps', i, 'afterMinutes'],
          message: `a step after ${step.afterMinutes} minutes follows one after ${arm.steps[i - 1]!.afterMinutes}: put the steps in order of time`,
        });
  return problems;
}

function caseProblems(campaign: Written, name: string): CampaignProblem[] {
  const path = ['cases', name];
  const entry = entryOf(campaign, 'cases', name);
  const cases = namesOf(campaign, 'cases');
  return [
    ...unknownName([...path, 'arm'], 'arm', entry.arm, namesOf(campaign, 'arms')),
    ...unknownName([...path, 'scenario'], 'scenario', entry.scenario, namesOf(campaign, 'scenarios')),
    ...besideProblems(campaign, path, entry),
    ...unknownName([...path, 'against'], 'case', entry.against, cases),
    ...againstProblems(campaign, name, entry),
    ...publishedProblems([...path, 'published'], mapOf(entry.published)),
    ...changedServices(campaign, path, entry),
  ];
}

function againstProblems(campaign: Written, name: string, entry: Written): CampaignProblem[] {
  const path = ['cases', name, 'against'];
  if (entry.against === name)
    return [{ path, message: `case '${name}' is judged against itself: name another case` }];
  const { scenario, beside } = entryOf(campaign, 'cases', entry.against);
  const known: unknown[] = namesOf(campaign, 'scenarios');
  const together = (list: unknown) => (Array.isArray(list) ? [...list].sort().join(', ') : '') || 'nothing';
  if (
    scenario === entry.scenario &&
    entry.against !== undefined &&
    together(beside) !== together(entry.beside)
  )
    return [
      {
        path,
        message: `only like is compared with like: beside '${name}' runs ${together(entry.beside)}, and beside '${entry.against}' ${together(beside)}`,
      },
    ];
  // A scenario that does not exist has its own problem.
  if (scenario === entry.scenario || ![scenario, entry.scenario].every((at) => known.includes(at))) return [];
  return [
    {
      path,
      message: `only like is compared with like: '${name}' runs scenario '${entry.scenario}' and '${entry.against}' runs '${scenario}'`,
    },
  ];
}

function publishedProblems(path: CampaignProblem['path'], published: Written): CampaignProblem[] {
  const { minSeconds: min, meanSeconds: mean, maxSeconds: max } = published;
  const problems: CampaignProblem[] = Object.entries(published)
    .filter(([, figure]) => typeof figure === 'number' && figure < 0)
    .map(([key, figure]) => ({
      path: [...path, key],
      message: `'${key}' is ${figure}: it cannot be below zero`,
    }));
  const given = typeof min === 'number' && typeof mean === 'number' && typeof max === 'number';
  if (given && !(min <= mean && mean <= max))
    problems.push({
      path: [...path, 'meanSeconds'],
      message: `the mean ${mean} s is not between the minimum ${min} s and the maximum ${max} s`,
    });
  return problems;
}

function presetProblems(campaign: Written): CampaignProblem[] {
  return Object.entries(mapOf(campaign.presets)).flatMap(([preset, entry]) => {
    const { cases } = mapOf(entry);
    if (!Array.isArray(cases)) return [];
    return cases.flatMap((name: unknown, i) => {
      const path = ['presets', preset, 'cases', i];
      if (cases.indexOf(name) < i)
        return [{ path, message: `case '${name}' is listed twice: repeat it by 'trials'` }];
      return unknownName(path, 'case', name, namesOf(campaign, 'cases'));
    });
  });
}

function connectionProblems(campaign: Written): CampaignProblem[] {
  const { policy, min, max } = mapOf(campaign.connections);
  if (policy !== 'rotate' || typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
  return [{ path: ['connections', 'min'], message: `min ${min} is above max ${max}` }];
}
