import { join } from 'node:path';
import { programEnding } from '../../src/edge/exec/run-program.ts';
import { type MadeStream, madeStream } from './k6-csv-file.ts';
import { type Bench, type Measurement, median, table } from './measurement.ts';

const repetitions = 3;
/** csv-parse is some ten times slower: a slice is enough to see it. */
const sliceBytes = 100_000_000;

/** What a reader program prints about itself; `requests` shows that it did the work. */
interface Reading {
  requests: number;
  seconds: number;
  cpuSeconds: number | null;
  peakBytes: number | null;
}

interface Reader {
  name: string;
  argv(path: string): string[];
  /** Which of the made files it reads; the whole one unless said otherwise. */
  file?: 'slice' | 'default columns';
}

const here = import.meta.dirname;
const ours = (which: string) => (path: string) => [
  'node',
  '--import',
  'tsx',
  join(here, 'reader.ts'),
  which,
  path,
];

/** The counts of requests by second and response time, as our own distillation makes them. */
const duckdbProgram = `
import json, resource, sys, time
import duckdb
duckdb.sql('set enable_progress_bar = false')
began = time.time()
requests = duckdb.sql(f"""select sum(requests)::bigint from (
  select timestamp // 1000000 as second, floor(log2(1 + metric_value * 1000) * 16) as bin, count(*) as requests
  from read_csv('{sys.argv[1]}') where metric_name = 'http_req_duration' group by all)""").fetchall()[0][0]
print(json.dumps(dict(requests=requests, seconds=time.time() - began,
  cpuSeconds=time.process_time(), peakBytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)))
`;

const readers: Reader[] = [
  { name: 'wc -l (only newlines)', argv: (path) => ['wc', '-l', path] },
  { name: 'scanner, facts thrown away', argv: ours('scanner') },
  { name: "scanner, k6's default columns", argv: ours('scanner'), file: 'default columns' },
  { name: 'scanner and distillation', argv: ours('distil') },
  { name: 'csv-parse, rows thrown away', argv: ours('csv-parse'), file: 'slice' },
  {
    name: 'DuckDB, second x response time',
    argv: (path) => [process.env.PEAKPROOF_PERF_PYTHON ?? 'python3', '-c', duckdbProgram, path],
  },
];

export const scan: Measurement = {
  name: 'scan',
  about: "k6's CSV stream from a file into facts, against other readers of the same file",
  async run({ folder, say }: Bench) {
    const bytes = Number(process.env.PEAKPROOF_PERF_BYTES ?? 1_000_000_000);
    const whole = madeStream(join(folder, 'whole.csv'), bytes);
    const others = {
      slice: madeStream(join(folder, 'slice.csv'), Math.min(bytes, sliceBytes)),
      'default columns': madeStream(join(folder, 'default.csv'), bytes, 'default'),
    };
    say(
      `${(whole.bytes / 1e6).toFixed(0)} MB, ${whole.requests} requests; median of ${repetitions} runs, in turn`,
    );

    const found = new Map<Reader, { reading: Reading; bytes: number }[]>(
      readers.map((reader) => [reader, []]),
    );
    for (let i = 0; i < repetitions; i++) {
      for (const reader of readers) {
        const stream = reader.file === undefined ? whole : others[reader.file];
        const reading = await read(reader, stream);
        if (reading !== null) found.get(reader)!.push({ reading, bytes: stream.bytes });
      }
    }
    const speedOf = (reader: Reader) =>
      median(found.get(reader)!.map((one) => one.bytes / 1e6 / one.reading.seconds));
    const reference = speedOf(readers[1]!);
    const rows = readers.map((reader) => {
      const runs = found.get(reader)!;
      if (runs.length === 0) return [reader.name, 'not installed', '', '', ''];
      const speed = speedOf(reader);
      const cpu = runs.map((one) =>
        one.reading.cpuSeconds === null ? 0 : one.bytes / 1e6 / one.reading.cpuSeconds,
      );
      const peak = Math.max(...runs.map((one) => one.reading.peakBytes ?? 0));
      return [
        reader.name,
        `${speed.toFixed(0)} MB/s`,
        median(cpu) === 0 ? '' : `${median(cpu).toFixed(0)} MB/CPU s`,
        peak === 0 ? '' : `${(peak / 1e6).toFixed(0)} MB`,
        `${(speed / reference).toFixed(2)}`,
      ];
    });
    for (const line of table([['reader', 'speed', 'by CPU', 'peak memory', 'of the scanner'], ...rows]))
      say(line);
  },
};

/** null where the reader is not installed. Throws when a reader counts something else than what was made. */
async function read(reader: Reader, stream: MadeStream): Promise<Reading | null> {
  const began = performance.now();
  const ending = await programEnding(reader.argv(stream.path));
  const seconds = (performance.now() - began) / 1e3;
  if (ending.exitCode !== 0) {
    if (ending.how === 'not found' || /No module named/.test(ending.stderr)) return null;
    throw new Error(`${reader.name} failed: ${ending.stderr}`);
  }
  if (reader.name.startsWith('wc'))
    return { requests: stream.requests, seconds, cpuSeconds: null, peakBytes: null };
  const reading = JSON.parse(ending.stdout) as Reading;
  if (reading.requests !== stream.requests)
    throw new Error(`${reader.name} counted ${reading.requests} requests of ${stream.requests}`);
  return reading;
}
