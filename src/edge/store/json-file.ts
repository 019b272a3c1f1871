import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { StoreError, systemCode } from './store-error.ts';
import { writeWhole } from './whole-file.ts';

/** Writes `value` in the schema's order of keys; returns the bytes written. Throws when it does not fit the schema. */
export async function writeJson<T>(path: string, schema: z.ZodType<T>, value: T): Promise<string> {
  const text = canonicalJson(schema.parse(value));
  await writeWhole(path, text);
  return text;
}

/** The value in a file, or null when there is no such file. Throws a {@link StoreError} for any other trouble. */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    // ENOTDIR: the folder that should hold it is a file.
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new StoreError(`${path} cannot be read (${code ?? error}). Check its rights.`);
  }
  return parsedJson(text, path, schema);
}

/** The value in the text of a file; `path` says where it came from. Throws a {@link StoreError} where it does not fit. */
export function parsedJson<T>(text: string, path: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StoreError(`${path} is not JSON: it was cut off or edited. ${mendOf(path)}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new StoreError(problemOf(path, value, schema, parsed.error));
}

/** One sentence: another version if the file says so, else the first place that does not fit. */
function problemOf(path: string, value: unknown, schema: z.ZodType, error: z.ZodError): string {
  const found = schemaName(value);
  const expected = expectedName(schema);
  if (expected !== null && found !== expected)
    return found === null
      ? `${path} says no schema where \`${expected}\` is needed, so it is not a file of that kind. Check the path.`
      : `${path} is of schema \`${found}\` and this version reads \`${expected}\`. Read it with the version that wrote it${madeAgain(path) === null ? '' : `, or ${madeAgain(path)}`}.`;
  const issue = error.issues[0];
  const where = issue?.path.join('.') || 'the top level';
  return `${path} is damaged: at ${where}, ${issue?.message ?? 'something does not fit'}. ${mendOf(path)}`;
}

/** What to do about a file that is no good. */
function mendOf(path: string): string {
  const again = madeAgain(path);
  return again === null
    ? 'Take it from a copy: nothing else holds what it held.'
    : `Take it from a copy, or ${again}.`;
}

/** How a file that was derived from others is made again; null for a plan or a recording, which nothing gives back. */
function madeAgain(path: string): string | null {
  switch (basename(path)) {
    case 'trial.json':
      return 'make it again from its recording with `distil`';
    case 'comparison.json':
      return 'make it again with `report`';
    default:
      return null;
  }
}

function schemaName(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('schema' in value)) return null;
  return String(value.schema);
}

function expectedName(schema: z.ZodType): string | null {
  if (!('shape' in schema)) return null;
  const shape = schema.shape as { schema?: { value?: unknown } };
  return shape.schema?.value === undefined ? null : String(shape.schema.value);
}
