import { textOf } from './bytes.ts';
import { K6CsvError } from './k6-csv-error.ts';
import { metricOf, other } from './metrics.ts';
import { quotedFields } from './quoted.ts';

/** A first line longer than this is no header. */
export const longestHeader = 65_536;

/** Where the columns are; -1 for a column that the stream does not have (k6's systemTags choose them). */
export interface Columns {
  names: string[];
  count: number;
  metric: number;
  stamp: number;
  value: number;
  status: number;
  route: number;
  expected: number;
  scenario: number;
  error: number;
  errorCode: number;
  extraTags: number;
  metadata: number;
  /** metric_name, timestamp, metric_value come first and something follows, as k6 writes it: the fast way can be taken. */
  usualOrder: boolean;
}

const needed = ['metric_name', 'timestamp', 'metric_value', 'status'];
const advice = 'Record with `k6 run --out csv=FILE`';

/** Columns by the names in the first line, which is at [from, to), its end included. Throws a {@link K6CsvError}. */
export function columnsOf(bytes: Uint8Array, from: number, to: number): Columns {
  const seen = otherFormat(bytes, from, to);
  if (seen !== null) throw new K6CsvError(seen.problem, `${seen.sentence} ${advice} and give that file.`);
  const line = textOf(bytes, from, Math.min(to, from + longestHeader)).trimEnd();
  const names = quotedFields(line) ?? [];
  const first = names[0] ?? '';
  if (!names.includes('metric_name') && metricOf(first) !== other)
    throw new K6CsvError(
      'no-header',
      `The first line is a row of ${first}, not a header: without the names of the columns their meaning is a guess. ` +
        'Put the line that k6 wrote first (metric_name,timestamp,metric_value,...) back in front.',
    );
  if (!names.includes('metric_name'))
    throw new K6CsvError(
      'other-format',
      `The first line is not a header of k6's CSV: it reads "${short(line)}". ${advice} and give that file.`,
    );
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new K6CsvError(
      'missing-columns',
      `The header has no column ${missing.join(', ')}: requests cannot be judged without. k6 writes the columns that ` +
        'its option systemTags names; record again with `status` among them, or without that option.',
    );
  const at = (name: string) => names.indexOf(name);
  const metric = at('metric_name');
  const stamp = at('timestamp');
  const value = at('metric_value');
  return {
    names,
    count: names.length,
    metric,
    stamp,
    value,
    status: at('status'),
    route: at('name') >= 0 ? at('name') : at('url'),
    expected: at('expected_response'),
    scenario: at('scenario'),
    error: at('error'),
    errorCode: at('error_code'),
    extraTags: at('extra_tags'),
    metadata: at('metadata'),
    usualOrder: metric === 0 && stamp === 1 && value === 2,
  };
}

/** What the stream is when its first bytes show that it is no CSV of k6's. */
function otherFormat(
  bytes: Uint8Array,
  from: number,
  to: number,
): { problem: 'binary' | 'other-format'; sentence: string } | null {
  const [a, b] = [bytes[from], bytes[from + 1]];
  const binary = (what: string) => ({
    problem: 'binary' as const,
    sentence: `This is ${what}, not k6's CSV.`,
  });
  const other = (what: string) => ({
    problem: 'other-format' as const,
    sentence: `This is ${what}, not k6's CSV.`,
  });
  if (a === 0x1f && b === 0x8b) return binary('gzip inside of what should be text (compressed twice?)');
  if (a === 0x50 && b === 0x4b) return binary('a zip archive');
  if (a === 0x28 && b === 0xb5) return binary('Zstandard');
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return binary('UTF-16 text');
  for (let at = from; at < Math.min(to, from + 4_096); at++) {
    if (bytes[at]! < 9) return binary('binary data');
  }
  const start = textOf(bytes, from, Math.min(to, from + 200)).trimStart();
  if (start.startsWith('{')) return other("JSON (k6's `--out json`, or a summary)");
  if (start.startsWith('<')) return other('HTML or XML');
  if (/^timeStamp[,\t;]elapsed/.test(start)) return other("JMeter's JTL");
  return null;
}

/** The first line, or what there is of it, made printable. */
export function short(text: string): string {
  const printable = text.replace(/\p{C}/gu, '·');
  return printable.length > 80 ? `${printable.slice(0, 80)}…` : printable;
}
