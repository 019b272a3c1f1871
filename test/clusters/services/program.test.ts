import { spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { compiledProgram } from '../../../src/edge/target/local/compiled.ts';
import { answerOf } from './http-answer.ts';
import { patiently } from './patiently.ts';
import { isRunning } from './running.ts';
import { endStartedPods, metricValue, type StartedPod, startedPod, startingPod } from './started-pod.ts';

afterEach(endStartedPods);

/** Costs no CPU but what Node itself needs. */
const idle = { PEAKPROOF_DEMAND_FACTOR: '0' };
/** Each page costs exactly 50 ms. */
const slow = {
  PEAKPROOF_ROUTES: '{"page":{"cpuSeconds":0.05}}',
  PEAKPROOF_CPU_VARIATION: '0',
};

function page(pod: StartedPod, asking = {}) {
  return answerOf(pod.port, '/survey/s1/page/1', { body: 'q0=a', ...asking });
}

/** Resolves when `count` requests have reached the pod, answered or not. */
async function arrived(pod: StartedPod, count: number): Promise<void> {
  await expect
    .poll(async () => {
      const { body } = await answerOf(pod.port, '/metrics');
      const answered = body.includes('peakproof_requests_total{')
        ? metricValue(body, 'peakproof_requests_total')
        : 0;
      return answered + metricValue(body, 'peakproof_requests_in_flight');
    }, patiently)
    .toBe(count);
}

function events(pod: StartedPod): unknown[] {
  return pod.lines.map(({ event }) => event);
}

describe('a pod of the survey portal', () => {
  it('takes a respondent through a survey, on whichever pod each request lands', async () => {
    const pods = await Promise.all(
      ['portal-1', 'portal-2'].map((PEAKPROOF_POD) => startedPod({ ...idle, PEAKPROOF_POD })),
    );
    const signedIn = await answerOf(pods[0]!.port, '/portal/sign-in', { body: 'user=kim' });
    expect(signedIn.headers['x-pod']).toBe('portal-1');
    const cookie = signedIn.headers['set-cookie']![0]!.split(';')[0]!;

    const survey = await answerOf(pods[1]!.port, '/survey/est-2026', { headers: { cookie } });
    expect(survey).toMatchObject({ status: 200, headers: { 'x-pod': 'portal-2' } });
    expect(survey.headers['content-type']).toMatch(/^text\/html/);
    const submitted = await answerOf(pods[1]!.port, '/survey/est-2026/submit', {
      headers: { cookie },
      body: 'q=a',
    });
    expect(JSON.parse(submitted.body).session).toMatchObject({ user: 'kim', pod: 'portal-1' });
  });

  it('refuses what it does not serve, says why, and names itself', async () => {
    const pod = await startedPod(idle);
    const answers = await Promise.all([
      answerOf(pod.port, '/'),
      answerOf(pod.port, '/survey/s1', { method: 'PUT' }),
      answerOf(pod.port, '/survey/s1', { headers: { cookie: 'session=forged.token' } }),
      page(pod, { body: 'x'.repeat(70_000) }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 405, 401, 413]);
    expect(answers[1]!.headers.allow).toBe('GET');
    for (const { headers } of answers) expect(headers['x-pod']).toBe('pod-1');
  });

  it('tells its probes and its figures', async () => {
    const pod = await startedPod({ ...idle, PEAKPROOF_CPU_QUOTA_CORES: '0.5' });
    for (let i = 0; i < 3; i++) await page(pod);
    await answerOf(pod.port, '/nowhere');
    expect((await answerOf(pod.port, '/livez')).status).toBe(200);
    expect((await answerOf(pod.port, '/readyz')).status).toBe(200);
    const { body } = await answerOf(pod.port, '/metrics');
    expect(body).toContain('peakproof_requests_total{route="page",status="200"} 3\n');
    expect(body).toContain('peakproof_requests_total{route="none",status="404"} 1\n');
    expect(body).toContain('peakproof_request_duration_seconds_bucket{route="page",le="+Inf"} 3\n');
    expect(metricValue(body, 'process_cpu_seconds_total')).toBeGreaterThan(0.01);
    expect(Math.abs(metricValue(body, 'process_start_time_seconds') - Date.now() / 1e3)).toBeLessThan(60);
    expect(metricValue(body, 'peakproof_cpu_periods_total')).toBeGreaterThan(0);
    expect(metricValue(body, 'peakproof_requests_in_flight')).toBe(0);
  });

  it('answers 503 at once when too many wait, and serves those that it took', async () => {
    const pod = await startedPod({ ...slow, PEAKPROOF_DEMAND_FACTOR: '6', PEAKPROOF_QUEUE_LIMIT: '2' });
    const order: number[] = [];
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const answer = await page(pod);
        order.push(answer.status);
        return answer;
      }),
    );
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThanOrEqual(4);
    expect(refused.length).toBeLessThanOrEqual(6);
    expect(refused[0]!.headers['retry-after']).toBe('1');
    expect(order.at(-1)).toBe(200);
    expect(pod.lines.filter(({ status }) => status === 503)).toHaveLength(refused.length);
  });

  it('listens only after its start time, and tells its port', async () => {
    const begin = performance.now();
    const pod = await startedPod({ ...idle, PEAKPROOF_START_SECONDS: '0.8' });
    expect(performance.now() - begin).toBeGreaterThan(700);
    expect(pod.port).toBeGreaterThan(0);
    expect(events(pod)).toEqual(['start', 'listening']);
  });

  it('delays answers by the extra delay without holding up the worker', async () => {
    const pod = await startedPod({ ...idle, PEAKPROOF_EXTRA_DELAY_SECONDS: '0.4' });
    const begin = performance.now();
    await Promise.all(Array.from({ length: 10 }, () => page(pod)));
    const elapsed = performance.now() - begin;
    expect(elapsed).toBeGreaterThanOrEqual(390);
    expect(elapsed).toBeLessThan(3_500);
  });

  it('drops a request whose client has left, before it costs anything', async () => {
    const pod = await startedPod(slow);
    const agent = new Agent();
    const staying = Array.from({ length: 10 }, () => page(pod));
    const leaving = page(pod, { agent }).catch(() => 'left');
    await arrived(pod, 11);
    agent.destroy();
    await Promise.all(staying);
    expect(await leaving).toBe('left');
    const { body } = await answerOf(pod.port, '/metrics');
    expect(body).toContain('peakproof_requests_total{route="page",status="499"} 1\n');
    expect(metricValue(body, 'peakproof_demand_seconds_total')).toBeCloseTo(0.5, 6);
  });

  it('uses the CPU time that its requests demand, and no more than its quota', async () => {
    const pod = await startedPod({ PEAKPROOF_CPU_QUOTA_CORES: '0.2', PEAKPROOF_START_SECONDS: '0.3' });
    let running = true;
    const users = Array.from({ length: 4 }, async () => {
      while (running) await page(pod);
    });
    await sleep(500);
    // From before the first look to after the last one: never shorter than the time between the two.
    const begin = performance.now();
    const before = (await answerOf(pod.port, '/metrics')).body;
    await sleep(3_000);
    const after = (await answerOf(pod.port, '/metrics')).body;
    const seconds = (performance.now() - begin) / 1e3;
    running = false;
    await Promise.all(users);

    const grown = (name: string) => metricValue(after, name) - metricValue(before, name);
    // A busy machine may give less than the quota; nobody gets more.
    expect(grown('process_cpu_seconds_total') / seconds).toBeLessThan(0.2 * 1.1);
    expect(grown('process_cpu_seconds_total')).toBeGreaterThan(0.05);
    const demand = grown('peakproof_demand_seconds_total');
    expect(grown('process_cpu_seconds_total') / demand).toBeGreaterThan(0.9);
    expect(grown('process_cpu_seconds_total') / demand).toBeLessThan(1.3);
    expect(grown('peakproof_cpu_throttled_periods_total')).toBeGreaterThan(0);
    expect(grown('peakproof_cpu_throttled_seconds_total')).toBeGreaterThan(0);
    expect(pod.throttling.at(-1)!.throttledPeriods).toBeGreaterThan(0);
    expect(pod.throttling.at(-1)!.cpuSeconds).toBeGreaterThan(0.1);
  });
});

