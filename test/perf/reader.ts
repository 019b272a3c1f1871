import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { emptyLoadNames } from '../../src/core/distil/k6csv/names.ts';
import { K6CsvScanner } from '../../src/core/distil/k6csv/scanner.ts';
import type { LoadSink } from '../../src/core/distil/sink.ts';
import { TrialAccumulator } from '../../src/core/distil/trial-accumulator.ts';
import { readFileBytes } from '../../src/edge/store/file-bytes.ts';

/** A program of its own for each reader, so that each has its own memory: reader.ts scanner|distil|csv-parse FILE. */
const [which, path = ''] = process.argv.slice(2);

const nothing = { iteration() {}, dropped() {}, users() {}, maxUsers() {} };

async function scannedRequests(): Promise<number> {
  let requests = 0;
  const sink: LoadSink = {
    ...nothing,
    request() {
      requests++;
    },
  };
  await scanInto(sink, emptyLoadNames());
  return requests;
}

/** With a window that covers the whole of a made stream. */
async function distilledRequests(): Promise<number> {
  const names = emptyLoadNames();
  const lengthSeconds = 6_000;
  const accumulator = new TrialAccumulator(
    {
      loadStartMicros: 1_795_253_299_000_000,
      lengthSeconds,
      plateau: { fromSeconds: 60, toSeconds: lengthSeconds },
      phases: [
        { name: '5 pods', fromSeconds: 0, toSeconds: 600 },
        { name: '10 pods', fromSeconds: 600, toSeconds: lengthSeconds },
      ],
      satisfiedSeconds: 0.5,
      sloSeconds: 2,
    },
    names,
  );
  await scanInto(accumulator, names);
  return accumulator.result().whole.started;
}

async function scanInto(sink: LoadSink, names: ReturnType<typeof emptyLoadNames>): Promise<void> {
  const scanner = new K6CsvScanner(sink, names);
  await readFileBytes(path, (bytes) => scanner.push(bytes));
  scanner.end();
}

async function parsedRequests(): Promise<number> {
  let requests = 0;
  for await (const row of createReadStream(path).pipe(parse()))
    if (row[0] === 'http_req_duration') requests++;
  return requests;
}

const readers: Record<string, () => Promise<number>> = {
  scanner: scannedRequests,
  distil: distilledRequests,
  'csv-parse': parsedRequests,
};

const began = performance.now();
const cpuBefore = process.cpuUsage();
const requests = await readers[which ?? '']!();
const { user, system } = process.cpuUsage(cpuBefore);
console.log(
  JSON.stringify({
    requests,
    seconds: (performance.now() - began) / 1e3,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }),
);
