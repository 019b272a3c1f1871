import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LogLinearHistogram } from '../../../src/core/math/histogram.ts';
import type { LoadLine } from '../../../src/core/model/observation.ts';
import { systemClock } from '../../../src/edge/clock.ts';
import { K6Load } from '../../../src/edge/load/k6-load.ts';
import { readRequestLog } from '../../../src/edge/store/request-log.ts';
import { k6 } from '../../../src/edge/tools/catalog.ts';
import { obtainTool } from '../../../src/edge/tools/obtain.ts';
import { Facts } from '../../core/distil/k6csv/facts.ts';
import { temporaryFolder } from './folder.ts';

/** Answers after 0 to 40 ms, mostly fast, one in ten not as expected. */
async function service(): Promise<string> {
  let count = 0;
  const server = createServer((_request, response) => {
    count++;
    const ms = ((count * 7_919) % 1_000) ** 3 / 25_000_000;
    setTimeout(() => {
      response.writeHead(count % 10 === 0 ? 503 : 200, { 'X-Pod': `pod-${count % 3}` });
      response.end('ok');
    }, ms);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('agrees with the summary that k6 makes of the same run', { timeout: 900_000 }, async () => {
  const env = { ...process.env, PATH: [process.env.PATH, join(homedir(), 'go', 'bin')].join(delimiter) };
  const { path: k6Path } = await obtainTool(k6, { env, platform: process.platform, arch: process.arch });
  const folder = await temporaryFolder();
  const planPath = join(folder, 'load-plan.json');
  const plan = {
    scenario: { profile: { model: 'closed', users: 20, rampSeconds: 1, thinkSeconds: 0.02 } },
    lengthSeconds: 4,
    graceSeconds: 5,
    connections: { policy: 'keep' },
    seed: 1,
  };
  await writeFile(planPath, JSON.stringify({ plan, url: await service() }));

  const clock = systemClock();
  const startAtSeconds = clock.now() + 2;
  const lines: LoadLine[] = [];
  const scenarios = join(import.meta.dirname, '../../../scenarios');
  const running = await new K6Load(k6Path, scenarios, env, clock).start({
    script: 'portal-peak.ts',
    planPath,
    startAtSeconds,
    requestLogPath: join(folder, 'requests.csv.gz'),
    rawPath: null,
    summaryPath: join(folder, 'summary.json'),
    stderrPath: join(folder, 'stderr.log'),
    onLoadLine: (line) => lines.push(line),
    onProgress() {},
  });
  const ending = await running.ended;
  expect(ending).toMatchObject({ exitCode: 0, problem: null, observerFailures: [] });
  expect(ending.loadStartSeconds! - startAtSeconds).toBeLessThan(5);

  const facts = new Facts();
  await readRequestLog(join(folder, 'requests.csv.gz'), facts, facts.names);
  const histogram = new LogLinearHistogram();
  for (const { duration } of facts.requests) histogram.record(duration);

  const { metrics } = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as {
    metrics: Record<string, Record<string, number>>;
  };
  const theirs = metrics.http_req_duration!;
  expect(histogram.count).toBeGreaterThan(300);
  expect(facts.requests).toHaveLength(metrics.http_reqs!.count!);
  expect(facts.requests.filter(({ expected }) => !expected)).toHaveLength(metrics.http_req_failed!.passes!);
  expect(lines.at(-1)!.iterations).toBe(metrics.iterations!.count);
  // A row is rounded to a microsecond, so the mean is at most half of one off; a bin promises 1 in 256.
  expect(Math.abs(histogram.meanSeconds! * 1e3 - theirs.avg!)).toBeLessThan(0.0006);
  for (const [q, name] of [
    [0.5, 'med'],
    [0.95, 'p(95)'],
    [0.99, 'p(99)'],
  ] as const) {
    const ours = histogram.quantileSeconds(q)! * 1e3;
    expect(Math.abs(ours - theirs[name]!), name).toBeLessThan(theirs[name]! / 256 + 0.001);
  }
  expect(Math.abs(histogram.maxSeconds! * 1e3 - theirs.max!)).toBeLessThan(0.0006);
  // Every answer says its pod, and every request is within the run.
  expect(new Set(facts.requests.map(({ pod }) => pod))).toEqual(new Set(['pod-0', 'pod-1', 'pod-2']));
  for (const { start } of facts.requests) expect(start / 1e6).toBeGreaterThanOrEqual(startAtSeconds);
});
