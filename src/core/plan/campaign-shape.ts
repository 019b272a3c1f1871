import { z } from 'zod';
import { serviceKinds } from '../model/service.ts';
import { type CampaignProblem, mapOf, quoted } from './campaign-problem.ts';
import { nameAdvice } from './nearest-name.ts';

type Issue = z.core.$ZodIssue;

/** The schema's issues with `value` as sentences: wrong types, missing and unknown keys, numbers out of range. */
export function shapeProblems(
  issues: readonly Issue[],
  value: unknown,
  schema: z.ZodType,
): CampaignProblem[] {
  const json = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  return issues.flatMap((issue) => problemsOf(issue, value, json));
}

function problemsOf(issue: Issue, value: unknown, schema: JsonSchema): CampaignProblem[] {
  const path = issue.path as (string | number)[];
  // The one union that is chosen by which key is there, and not by what one key says: a service.
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return serviceProblems(issue.errors, path, value, schema);
  if (issue.code === 'unrecognized_keys') {
    // Where only one kind of service fits otherwise, what another one has is merely unknown to it.
    const service = mapOf(valueAt(value, path));
    const isService = path.length === 2 && path[0] === 'services';
    const kind = isService ? kindProblem(service, path) : null;
    if (kind !== null) return [kind];
    const known = knownKeys(schema, value, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `unknown key '${key}'${nameAdvice(
        key,
        known.filter((name) => name !== '$schema'),
      )}`,
    }));
  }
  return [{ path, message: sentence(issue, valueAt(value, path), path) }];
}

/** A service that is none of the kinds there are. `errors` has what each kind finds, with paths from the service on. */
function serviceProblems(
  errors: readonly (readonly Issue[])[],
  path: (string | number)[],
  value: unknown,
  schema: JsonSchema,
): CampaignProblem[] {
  const service = valueAt(value, path);
  if (Object.keys(mapOf(service)).length === 0 && service !== undefined)
    return [{ path, message: `'${path.at(-1)}' needs a map of keys and values, not ${quoted(service)}` }];
  const wrong = kindProblem(mapOf(service), path);
  if (wrong !== null) return [wrong];
  const given = serviceKinds.find((kind) => Object.hasOwn(mapOf(service), kind))!;
  return errors[serviceKinds.indexOf(given)]!.flatMap((issue) =>
    problemsOf({ ...issue, path: [...path, ...issue.path] }, value, schema),
  );
}

/** A service that says none of the kinds, or more than one. */
function kindProblem(service: Readonly<Record<string, unknown>>, path: (string | number)[]) {
  const given = serviceKinds.filter((kind) => Object.hasOwn(service, kind));
  if (given.length === 1) return null;
  return {
    path: given.length > 1 ? [...path, given[1]!] : path,
    message: `'${path.at(-1)}' ${given.length === 0 ? 'does not say what it is' : `says ${given.join(' and ')}`}: a service has one of demo (a demo service of this package), image (a container image of your own) and manifests (Kubernetes YAML of your own)`,
  };
}

function sentence(issue: Issue, found: unknown, path: readonly (string | number)[]): string {
  const key = path.at(-1) ?? 'the campaign';
  switch (issue.code) {
    case 'invalid_type':
      if (found === undefined) return `'${key}' is missing: it needs ${nounOf(issue.expected)}`;
      if (!issue.message.startsWith('Invalid input')) return `'${key}' is ${quoted(found)}: ${issue.message}`;
      return `'${key}' needs ${nounOf(issue.expected)}, not ${quoted(found)}`;
    case 'invalid_value':
      return choiceSentence(key, found, issue.values.map(String));
    case 'invalid_union':
      // Of the unions that a campaign has, each is chosen by one key; `options` are the values it may have.
      return choiceSentence(key, found, 'options' in issue ? (issue.options as unknown[]).map(String) : []);
    case 'too_small':
      if (issue.origin === 'array') return `'${key}' needs ${issue.minimum} item at least`;
      return `'${key}' is ${quoted(found)}: it has to be ${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return `'${key}' is ${quoted(found)}: it has to be ${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}`;
    case 'invalid_key':
      return `${quoted(String(key))} is no name: ${issue.issues[0]?.message ?? issue.message}`;
    case 'invalid_format':
      return `'${key}' is ${quoted(found)}: ${issue.message}`;
    default:
      return issue.message;
  }
}

function choiceSentence(key: string | number, found: unknown, choices: readonly string[]): string {
  if (typeof found === 'string') return `'${key}' is ${quoted(found)}${nameAdvice(found, choices)}`;
  return `'${key}' ${found === undefined ? 'is missing' : `is ${quoted(found)}`}: use one of ${choices.join(', ')}`;
}

const nouns: Record<string, string> = {
  object: 'a map of keys and values',
  record: 'a map of keys and values',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function nounOf(type: string): string {
  return nouns[type] ?? type;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

/** What is used of the JSON Schema: plain data is easier to walk than the schema's own objects. */
interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  required?: string[];
  const?: unknown;
}

/** Keys that the map at `path` may have; a union is resolved by what `value` chose in it. */
function knownKeys(schema: JsonSchema, value: unknown, path: readonly (string | number)[]): string[] {
  let at = chosen(schema, value);
  for (const [depth, key] of path.entries()) {
    const rest = typeof at.additionalProperties === 'object' ? at.additionalProperties : undefined;
    const next = typeof key === 'number' ? at.items : (at.properties?.[key] ?? rest);
    if (next === undefined) return [];
    at = chosen(next, valueAt(value, path.slice(0, depth + 1)));
  }
  return Object.keys(at.properties ?? {});
}

function chosen(schema: JsonSchema, value: unknown): JsonSchema {
  const fits = (option: JsonSchema) =>
    Object.entries(option.properties ?? {}).every(
      ([key, property]) => !('const' in property) || property.const === mapOf(value)[key],
    );
  const hasKind = ({ required = [] }: JsonSchema) =>
    serviceKinds.some((kind) => required.includes(kind) && Object.hasOwn(mapOf(value), kind));
  return schema.oneOf?.find(fits) ?? schema.anyOf?.find(hasKind) ?? schema;
}
