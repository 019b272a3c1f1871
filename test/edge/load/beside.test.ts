import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { LoadLine } from '../../../src/core/model/observation.ts';
import { composedScript } from '../../../src/edge/load/composed-script.ts';
import { Tap } from '../../../src/edge/load/tap.ts';
import { readRequestLog } from '../../../src/edge/store/request-log.ts';
import { Facts } from '../../core/distil/k6csv/facts.ts';
import { exchange, row, stream } from '../../core/distil/k6csv/rows.ts';
import { temporaryFolder } from './folder.ts';

const at = 1_795_253_301_000_000;
const main = { scenario: 'load', metadata: 'vu=1' };
const other = { scenario: 'beside0', metadata: 'vu=2' };

/** Two loads in one stream: one request of the main one, two of the other, and k6's count of the users of both. */
const twoLoads = stream(
  row({ metric: 'users_begun', stamp: at, value: 1, tags: main }),
  row({ metric: 'users_begun', stamp: at, value: 1, tags: other }),
  row({ metric: 'users_begun', stamp: at, value: 1, tags: { ...other, metadata: 'vu=3' } }),
  exchange({ stamp: at + 100_000, ms: 2, tags: main }),
  row({ metric: 'served', stamp: at + 100_001, value: 2, tags: { ...main, extra_tags: 'pod=p-1' } }),
  exchange({ stamp: at + 200_000, ms: 3, tags: other }),
  row({ metric: 'served', stamp: at + 200_001, value: 3, tags: { ...other, extra_tags: 'pod=g-1' } }),
  row({ metric: 'vus', stamp: at + 1_000_000, value: 3 }),
  row({ metric: 'vus_max', stamp: at + 1_000_000, value: 3 }),
  row({ metric: 'iteration_duration', stamp: at + 1_100_000, value: 900, tags: other }),
  row({ metric: 'dropped_iterations', stamp: at + 1_100_000, value: 4, tags: main }),
  exchange({ stamp: at + 1_200_000, ms: 4, failed: true, tags: { ...other, status: '503' } }),
  row({ metric: 'vus', stamp: at + 2_000_000, value: 3 }),
);

async function requestsIn(path: string) {
  const facts = new Facts();
  await readRequestLog(path, facts, facts.names);
  return facts.requests;
}

it('keeps the loads of one stream apart: requests, journeys, and users by those who began', async () => {
  const folder = await temporaryFolder();
  const path = (name: string) => join(folder, name);
  const lines: { main: LoadLine[]; other: LoadLine[] } = { main: [], other: [] };
  const tap = new Tap({
    requestLogPath: path('requests.csv.gz'),
    rawPath: null,
    linesFromSeconds: 0,
    usersStay: true,
    onLoadLine: (line) => lines.main.push(line),
    beside: [
      {
        name: 'beside0',
        usersStay: true,
        requestLogPath: path('requests.beside0.csv.gz'),
        onLoadLine: (line) => lines.other.push(line),
      },
    ],
  });
  for (let from = 0; from < twoLoads.length; from += 100)
    tap.take(new TextEncoder().encode(twoLoads.slice(from, from + 100)));
  const progress = tap.tick();
  expect((await tap.end()).failures).toEqual([]);

  expect(await requestsIn(path('requests.csv.gz'))).toMatchObject([{ duration: 2_000 }]);
  expect(await requestsIn(path('requests.beside0.csv.gz'))).toMatchObject([
    { duration: 3_000, pod: 'g-1', expected: true },
    { duration: 4_000, pod: '', status: 503 },
  ]);
  expect(lines.main.map(({ users, iterations, dropped }) => [users, iterations, dropped])).toEqual([
    [1, 0, 0],
    [1, 0, 4],
  ]);
  expect(lines.other.map(({ users, iterations, dropped }) => [users, iterations, dropped])).toEqual([
    [2, 0, 0],
    [2, 1, 0],
  ]);
  expect(progress).toMatchObject({ users: 1, requests: 1 });
});

it('composes the scripts of several loads into one, and takes a single one as it is', async () => {
  const folder = await temporaryFolder();
  expect(await composedScript(['/scenarios/portal-peak.ts'], folder)).toBe('/scenarios/portal-peak.ts');
  const path = await composedScript(['/a b/one.ts', '/two.ts', '/three.ts'], folder);
  expect(readFileSync(path, 'utf8')).toBe(
    [
      'export * from "file:///a%20b/one.ts";',
      'export { default } from "file:///a%20b/one.ts";',
      'export { default as beside0 } from "file:///two.ts";',
      'export { default as beside1 } from "file:///three.ts";',
      '',
    ].join('\n'),
  );
});
