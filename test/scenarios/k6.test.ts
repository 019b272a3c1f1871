import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadPlan } from '../../scenarios/profiles/plan.ts';

interface Arrival {
  at: number;
  method: string;
  url: string;
  connection: number;
  headers: IncomingMessage['headers'];
}

interface Run {
  exitCode: number;
  stderr: string;
  rows: Record<string, string>[];
  arrivals: Arrival[];
  connections: number;
  seconds: number;
}

const columns = [
  'metric_name',
  'timestamp',
  'metric_value',
  'error',
  'error_code',
  'expected_response',
  'method',
  'name',
  'scenario',
  'status',
  'extra_tags',
  'metadata',
];
const ofOneRequest = [
  'http_reqs',
  'http_req_duration',
  'http_req_blocked',
  'http_req_connecting',
  'http_req_tls_handshaking',
  'http_req_sending',
  'http_req_waiting',
  'http_req_receiving',
  'http_req_failed',
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scenarios-k6-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Answers each request at once; `hang` never answers a path that has it. */
async function service(
  arrivals: Arrival[],
  hang?: string,
): Promise<{ server: Server; connections: () => number }> {
  let connections = 0;
  const numbers = new WeakMap<object, number>();
  const server = createServer((request, response) => {
    const { method = '', url = '', headers, socket } = request;
    arrivals.push({ at: Date.now(), method, url, connection: numbers.get(socket)!, headers });
    request.resume();
    if (hang !== undefined && url.includes(hang)) return;
    response.writeHead(200, { 'x-pod': `pod-${arrivals.length % 2}`, 'content-type': 'application/json' });
    response.end('{"token":"abc"}');
  });
  server.on('connection', (socket) => {
    connections++;
    numbers.set(socket, connections);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, connections: () => connections };
}

async function run(script: string, changes: Partial<LoadPlan>, hang?: string): Promise<Run> {
  const arrivals: Arrival[] = [];
  const { server, connections } = await service(arrivals, hang);
  const plan: LoadPlan = {
    scenario: { profile: { model: 'closed', users: 4, rampSeconds: 0, thinkSeconds: 0.1 } },
    lengthSeconds: 2,
    graceSeconds: 60,
    connections: { policy: 'keep' },
    seed: 20,
    ...changes,
  };
  const file = join(folder, `${script}.json`);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(file, JSON.stringify({ plan, url }));
  // Without an address k6 opens no API on its usual port, where another k6 may be.
  const args = [
    'run',
    '--address',
    '',
    '--quiet',
    '--no-usage-report',
    '--summary-mode=disabled',
    '--no-thresholds',
  ];
  args.push('--out', 'csv=-', '-e', `PEAKPROOF_PLAN=${file}`);
  args.push(new URL(`../../scenarios/${script}`, import.meta.url).pathname);
  const env = { ...process.env, K6_CSV_TIME_FORMAT: 'unix_micro' };
  const startedMs = Date.now();
  const { exitCode, stdout, stderr } = await new Promise<{
    exitCode: number;
    stdout: string;
    stderr: string;
  }>((ended) =>
    execFile('k6', args, { env, maxBuffer: 1e8, timeout: 15_000 }, (error, stdout, stderr) =>
      ended({ exitCode: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
    ),
  );
  const seconds = (Date.now() - startedMs) / 1000;
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  const rows: Record<string, string>[] = parse(stdout, { columns: true });
  return { exitCode, stderr, rows, arrivals, connections: connections(), seconds };
}

function rowsOf({ rows }: Run, metric: string) {
  return rows.filter(({ metric_name }) => metric_name === metric);
}

describe('the scenarios in real k6', () => {
  test('streams nine adjacent rows a request, then the pod that served it, with the user in the metadata', async () => {
    const done = await run('portal-peak.ts', { connections: { policy: 'per-request' } });
    expect([done.exitCode, done.stderr]).toEqual([0, '']);
    expect(Object.keys(done.rows[0]!)).toEqual(columns);
    const requests = rowsOf(done, 'http_reqs');
    expect(requests.length).toBe(done.arrivals.length);
    expect(done.connections).toBe(done.arrivals.length);

    const unserved = new Map<string, string>();
    let served = 0;
    for (const [i, row] of done.rows.entries()) {
      if (row.metric_name === 'http_reqs') {
        const group = done.rows.slice(i, i + 9);
        expect(group.map(({ metric_name }) => metric_name)).toEqual(ofOneRequest);
        expect(new Set(group.map(({ metadata, timestamp }) => `${metadata} ${timestamp}`)).size).toBe(1);
        expect(row.metadata).toMatch(/^vu=\d+$/);
        expect(row).toMatchObject({ status: '200', expected_response: 'true' });
        unserved.set(row.metadata!, `${row.name} ${group[1]!.metric_value}`);
      }
      if (row.metric_name !== 'served') continue;
      served++;
      const tags = new URLSearchParams(row.extra_tags);
      expect(tags.get('pod')).toMatch(/^pod-[01]$/);
      expect(`${tags.get('route')} ${row.metric_value}`).toBe(unserved.get(row.metadata!));
      unserved.delete(row.metadata!);
    }
    expect(served).toBe(requests.length);
  });

  test('signs in, carries the token, and says who it is', async () => {
    const done = await run('portal-peak.ts', {});
    const [first, second] = done.arrivals.filter(({ connection }) => connection === 1);
    expect(first).toMatchObject({ method: 'POST', url: '/portal/sign-in' });
    expect(first!.headers).toMatchObject({ 'user-agent': 'peakproof', 'content-type': 'application/json' });
    expect(first!.headers.authorization).toBeUndefined();
    expect(second).toMatchObject({ method: 'GET', url: '/survey/business-2025' });
    expect(second!.headers.authorization).toBe('Bearer abc');
    expect(done.connections).toBe(4);
  });

  test('ends connections by the rotation', async () => {
    const done = await run('groupware-peak.ts', { connections: { policy: 'rotate', min: 2, max: 3 } });
    expect([done.exitCode, done.stderr]).toEqual([0, '']);
    const lengths = new Map<number, number>();
    for (const { connection } of done.arrivals) lengths.set(connection, (lengths.get(connection) ?? 0) + 1);
    expect(Math.max(...lengths.values())).toBe(3);
    expect([...lengths.values()].filter((length) => length === 1).length).toBeLessThanOrEqual(4);
    expect(done.connections).toBeGreaterThan(done.arrivals.length / 3 - 1);
  });

  test('starts the journeys of an open profile, fractional rates included', async () => {
    const points = [
      { atSeconds: 0, perSecond: 2.5 },
      { atSeconds: 1.5, perSecond: 12.5 },
      { atSeconds: 2, perSecond: 12.5 },
    ];
    const profile = { model: 'open' as const, points, maxUsers: 30, thinkSeconds: 0.05 };
    const done = await run('groupware-peak.ts', { scenario: { profile } });
    expect([done.exitCode, done.stderr]).toEqual([0, '']);
    // 1.5 s at 7.5 on average and 0.5 s at 12.5.
    const iterations = rowsOf(done, 'iterations').length;
    expect(iterations).toBeGreaterThanOrEqual(16);
    expect(iterations).toBeLessThanOrEqual(19);
    expect(rowsOf(done, 'dropped_iterations')).toEqual([]);
  });

  test('ends with the window, without a rush of empty journeys', async () => {
    const done = await run('portal-peak.ts', {});
    const first = done.arrivals[0]!.at;
    expect(Math.max(...done.arrivals.map(({ at }) => at)) - first).toBeLessThan(2500);
    expect(rowsOf(done, 'iterations').length).toBeLessThan(4 * 5);
    expect(done.seconds).toBeLessThan(8);
  });

  test('gives a row to a request that is never answered', async () => {
    const done = await run('portal-peak.ts', { graceSeconds: 2 }, '/page/2');
    expect(done.exitCode).toBe(0);
    const silent = rowsOf(done, 'http_reqs').filter(({ status }) => status === '0');
    expect(silent.length).toBe(4);
    for (const row of silent)
      expect(row).toMatchObject({ name: 'page', expected_response: 'false', error_code: '1050' });
    expect(rowsOf(done, 'http_reqs').length).toBe(done.arrivals.length);
    expect(rowsOf(done, 'served').length).toBe(done.arrivals.length - 4);
  });
});
