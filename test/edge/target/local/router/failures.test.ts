import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { answerOf } from '../../../../clusters/services/http-answer.ts';
import { patiently } from '../../../../clusters/services/patiently.ts';
import { closedPort, closeFakePods, fakePod } from './fake-pod.ts';
import { endStartedRouters, startedRouter } from './started-router.ts';

afterEach(async () => {
  await endStartedRouters();
  closeFakePods();
});

async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message) text += chunk;
  return text;
}

describe('a request that no pod can take', () => {
  it('is answered 503, with the reason, while none is Ready', async () => {
    const router = await startedRouter();
    expect(await answerOf(router.port, '/')).toMatchObject({
      status: 503,
      headers: { 'x-peakproof-router': 'no-ready-pod', 'retry-after': '1' },
    });
    expect((await router.counts()).noReadyPod).toBe(1);
  });

  it('is answered 502 when all refuse', async () => {
    const router = await startedRouter();
    await router.give({ name: 'gone', port: await closedPort() });
    expect(await answerOf(router.port, '/', { body: 'a' })).toMatchObject({
      status: 502,
      headers: { 'x-peakproof-router': 'pod-refused' },
    });
    expect((await router.counts()).pods.gone).toEqual({ open: 0, total: 1, retries: 0, errors: 1 });
  });

  it('is answered 504 when the pod keeps silent', async () => {
    const router = await startedRouter({ timeoutSeconds: 0.3 });
    const silent = await fakePod('silent', () => {});
    await router.give(silent);
    expect(await answerOf(router.port, '/')).toMatchObject({
      status: 504,
      headers: { 'x-peakproof-router': 'pod-silent' },
    });
    expect((await router.counts()).pods.silent).toMatchObject({ open: 0, errors: 1 });
    expect(silent.served).toBe(1);
  });
});

describe('a pod that refuses the connection', () => {
  it('has its requests served by another one, bodies and all', async () => {
    const router = await startedRouter();
    const good = await fakePod('good', async (request, response) => response.end(await bodyOf(request)));
    await router.give({ name: 'gone', port: await closedPort() }, good);
    const body = 'q0=a&q1=b'.repeat(2_000);
    for (let i = 0; i < 6; i++) {
      expect(await answerOf(router.port, '/', { body })).toMatchObject({ status: 200, body });
    }
    const { pods } = await router.counts();
    expect(pods.gone!.retries).toBeGreaterThanOrEqual(3);
    expect(pods.gone).toMatchObject({ errors: 0, open: 0 });
    expect(pods.good).toEqual({ open: 0, total: 6, retries: 0, errors: 0 });
  });
});

describe('a pod that breaks the connection before an answer', () => {
  const breaking = () => fakePod('breaking', (request) => request.socket.resetAndDestroy());

  it('has harmless requests served by another one', async () => {
    const router = await startedRouter();
    const [bad, good] = [await breaking(), await fakePod('good')];
    await router.give(bad, good);
    for (let i = 0; i < 4; i++)
      expect(await answerOf(router.port, '/')).toMatchObject({ status: 200, body: 'good' });
    expect((await router.counts()).pods.breaking!.retries).toBeGreaterThanOrEqual(2);
  });

  it('has a submission told as failed, and sent to nobody twice', async () => {
    const router = await startedRouter();
    const [bad, good] = [await breaking(), await fakePod('good')];
    await router.give(bad, good);
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await answerOf(router.port, '/', { body: 'q=1' }));
    const failed = answers.filter(({ status }) => status === 502);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]!.headers['x-peakproof-router']).toBe('pod-broke-off');
    expect(bad.served + good.served).toBe(4);
    expect((await router.counts()).pods.breaking).toMatchObject({ errors: failed.length, retries: 0 });
  });
});

describe('an answer', () => {
  it('that breaks off is cut off for the client too, and counted', async () => {
    const router = await startedRouter();
    const half = await fakePod('half', (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    });
    await router.give(half);
    await expect(answerOf(router.port, '/')).rejects.toThrow(/aborted|ECONNRESET|hang up/);
    expect((await router.counts()).pods.half).toMatchObject({ open: 0, errors: 1 });
  });

  it('keeps its status, its cookies and its pod, and loses what is of one connection', async () => {
    const router = await startedRouter();
    const pod = await fakePod('pod', (request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.writeHead(201, { 'x-pod': 'pod', 'x-saw': JSON.stringify(request.headers) }).end('made');
    });
    await router.give(pod);
    const { status, headers } = await answerOf(router.port, '/', {
      headers: { 'proxy-connection': 'x', cookie: 'c=3' },
    });
    expect(status).toBe(201);
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(headers['x-pod']).toBe('pod');
    const saw = JSON.parse(`${headers['x-saw']}`);
    expect(saw).toMatchObject({ cookie: 'c=3', host: `127.0.0.1:${router.port}`, connection: 'keep-alive' });
    expect(saw['proxy-connection']).toBeUndefined();
  });
});

describe('bodies', () => {
  it('flow both ways while they are still being made', async () => {
    const router = await startedRouter();
    const echo = await fakePod('echo', (request, response) => request.pipe(response));
    await router.give(echo);
    const outgoing = httpRequest({ host: '127.0.0.1', port: router.port, method: 'POST', agent: false });
    outgoing.write('first');
    const incoming = await new Promise<IncomingMessage>((resolve) => outgoing.once('response', resolve));
    const first = await new Promise((resolve) => incoming.once('data', resolve));
    expect(`${first}`).toBe('first');
    outgoing.end('second');
    expect(await bodyOf(incoming)).toBe('second');
  });

  it('of many megabytes arrive whole', async () => {
    const router = await startedRouter();
    const echo = await fakePod('echo', (request, response) => request.pipe(response));
    await router.give(echo);
    const body = '0123456789abcdef'.repeat(500_000);
    const answer = await answerOf(router.port, '/', { body });
    expect(answer.body.length).toBe(body.length);
    expect(answer.body === body).toBe(true);
  });
});

describe('a client that leaves', () => {
  it('takes its request with it', async () => {
    const router = await startedRouter();
    let left = false;
    const pod = await fakePod('pod', (_request, response) => {
      response.once('close', () => {
        left = true;
      });
    });
    await router.give(pod);
    const agent = new Agent();
    const answer = answerOf(router.port, '/', { agent }).catch(() => 'left');
    await expect.poll(() => pod.served, patiently).toBe(1);
    agent.destroy();
    expect(await answer).toBe('left');
    await expect.poll(() => left, patiently).toBe(true);
    await sleep(20);
    const counts = await router.counts();
    expect(counts.aborted).toBe(1);
    expect(counts.pods.pod).toEqual({ open: 0, total: 1, retries: 0, errors: 0 });
  });
});
