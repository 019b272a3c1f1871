import { type CampaignProblem, mapOf } from './campaign-problem.ts';
import { nameAdvice } from './nearest-name.ts';

/** What a campaign names its parts by, as it was written. */
export type Written = Readonly<Record<string, unknown>>;

export const kinds = ['services', 'scenarios', 'arms', 'cases', 'presets'] as const;

/** One problem if `name` is a text that is not among `names`. */
export function unknownName(
  path: CampaignProblem['path'],
  noun: string,
  name: unknown,
  names: readonly string[],
): CampaignProblem[] {
  if (typeof name !== 'string' || names.includes(name)) return [];
  return [{ path, message: `there is no ${noun} '${name}'${nameAdvice(name, names)}` }];
}

export function namesOf(campaign: Written, kind: (typeof kinds)[number]): string[] {
  return Object.keys(mapOf(campaign[kind]));
}

export function entryOf(campaign: Written, kind: (typeof kinds)[number], name: unknown): Written {
  const all = mapOf(campaign[kind]);
  return typeof name === 'string' && Object.hasOwn(all, name) ? mapOf(all[name]) : {};
}
