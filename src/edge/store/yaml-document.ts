import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** A YAML text as plain data, with the place of everything in it. */
export interface YamlDocument {
  value: unknown;
  place(path: readonly (string | number)[]): Place;
}

/** 1-based. */
export interface Place {
  line: number;
  column: number;
}

export interface YamlProblem extends Place {
  message: string;
}

/** More than anybody writes; expansions beyond it are an attack on memory. */
const maxAliases = 100;

const sentences: Record<string, string> = {
  TAB_AS_INDENT: 'a tab is used as indentation, which YAML forbids: use spaces',
  DUPLICATE_KEY: 'this key is given twice in one map, and only one could hold: remove one',
  MULTIPLE_DOCS: 'a second document starts here: one file holds one document, remove the line ---',
};

/** Reads one YAML 1.2 document, or says all that is wrong with its syntax. Duplicate keys are problems. */
export function readYaml(text: string): YamlDocument | { problems: YamlProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0)
    return {
      problems: faults.map((fault) => ({
        ...placeAt(lines, fault.pos[0]),
        message: sentences[fault.code] ?? `this is not YAML: ${fault.message}`,
      })),
    };
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { value, place: (path) => placeAt(lines, offsetOf(document, path)) };
  } catch (error) {
    // Aliases without an anchor and aliases that multiply are found only here, and without a place.
    if (!(error instanceof ReferenceError)) throw error;
    return {
      problems: [{ line: 1, column: 1, message: `its aliases cannot be followed: ${error.message}` }],
    };
  }
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Where the last key or item of `path` starts; where that is missing, what it is missing from. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) break;
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset =
        (isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : null) ?? offset;
    } else break;
  }
  return offset;
}
