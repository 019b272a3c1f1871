import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { emptyLoadNames } from '../../../src/core/distil/k6csv/names.ts';
import { RequestLogWriter, readRequestLog } from '../../../src/edge/store/request-log.ts';
import { Facts, type RequestFact } from '../../core/distil/k6csv/facts.ts';
import { temporaryFolder } from '../load/folder.ts';

function written(
  writer: RequestLogWriter,
  names: ReturnType<typeof emptyLoadNames>,
  facts: readonly RequestFact[],
): void {
  for (const { start, duration, blocked, status, expected, route, pod, error } of facts)
    writer.request(
      start,
      duration,
      blocked,
      status,
      expected,
      names.routes.id(route),
      names.pods.id(pod),
      names.errors.id(error),
    );
}

async function readBack(path: string): Promise<{ requests: RequestFact[]; codes: string[]; count: number }> {
  const facts = new Facts();
  const { requests, warnings } = await readRequestLog(path, facts, facts.names);
  return { requests: facts.requests, codes: warnings.map(({ code }) => code), count: requests };
}

const text = fc
  .array(fc.constantFrom('"', ',', '\n', '\r\n', 'é', '친구', '🎉', ' ', 'a', '/p', "'"), { maxLength: 5 })
  .map((parts) => parts.join(''));
const someFacts = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 9_000_000_000_000_000 }),
    duration: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 90_000_000_000 })),
    blocked: fc.integer({ min: 0, max: 2_147_483_648 }),
    status: fc.constantFrom(0, 200, 404, 503),
    expected: fc.boolean(),
    route: text,
    pod: text,
    error: text,
  }),
  { maxLength: 30 },
);

/** Facts enough to fill several blocks. */
const manyFacts = (count: number): RequestFact[] =>
  Array.from({ length: count }, (_, i) => ({
    start: 1_795_253_301_000_000 + i * 997,
    duration: (i * 7_919) % 1_000_000,
    blocked: i % 300,
    status: i % 50 === 0 ? 503 : 200,
    expected: i % 50 !== 0,
    route: `/route/${i % 7}`,
    pod: `pod-${i % 5}`,
    error: i % 50 === 0 ? 'HTTP 503' : '',
  }));

it('gives back every request as it was, whatever its texts, and is the CSV that everybody reads', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'requests.csv.gz');
  await fc.assert(
    fc.asyncProperty(someFacts, async (facts) => {
      const names = emptyLoadNames();
      const writer = new RequestLogWriter(path, names);
      written(writer, names, facts);
      await writer.close();
      expect(writer.failure).toBeNull();
      expect(await readBack(path)).toEqual({ requests: facts, codes: [], count: facts.length });
      const rows = parse(gunzipSync(readFileSync(path)), { columns: true }) as Record<string, string>[];
      expect(rows).toEqual(
        facts.map(({ start, duration, blocked, status, expected, ...texts }) => ({
          start_us: String(start),
          duration_us: String(duration),
          blocked_us: String(blocked),
          status: String(status),
          expected: String(expected),
          ...texts,
        })),
      );
    }),
    { numRuns: 60 },
  );
});

it('keeps many requests in order, and a text longer than any block', async () => {
  const path = join(await temporaryFolder(), 'requests.csv.gz');
  const names = emptyLoadNames();
  const writer = new RequestLogWriter(path, names);
  const facts = manyFacts(20_000);
  facts[9_000]!.error = 'long, '.repeat(50_000);
  facts[9_001]!.start = -5;
  written(writer, names, facts);
  await writer.close();
  const back = await readBack(path);
  expect(back.count).toBe(20_000);
  expect(back.requests).toEqual(facts);
});

