import { escaped } from './member-name.ts';

/** Where two texts first differ, and what stands there. */
export interface Difference {
  /** JSON path (`whole.processed`, `series.mean[3]`), or `line 3, column 14`. */
  place: string;
  archived: string;
  derived: string;
}

/** The first difference of two unlike texts; of JSON that of its values, where those differ. */
export function firstDifference(path: string, archived: string, derived: string): Difference {
  if (path.endsWith('.json')) {
    const [one, other] = [parsed(archived), parsed(derived)];
    if (one === undefined) return { place: 'the whole file', archived: 'not JSON', derived: 'JSON' };
    const found = valueDifference(other, one, '');
    if (found !== null) return found;
  }
  return textDifference(archived, derived);
}

function textDifference(archived: string, derived: string): Difference {
  let at = 0;
  while (at < archived.length && archived[at] === derived[at]) at++;
  const before = archived.slice(0, at).split('\n');
  const shown = (text: string) => (at < text.length ? escaped(text.slice(at, at + 40)) : 'the end');
  return {
    place: `line ${before.length}, column ${before.at(-1)!.length + 1}`,
    archived: shown(archived),
    derived: shown(derived),
  };
}

/** Walks along what was derived: it is our own, so its depth is bounded. */
function valueDifference(derived: unknown, archived: unknown, path: string): Difference | null {
  const here = () => ({ place: path || 'the top level', archived: shown(archived), derived: shown(derived) });
  if (!isContainer(derived) || !isContainer(archived) || Array.isArray(derived) !== Array.isArray(archived))
    return Object.is(derived, archived) ? null : here();
  const [ours, theirs] = [derived as Record<string, unknown>, archived as Record<string, unknown>];
  const place = (key: string) =>
    Array.isArray(derived) ? `${path}[${key}]` : path === '' ? escaped(key) : `${path}.${escaped(key)}`;
  for (const key of Object.keys(ours)) {
    if (!Object.hasOwn(theirs, key))
      return { place: place(key), archived: 'nothing', derived: shown(ours[key]) };
    const found = valueDifference(ours[key], theirs[key], place(key));
    if (found !== null) return found;
  }
  const extra = Object.keys(theirs).find((key) => !Object.hasOwn(ours, key));
  return extra === undefined
    ? null
    : { place: place(extra), archived: shown(theirs[extra]), derived: 'nothing' };
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isContainer(value)) return 'a map';
  return value === undefined ? 'nothing' : escaped(JSON.stringify(value));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