describe('a pod of the groupware', () => {
  it('signs its staff in with the inbox', async () => {
    const pod = await startedPod(idle, 'groupware-demo');
    const inbox = await answerOf(pod.port, '/inbox?user=lee');
    const cookie = inbox.headers['set-cookie']![0]!.split(';')[0]!;
    const approved = await answerOf(pod.port, '/document/d-1001/approve', { headers: { cookie }, body: '' });
    expect(JSON.parse(approved.body)).toMatchObject({ state: 'approved', by: { user: 'lee' } });
    expect(
      (await answerOf(pod.port, '/inbox', { headers: { cookie } })).headers['set-cookie'],
    ).toBeUndefined();
  });
});

describe('the end of a pod', () => {
  it('answers all that it took before it goes, and is not ready meanwhile', async () => {
    const pod = await startedPod(slow);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await answerOf(pod.port, '/readyz', { agent });
    const taken = Array.from({ length: 20 }, () => page(pod));
    await arrived(pod, 20);
    pod.child.kill('SIGTERM');
    await expect.poll(() => events(pod), patiently).toContain('drain');
    const ready = await answerOf(pod.port, '/readyz', { agent });
    expect(ready).toMatchObject({ status: 503, headers: { connection: 'close' } });
    await expect(page(pod)).rejects.toThrow('ECONNREFUSED');
    expect((await Promise.all(taken)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await pod.ended).toEqual({ code: 0, signal: null });
    expect(events(pod)).toEqual(['start', 'listening', 'drain', 'exit']);
    expect(pod.lines.at(-1)).toMatchObject({ reason: 'SIGTERM; everything accepted was answered' });
  });

  it('waits no longer than the drain time', async () => {
    const pod = await startedPod({ ...slow, PEAKPROOF_DRAIN_SECONDS: '0.3' });
    const taken = Array.from({ length: 100 }, () => page(pod).catch(() => 'cut off'));
    await arrived(pod, 100);
    const begin = performance.now();
    pod.child.kill('SIGTERM');
    expect(await pod.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - begin).toBeLessThan(4_000);
    expect(pod.lines.at(-1)!.reason).toMatch(/^SIGTERM; \d+ requests were cut off$/);
    expect(await Promise.all(taken)).toContain('cut off');
  });

  it('comes while it is still starting', async () => {
    const pod = await startingPod({ PEAKPROOF_START_SECONDS: '30' });
    while (pod.lines.length === 0) await sleep(10);
    pod.child.kill('SIGTERM');
    expect(await pod.ended).toEqual({ code: 0, signal: null });
  });

  it('does not come with a SIGINT, which is for the program that started it', async () => {
    const pod = await startedPod(idle);
    pod.child.kill('SIGINT');
    await sleep(50);
    expect((await page(pod)).status).toBe(200);
  });

  it('comes when its parent is killed, also in the middle of its work', async () => {
    const script = `
      const pod = require('node:child_process').fork(process.argv[1], [], {
        env: { PEAKPROOF_POD: 'p', PORT: '0', PEAKPROOF_CPU_QUOTA_CORES: '0.1' },
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      pod.on('message', ({ type, port }) => type === 'listening' && console.log(JSON.stringify([pod.pid, port])));`;
    const parent = spawn(process.execPath, ['-e', script, await compiledProgram('portal-demo')]);
    const told = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (data) => resolve(`${data}`)),
    );
    const [pid, port] = JSON.parse(told) as [number, number];
    const cutOff = Array.from({ length: 20 }, () => answerOf(port, '/survey/s1').catch(() => 'cut off'));
    await sleep(100);
    parent.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), patiently).toBe(false);
    expect(await Promise.all(cutOff)).toContain('cut off');
  });

  it('comes at once, with a reason, when its port is taken', async () => {
    const first = await startedPod(idle);
    const second = await startedPod({ ...idle, PORT: `${first.port}` });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.lines.at(-1)!.reason).toBe(
      `Port ${first.port} of 127.0.0.1 is in use; set PORT to another one, or to 0 for any free one.`,
    );
  });

  it('comes before the start with settings that make no sense, all of them named', async () => {
    const pod = await startedPod({ PEAKPROOF_POD: '', PEAKPROOF_SEED: 'x', PEAKPROOF_QUEUE_LIMIT: '-1' });
    expect(await pod.ended).toEqual({ code: 2, signal: null });
    expect(pod.stderr().trim().split('\n')).toHaveLength(3);
  });
});