it('can be read to the last flush while it is still being written', async () => {
  const path = join(await temporaryFolder(), 'requests.csv.gz');
  const names = emptyLoadNames();
  const writer = new RequestLogWriter(path, names);
  const facts = manyFacts(5_000);
  written(writer, names, facts.slice(0, 3_000));
  writer.flush();
  written(writer, names, facts.slice(3_000));
  // What a crash leaves: the file as the system has it.
  let back = await readBack(path);
  for (let tries = 0; tries < 100 && back.count < 3_000; tries++) {
    await sleep(20);
    back = await readBack(path);
  }
  expect(back.requests.slice(0, 3_000)).toEqual(facts.slice(0, 3_000));
  expect(back.codes).toEqual(['request-log-cut']);
  await writer.close();
  expect((await readBack(path)).requests).toEqual(facts);
});

it('gives what a cut file holds, wherever it was cut', async () => {
  const path = join(await temporaryFolder(), 'requests.csv.gz');
  const names = emptyLoadNames();
  const writer = new RequestLogWriter(path, names);
  const facts = manyFacts(3_000);
  written(writer, names, facts);
  await writer.close();
  const whole = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
      writeFileSync(path, whole.subarray(0, length));
      const { requests, codes, count } = await readBack(path);
      expect(requests).toEqual(facts.slice(0, count));
      expect(codes).toEqual(['request-log-cut']);
    }),
    { numRuns: 50 },
  );
});

it('says which rows it cannot read, and refuses what is no request log', async () => {
  const path = join(await temporaryFolder(), 'requests.csv.gz');
  const header = 'start_us,duration_us,blocked_us,status,expected,route,pod,error';
  const rows = [
    '1,2,3,200,true,/,p,',
    'x,2,3,200,true,/,p,',
    '1,2,3',
    '',
    '1,2,3,200,true,/,p',
    '4,5,6,0,false,/,,gone',
  ];
  writeFileSync(path, gzipSync(`${header}\n${rows.join('\n')}\n`));
  const back = await readBack(path);
  expect(back.requests.map(({ start, error }) => [start, error])).toEqual([
    [1, ''],
    [4, 'gone'],
  ]);
  expect(back.codes).toEqual(['request-log-damaged']);
  writeFileSync(path, 'metric_name,timestamp\n');
  await expect(readBack(path)).rejects.toThrow(/not a request log of peakproof/);
  await expect(readBack(`${path}.not-there`)).rejects.toThrow(/There is no file/);
  await expect(readBack(join(path, '..'))).rejects.toThrow(/is a folder/);
});

it('refuses at once a place that cannot be written', async () => {
  const folder = await temporaryFolder();
  expect(() => new RequestLogWriter(join(folder, 'no', 'such', 'folder.gz'), emptyLoadNames())).toThrow(
    /cannot be written/,
  );
});

it.runIf(existsSync('/dev/full'))('goes on without the file when the disk is full, and says so', async () => {
  const names = emptyLoadNames();
  const writer = new RequestLogWriter('/dev/full', names);
  const facts = manyFacts(50_000);
  written(writer, names, facts);
  writer.flush();
  await sleep(200);
  written(writer, names, facts);
  writer.flush();
  await writer.close();
  expect(writer.failure).toMatch(/ENOSPC/);
});

it('gives a disk up that is too slow, and never waits for it', async () => {
  const path = join(await temporaryFolder(), 'pipe');
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  // Opens the pipe and never reads from it.
  const reader = spawn('/bin/sh', ['-c', 'exec sleep 60 <"$0"', path], { stdio: 'ignore' });
  onTestFinished(() => void reader.kill('SIGKILL'));
  const names = emptyLoadNames();
  const writer = new RequestLogWriter(path, names, { mostWaitingBytes: 2_000_000 });
  const facts = manyFacts(10_000);
  for (let i = 0; i < 200 && writer.failure === null; i++) {
    const before = performance.now();
    written(writer, names, facts);
    writer.flush();
    expect(performance.now() - before).toBeLessThan(2_000);
    await sleep(1);
  }
  expect(writer.failure).toMatch(/too slow.*MB were waiting/);
  await writer.close();
});
