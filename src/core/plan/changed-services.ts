import { serviceKinds, settingsOfKind } from '../model/service.ts';
import { entryOf, namesOf, unknownName, type Written } from './campaign-names.ts';
import { type CampaignProblem, mapOf } from './campaign-problem.ts';

/** A case changes services that exist; routes are replaced as a whole, so all that are visited have to be there. */
export function changedServices(
  campaign: Written,
  path: CampaignProblem['path'],
  entry: Written,
): CampaignProblem[] {
  const scenario = entryOf(campaign, 'scenarios', entry.scenario);
  return Object.entries(mapOf(entry.services)).flatMap(([service, changes]) => {
    const at = [...path, 'services', service];
    const { routes } = mapOf(changes);
    const changed = entryOf(campaign, 'services', service);
    const kind = serviceKinds.find((name) => Object.hasOwn(changed, name));
    const wrong = Object.keys(mapOf(changes)).filter(
      (key) => kind !== undefined && !settingsOfKind[kind].includes(key) && isSetting(key),
    );
    const base = Object.keys(mapOf(entryOf(campaign, 'services', service).routes));
    const problems = unknownName(at, 'service', service, namesOf(campaign, 'services'));
    for (const key of wrong)
      problems.push({
        path: [...at, key],
        message: `'${key}' is no setting of service '${service}', which is given by its ${kind}: use ${settingsOfKind[kind!].join(', ')}`,
      });
    if (routes === undefined || problems.length > 0) return problems;
    const given = Object.keys(mapOf(routes));
    for (const route of given)
      problems.push(
        ...unknownName([...at, 'routes', route], `route of service '${service}' called`, route, base),
      );
    const visited = scenario.service === service ? Object.keys(mapOf(scenario.visits)) : [];
    const lacking = visited.filter((route) => !given.includes(route));
    if (lacking.length > 0)
      problems.push({
        path: [...at, 'routes'],
        message: `these routes replace the service's own, and ${lacking.join(', ')} of its journey is not among them: list every route`,
      });
    return problems;
  });
}

/** Whether some kind of service has it; what none has is unknown, which the shape's check says. */
function isSetting(key: string): boolean {
  return serviceKinds.some((kind) => settingsOfKind[kind].includes(key));
}
