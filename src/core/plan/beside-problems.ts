import { entryOf, namesOf, unknownName, type Written } from './campaign-names.ts';
import type { CampaignProblem } from './campaign-problem.ts';

/** Scenarios run side by side on a service each: who answered which of two loads on one service, nobody could tell. */
export function besideProblems(
  campaign: Written,
  path: CampaignProblem['path'],
  entry: Written,
): CampaignProblem[] {
  if (!Array.isArray(entry.beside)) return [];
  const serviceOf = (scenario: unknown) => entryOf(campaign, 'scenarios', scenario).service;
  const running: unknown[] = [entry.scenario];
  return entry.beside.flatMap((scenario: unknown, i) => {
    const at = [...path, 'beside', i];
    const problems = unknownName(at, 'scenario', scenario, namesOf(campaign, 'scenarios'));
    const rival = running.find((other) => serviceOf(other) === serviceOf(scenario));
    if (problems.length === 0 && rival !== undefined && serviceOf(scenario) !== undefined)
      problems.push({
        path: at,
        message: `scenario '${scenario}' would load service '${serviceOf(scenario)}', as '${rival}' does already: what runs beside needs a service of its own`,
      });
    running.push(scenario);
    return problems;
  });
}
