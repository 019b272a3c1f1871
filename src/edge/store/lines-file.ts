import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { systemCode } from './store-error.ts';

/** The lines of an NDJSON file that could be used, and how many could not. */
export interface Lines<T> {
  lines: T[];
  /** Whole lines that are not what they should be. */
  damaged: number;
  /** The last line has no end: whoever wrote it was stopped. It is left out. */
  cut: boolean;
}

/** null when there is no such file; a folder without the right to read it throws. */
export async function readLines<T>(path: string, schema: z.ZodType<T>): Promise<Lines<T> | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
  const lines: T[] = [];
  let damaged = 0;
  const texts = text.split('\n');
  const cut = texts.pop() !== '';
  for (const line of texts) {
    const parsed = schema.safeParse(parsedJson(line));
    if (parsed.success) lines.push(parsed.data);
    else damaged++;
  }
  return { lines, damaged, cut };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
