import {
  type Area,
  areas,
  type MeasureName,
  measureNames,
  type Requirement,
  type Wanted,
} from '../model/requirement.ts';
import { type CampaignProblem, mapOf, quoted } from '../plan/campaign-problem.ts';
import { nameAdvice } from '../plan/nearest-name.ts';
import { defaultConfidence } from './judge.ts';
import { readLimit } from './limit.ts';
import { measures } from './measures.ts';
import type { Requirements } from './scorecard.ts';

const topKeys = ['title', 'titleKo', 'requirements'];
const keys = [
  'id',
  'area',
  'title',
  'titleKo',
  'case',
  'measure',
  'against',
  'atLeast',
  'atMost',
  'confidence',
];

type Tell = (key: string, message: string) => void;

/** The requirements that a file asks for, or every problem with it at once. */
export function checkRequirements(
  value: unknown,
): { requirements: Requirements } | { problems: CampaignProblem[] } {
  const problems: CampaignProblem[] = [];
  const top = mapOf(value);
  const tellTop: Tell = (key, message) => problems.push({ path: key === '' ? [] : [key], message });
  unknownKeys(top, topKeys, tellTop);
  const title = textOf(top, 'title', tellTop);
  const titleKo = optionalText(top, 'titleKo', tellTop);
  const list = top.requirements;
  if (!Array.isArray(list) || list.length === 0)
    tellTop('requirements', `'requirements' needs a list with at least one of them, not ${quoted(list)}`);
  const requirements = (Array.isArray(list) ? list : []).map((item, i) =>
    requirementOf(item, (key, message) =>
      problems.push({ path: ['requirements', i, ...(key === '' ? [] : [key])], message }),
    ),
  );
  for (const [i, { id }] of requirements.entries())
    if (id !== '' && requirements.findIndex((other) => other.id === id) < i)
      problems.push({
        path: ['requirements', i, 'id'],
        message: `'${id}' is the id of an earlier one: ids are unique`,
      });
  return problems.length === 0 ? { requirements: { title, titleKo, requirements } } : { problems };
}

function requirementOf(item: unknown, tell: Tell): Requirement {
  const map = mapOf(item);
  if (map !== item) tell('', `a requirement is a map of ${keys.join(', ')}, not ${quoted(item)}`);
  else unknownKeys(map, keys, tell);
  return {
    id: map === item ? textOf(map, 'id', tell) : '',
    area: areaOf(map, tell),
    title: map === item ? textOf(map, 'title', tell) : '',
    titleKo: optionalText(map, 'titleKo', tell),
    wanted: wantedOf(map, tell),
  };
}

function wantedOf(map: Readonly<Record<string, unknown>>, tell: Tell): Wanted | null {
  if (map.measure === undefined) {
    for (const key of ['case', 'against', 'atLeast', 'atMost', 'confidence'])
      if (map[key] !== undefined)
        tell(key, `'${key}' is of a measure, and none is named: add measure, or remove this key`);
    return null;
  }
  const measure = map.measure as MeasureName;
  if (!measureNames.includes(measure)) {
    tell(
      'measure',
      `there is no measure ${quoted(map.measure)}${nameAdvice(String(map.measure), measureNames)}`,
    );
    return null;
  }
  const against = optionalText(map, 'against', tell);
  if (against !== null && map.case === undefined)
    tell('against', `'against' sets one case against another: name the first with case`);
  if (against !== null && !measures[measure].hasRatio)
    tell('against', `${measure} may be 0, so it has no ratio: give a limit of its own, without against`);
  const bounds = (['atLeast', 'atMost'] as const).filter((key) => map[key] !== undefined);
  const bound = bounds[0] ?? 'atLeast';
  if (bounds.length !== 1) tell('', `${measure} needs one limit: either atLeast or atMost`);
  const limit =
    bounds.length === 0 ? 0 : readLimit(map[bound], against === null ? measures[measure].unit : 'ratio');
  if (typeof limit !== 'number') tell(bound, `'${bound}' ${limit.problem}`);
  return {
    measure,
    case: optionalText(map, 'case', tell),
    against,
    bound,
    limit: typeof limit === 'number' ? limit : 0,
    confidence: confidenceOf(map, measure, against !== null, tell),
  };
}

function confidenceOf(
  map: Readonly<Record<string, unknown>>,
  measure: MeasureName,
  isRatio: boolean,
  tell: Tell,
): number | null {
  if (map.confidence === undefined) return isRatio ? defaultConfidence : null;
  const [, percent] = /^(\d+(?:\.\d+)?) ?%$/.exec(String(map.confidence)) ?? [];
  const share = Number(percent) / 100;
  if (percent === undefined || share < 0.5 || share > 0.999)
    tell(
      'confidence',
      `'confidence' is ${quoted(map.confidence)}: it has to be from 50 % to 99.9 %, such as 95 %`,
    );
  else if (measure === 'scaleOut' || measure === 'scaleOutComplete')
    tell(
      'confidence',
      `${measure} may never happen, so it has no interval: without confidence, every trial has to hold the limit`,
    );
  return share;
}

function areaOf(map: Readonly<Record<string, unknown>>, tell: Tell): Area | null {
  if (map.area === undefined) return null;
  const area = map.area as Area;
  if (areas.includes(area)) return area;
  tell('area', `there is no area ${quoted(map.area)}${nameAdvice(String(map.area), areas)}`);
  return null;
}

function unknownKeys(map: Readonly<Record<string, unknown>>, known: readonly string[], tell: Tell): void {
  for (const key of Object.keys(map))
    if (!known.includes(key)) tell(key, `unknown key '${key}'${nameAdvice(key, known)}`);
}

function textOf(map: Readonly<Record<string, unknown>>, key: string, tell: Tell): string {
  const text = map[key];
  if (typeof text === 'string' && text.trim() !== '') return text;
  tell(key, `'${key}' needs a text, not ${quoted(text)}`);
  return '';
}

function optionalText(map: Readonly<Record<string, unknown>>, key: string, tell: Tell): string | null {
  return map[key] === undefined ? null : textOf(map, key, tell);
}
