import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { LoadLine } from '../../../src/core/model/observation.ts';
import type { LoadProgress } from '../../../src/core/watch/trial-progress.ts';
import { systemClock } from '../../../src/edge/clock.ts';
import { K6Load } from '../../../src/edge/load/k6-load.ts';
import type { LoadRequest } from '../../../src/edge/load/load.ts';
import { scenarioSha256 } from '../../../src/edge/load/scenario-hash.ts';
import { readRequestLog } from '../../../src/edge/store/request-log.ts';
import { Facts } from '../../core/distil/k6csv/facts.ts';
import { exchange, row, stream } from '../../core/distil/k6csv/rows.ts';
import { temporaryFolder } from './folder.ts';

const standIn = fileURLToPath(new URL('../../fixtures/bin/k6-stand-in/k6', import.meta.url));
const at = 1_795_253_301_000_000;
const someRows = stream(
  row({ metric: 'vus', stamp: at, value: 1 }),
  row({ metric: 'vus_max', stamp: at, value: 1 }),
  row({ metric: 'data_sent', stamp: at + 400_000, value: 0 }),
  exchange({ stamp: at + 500_000, ms: 2, tags: { metadata: 'vu=1' } }),
  row({ metric: 'served', stamp: at + 500_001, value: 2, tags: { extra_tags: 'pod=p-1', metadata: 'vu=1' } }),
  exchange({
    stamp: at + 900_000,
    ms: 5,
    failed: true,
    tags: { status: '503', expected_response: 'false', metadata: 'vu=1' },
  }),
  row({ metric: 'iteration_duration', stamp: at + 900_001, value: 500 }),
);

interface StandIn {
  stream?: string;
  says?: string;
  seconds?: string;
  signal?: string;
  exit?: string;
  env?: Record<string, string>;
  request?: Partial<LoadRequest>;
}

async function started(given: StandIn) {
  const folder = await temporaryFolder();
  const path = (name: string) => join(folder, name);
  const env: Record<string, string> = { PATH: '/usr/bin:/bin', STAND_IN_SHOWS: path('shows'), ...given.env };
  if (given.stream !== undefined) {
    writeFileSync(path('stream'), given.stream);
    env.STAND_IN_STREAM = path('stream');
  }
  for (const name of ['says', 'seconds', 'signal', 'exit'] as const)
    if (given[name] !== undefined) env[`STAND_IN_${name.toUpperCase()}`] = given[name];
  const lines: LoadLine[] = [];
  const progress: LoadProgress[] = [];
  const running = await new K6Load(standIn, '/scenarios', env, systemClock()).start({
    script: 'portal-peak.ts',
    planPath: path('load-plan.json'),
    startAtSeconds: at / 1e6,
    requestLogPath: path('requests.csv.gz'),
    rawPath: null,
    stderrPath: path('stderr.log'),
    onLoadLine: (line) => lines.push(line),
    onProgress: (one) => progress.push(one),
    ...given.request,
  });
  return { running, lines, progress, path };
}

async function requestsIn(path: string) {
  const facts = new Facts();
  const { warnings } = await readRequestLog(path, facts, facts.names);
  expect(warnings).toEqual([]);
  return facts.requests;
}

