import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import type { TraceRow } from '../../core/plan/trace.ts';
import { systemCode } from './store-error.ts';

export interface TraceProblem {
  /** 1-based; null where the problem is the whole file. */
  line: number | null;
  message: string;
}

const minutesOfDay = 1440;
const columns = ['minute', 'arrivals'];

/** A day of arrivals from a CSV file with the columns `minute,arrivals`, or what is wrong with it. */
export async function readTraceFile(path: string): Promise<TraceRow[] | { problems: TraceProblem[] }> {
  try {
    return traceIn(await readFile(path, 'utf8'));
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    return {
      problems: [{ line: null, message: `${why}; a trace is a CSV file with the columns minute,arrivals` }],
    };
  }
}

interface CsvRow {
  info: { lines: number };
  record: string[];
}

function traceIn(text: string): TraceRow[] | { problems: TraceProblem[] } {
  let rows: CsvRow[];
  try {
    // With `info`, csv-parse gives rows of this form; its types say rows of text.
    rows = parse(text, { bom: true, info: true, skip_empty_lines: true, trim: true }) as unknown as CsvRow[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      problems: [{ line: Number(error.lines) || null, message: `this is not CSV: ${error.message}` }],
    };
  }
  const [header, ...days] = rows;
  if (header === undefined || header.record.join() !== columns.join())
    return {
      problems: [
        {
          line: 1,
          message: `the first line is '${header?.record.join() ?? ''}': it has to be minute,arrivals`,
        },
      ],
    };
  const problems = days.flatMap((row, i) => rowProblems(row, i));
  if (problems.length === 0 && days.length !== minutesOfDay)
    problems.push({ line: null, message: `it has ${days.length} minutes: a day has ${minutesOfDay}` });
  const trace = days.map(({ record }) => ({ minute: Number(record[0]), arrivals: Number(record[1]) }));
  if (problems.length === 0 && trace.every(({ arrivals }) => arrivals === 0))
    problems.push({ line: null, message: 'nobody arrives on this day, so there is no load to make of it' });
  return problems.length === 0 ? trace : { problems: firstProblems(problems) };
}

function rowProblems({ info: { lines }, record }: CsvRow, i: number): TraceProblem[] {
  const [minute = '', arrivals = ''] = record;
  if (!/^\d+$/.test(minute) || Number(minute) !== i)
    return [
      { line: lines, message: `minute is '${minute}': it has to be ${i}, minutes count from 0 without gaps` },
    ];
  if (!/^\d+(\.\d+)?$/.test(arrivals))
    return [{ line: lines, message: `arrivals is '${arrivals}': it has to be a number, 0 or more` }];
  return [];
}

/** One missing minute puts every later one out of step, so only the first problems are worth reading. */
function firstProblems(problems: TraceProblem[]): TraceProblem[] {
  const shown = 3;
  if (problems.length <= shown) return problems;
  const rest = { line: null, message: `and ${problems.length - shown} more lines like these` };
  return [...problems.slice(0, shown), rest];
}