describe('k6 behind the tap', () => {
  it('keeps the texts of what k6 runs, those of its own imports too, as they are hashed', async () => {
    const scenarios = fileURLToPath(new URL('../../../scenarios', import.meta.url));
    const script = join(scenarios, 'portal-peak.ts');
    const { running, path } = await started({ stream: someRows, request: { script } });
    await running.ended;
    const files = JSON.parse(readFileSync(path('scenario.json'), 'utf8')) as Record<string, string>;
    expect(files['portal-peak.ts']).toBe(readFileSync(script, 'utf8'));
    expect(Object.keys(files).length).toBeGreaterThan(1);
    const hash = createHash('sha256');
    for (const [name, text] of Object.entries(files)) hash.update(`${name}\0${text}\0`);
    expect(hash.digest('hex')).toBe(await scenarioSha256(script));
  });

  it('leaves no script that names places of this machine, once k6 has ended', async () => {
    const request = {
      beside: [{ script: 'b.ts', usersStay: true, requestLogPath: '/dev/null', onLoadLine: () => {} }],
    };
    const { running, path } = await started({ stream: someRows, seconds: '1', request });
    expect(existsSync(path('load.js'))).toBe(true);
    await running.ended;
    expect(existsSync(path('load.js'))).toBe(false);
  });

  it('leaves the requests, the lines, a hash and what k6 said', async () => {
    const { running, lines, progress, path } = await started({ stream: someRows, says: 'a warning of k6' });
    expect(await running.ended).toEqual({
      exitCode: 0,
      problem: null,
      // The setup of the scenario ended later than it was to.
      loadStartSeconds: at / 1e6 + 0.4,
      loadEndSeconds: at / 1e6 + 0.9,
      streamSha256: createHash('sha256').update(someRows).digest('hex'),
      streamBytes: someRows.length,
      observerFailures: [],
    });
    expect(running.pid).toBeGreaterThan(1);
    expect(await requestsIn(path('requests.csv.gz'))).toMatchObject([
      { status: 200, expected: true, pod: 'p-1', duration: 2_000 },
      { status: 503, expected: false, pod: '', duration: 5_000 },
    ]);
    expect(lines).toEqual([
      { at: at / 1e6, users: 1, maxUsers: 1, iterations: 0, dropped: 0, starts: [] },
      {
        at: (at + 900_001) / 1e6,
        users: null,
        maxUsers: null,
        iterations: 1,
        dropped: 0,
        starts: [[at / 1e6, 1]],
      },
    ]);
    expect(progress.at(-1)).toMatchObject({ users: 1 });
    expect(readFileSync(path('stderr.log'), 'utf8')).toBe('a warning of k6\n');
    expect(existsSync(path('k6.csv.gz'))).toBe(false);
  });

  it('keeps the stream as it is where that is asked for', async () => {
    const folder = await temporaryFolder();
    const rawPath = join(folder, 'k6.csv.gz');
    const { running } = await started({ stream: someRows, request: { rawPath } });
    await running.ended;
    expect(gunzipSync(readFileSync(rawPath)).toString()).toBe(someRows);
  });

  it("calls k6 so that nothing of the user's own settings changes the load", async () => {
    const { running, path } = await started({
      stream: someRows,
      env: { HTTPS_PROXY: 'http://proxy:1', no_proxy: '*', K6_VUS: '9', K6_OUT: 'json', KEPT: 'yes' },
    });
    await running.ended;
    const [env = '', argv = ''] = readFileSync(path('shows'), 'utf8').split('--\n', 2);
    expect(env).not.toMatch(/proxy|K6_VUS|K6_OUT/i);
    expect(env).toContain('KEPT=yes\n');
    expect(env).toContain('K6_CSV_TIME_FORMAT=unix_micro\n');
    const words = readFileSync(path('shows'), 'utf8')
      .slice(env.length + 3)
      .trimEnd()
      .split('\n');
    expect(argv.length).toBeGreaterThan(0);
    expect(words).toEqual([
      'run',
      '--quiet',
      '--no-color',
      '--no-usage-report',
      '--address=',
      `--config=${path('load-plan.json')}`,
      '--summary-mode=disabled',
      '--no-thresholds',
      '--out=csv=-',
      '-e',
      `PEAKPROOF_PLAN=${path('load-plan.json')}`,
      '-e',
      expect.stringMatching(/^PEAKPROOF_START_AT=1795253\d{6}$/),
      '/scenarios/portal-peak.ts',
    ]);
  });

  it('says why k6 failed, and keeps the requests until then', async () => {
    const says = String.raw`time="x" level=error msg="TypeError: no\n\tat file:///s.ts:1:1"`;
    const { running, path } = await started({ stream: someRows, says, exit: '107' });
    const ending = await running.ended;
    expect(ending.exitCode).toBe(107);
    expect(ending.problem).toBe(
      'portal-peak.ts threw an error: TypeError: no / at file:///s.ts:1:1. Correct the scenario.',
    );
    expect(await requestsIn(path('requests.csv.gz'))).toHaveLength(2);
  });

  it('says how k6 ended where it wrote nothing', async () => {
    const { running } = await started({ exit: '104', says: 'level=error msg="bad option"' });
    expect(await running.ended).toMatchObject({
      exitCode: 104,
      problem: expect.stringContaining('bad option'),
      loadStartSeconds: null,
      loadEndSeconds: null,
      streamBytes: 0,
      observerFailures: [{ name: 'stream', message: expect.stringContaining('empty') }],
    });
  });

  it('says that k6 was killed', async () => {
    const { running } = await started({ stream: someRows.slice(0, -40), signal: 'KILL' });
    const ending = await running.ended;
    expect(ending).toMatchObject({ exitCode: null, problem: expect.stringContaining('killed (SIGKILL)') });
    expect(ending.observerFailures.map(({ name }) => name)).toEqual(['stream: last-row-cut']);
  });

  it.each([
    ['garbage', `\u0000\u0001\u0002${'x'.repeat(300_000)}`, 'binary data'],
    ['another format', '{"a":1}\n{"a":2}\n', 'JSON'],
    ['a header alone', someRows.slice(0, someRows.indexOf('\n') + 1), 'no rows'],
    ['no request', stream(row({ metric: 'vus', stamp: at, value: 1 })), 'no request'],
  ])('calls %s a failed load, and hashes it all the same', async (_what, text, seen) => {
    const { running } = await started({ stream: text });
    expect(await running.ended).toMatchObject({
      exitCode: 0,
      problem: expect.stringContaining(seen),
      loadStartSeconds: null,
      streamSha256: createHash('sha256').update(text).digest('hex'),
    });
  });

  it.runIf(existsSync('/dev/full'))(
    'lets k6 run on when the disk is full, and calls the load failed',
    async () => {
      const many = stream(...Array.from({ length: 3_000 }, (_, i) => exchange({ stamp: at + i, ms: 1 })));
      const { running } = await started({ stream: many, request: { requestLogPath: '/dev/full' } });
      expect(await running.ended).toMatchObject({
        exitCode: 0,
        problem: expect.stringMatching(/\/dev\/full cannot be written: ENOSPC/),
        streamBytes: many.length,
        loadEndSeconds: (at + 2_999) / 1e6,
        observerFailures: [{ name: 'requests', message: expect.stringContaining('ENOSPC') }],
      });
    },
  );

  it('stops k6 where it is asked to', async () => {
    const { running } = await started({ stream: someRows, seconds: '60' });
    const before = performance.now();
    await new Promise((done) => setTimeout(done, 300));
    await running.stop();
    expect(await running.ended).toMatchObject({ problem: 'k6 was stopped before the end of the load.' });
    expect(performance.now() - before).toBeLessThan(15_000);
  });

  it('rejects where k6 cannot be started, or its files cannot be made', async () => {
    const folder = await temporaryFolder();
    const request: LoadRequest = {
      script: 's.ts',
      planPath: join(folder, 'plan.json'),
      startAtSeconds: 0,
      requestLogPath: join(folder, 'requests.csv.gz'),
      rawPath: null,
      stderrPath: join(folder, 'stderr.log'),
      onLoadLine() {},
      onProgress() {},
    };
    const load = (k6: string) => new K6Load(k6, '/scenarios', { PATH: '/usr/bin:/bin' }, systemClock());
    await expect(load('/not/there/k6').start(request)).rejects.toThrow(/k6 was not found/);
    await expect(
      load(standIn).start({ ...request, requestLogPath: join(folder, 'no/log.gz') }),
    ).rejects.toThrow(/cannot be written/);
  });
});
