import { Agent, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { answerOf } from '../../../../clusters/services/http-answer.ts';
import { patiently } from '../../../../clusters/services/patiently.ts';
import { endStartedPods, startedPod } from '../../../../clusters/services/started-pod.ts';
import { closeFakePods, fakePod } from './fake-pod.ts';
import { endStartedRouters, startedRouter } from './started-router.ts';

afterEach(async () => {
  await endStartedRouters();
  await endStartedPods();
  closeFakePods();
});

function pods(count: number) {
  return Promise.all(Array.from({ length: count }, (_, i) => fakePod(`pod-${i}`)));
}

/** Pods that answer only when told to. */
async function holdingPods(count: number) {
  const held: ServerResponse[] = [];
  const holding = await Promise.all(
    Array.from({ length: count }, (_, i) => fakePod(`pod-${i}`, (_request, response) => held.push(response))),
  );
  const answerAll = () => {
    for (const response of held.splice(0)) response.end('held');
  };
  return { holding, held, answerAll };
}

function spread(served: readonly number[]): number {
  return Math.max(...served) - Math.min(...served);
}

describe('balance by request', () => {
  it('gives every pod its turn when one request follows another, over few connections', async () => {
    const router = await startedRouter();
    const ready = await pods(4);
    await router.give(...ready);
    for (let i = 0; i < 42; i++) expect((await answerOf(router.port, '/')).status).toBe(200);
    expect(spread(ready.map(({ served }) => served))).toBeLessThanOrEqual(1);
    expect(ready.map(({ connections }) => connections)).toEqual([1, 1, 1, 1]);
  });

  it('gives every pod the same number of open requests when they come together', async () => {
    const router = await startedRouter();
    const { holding, held, answerAll } = await holdingPods(3);
    await router.give(...holding);
    const answers = Array.from({ length: 20 }, () => answerOf(router.port, '/'));
    await expect.poll(() => held.length, patiently).toBe(20);
    expect(spread(holding.map(({ served }) => served))).toBeLessThanOrEqual(1);
    const { pods: counts } = await router.counts();
    expect(Object.values(counts).reduce((sum, { open }) => sum + open, 0)).toBe(20);
    answerAll();
    expect((await Promise.all(answers)).every(({ status }) => status === 200)).toBe(true);
  });

  it('gives nothing new to a pod that left, which finishes what it has', async () => {
    const router = await startedRouter();
    const { holding, held, answerAll } = await holdingPods(2);
    await router.give(...holding);
    const open = Array.from({ length: 4 }, () => answerOf(router.port, '/'));
    await expect.poll(() => held.length, patiently).toBe(4);
    await router.give(holding[1]!);
    const later = Array.from({ length: 6 }, () => answerOf(router.port, '/'));
    await expect.poll(() => held.length, patiently).toBe(10);
    expect(holding.map(({ served }) => served)).toEqual([2, 8]);
    answerAll();
    for (const { status } of await Promise.all([...open, ...later])) expect(status).toBe(200);
  });

  it('gives a new pod its share within a second', async () => {
    const router = await startedRouter();
    const slow = () => (_request: unknown, response: ServerResponse) =>
      setTimeout(() => response.end('slow'), 20);
    const ready = await Promise.all(['a', 'b', 'c'].map((name) => fakePod(name, slow())));
    await router.give(ready[0]!, ready[1]!);
    let running = true;
    const users = Array.from({ length: 12 }, async () => {
      while (running) await answerOf(router.port, '/');
    });
    await sleep(200);
    const before = ready.map(({ served }) => served);
    await router.give(...ready);
    await sleep(1_000);
    const gained = ready.map(({ served }, i) => served - before[i]!);
    running = false;
    await Promise.all(users);
    const fair = (gained[0]! + gained[1]! + gained[2]!) / 3;
    expect(gained[2]).toBeGreaterThan(0.7 * fair);
    expect(gained[2]).toBeLessThan(1.5 * fair);
  });

  it('loses no request when a pod is taken out and ended under load', async () => {
    const router = await startedRouter();
    const running = await Promise.all(
      ['portal-1', 'portal-2', 'portal-3'].map(async (name) => {
        const { child, port, ended } = await startedPod({ PEAKPROOF_POD: name });
        return { name, child, port, ended };
      }),
    );
    await router.give(...running);
    let loading = true;
    const answers = new Map<string, number>();
    const users = Array.from({ length: 15 }, async () => {
      while (loading) {
        const { status, headers } = await answerOf(router.port, '/survey/s1/page/1', { body: 'q=1' });
        const key = status === 200 ? `${headers['x-pod']}` : `status ${status}`;
        answers.set(key, (answers.get(key) ?? 0) + 1);
      }
    });
    await sleep(400);
    await router.give(running[1]!, running[2]!);
    running[0]!.child.kill('SIGTERM');
    expect(await running[0]!.ended).toEqual({ code: 0, signal: null });
    await sleep(200);
    loading = false;
    await Promise.all(users);
    expect([...answers.keys()].sort()).toEqual(['portal-1', 'portal-2', 'portal-3']);
    const counts = await router.counts();
    expect(Object.values(counts.pods).reduce((sum, { errors }) => sum + errors, 0)).toBe(0);
  });
});

describe('balance by connection', () => {
  const names = (count: number, port: number, agent?: Agent) =>
    Promise.all(
      Array.from({ length: count }, async () => (await answerOf(port, '/', agent ? { agent } : {})).body),
    );

  it('keeps the pod of a connection for all its requests, new pods or not', async () => {
    const router = await startedRouter({ mode: 'connections', seed: 3 });
    const ready = await pods(3);
    await router.give(ready[0]!, ready[1]!);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = new Set(await names(10, router.port, agent));
    await router.give(...ready);
    const later = new Set(await names(10, router.port, agent));
    agent.destroy();
    expect(first.size).toBe(1);
    expect(later).toEqual(first);
  });

  it('draws a pod for each new connection, by its seed', async () => {
    const ready = await pods(3);
    const drawn = async (seed: number) => {
      const router = await startedRouter({ mode: 'connections', seed });
      await router.give(...ready);
      const pods: string[] = [];
      for (let i = 0; i < 60; i++) pods.push((await answerOf(router.port, '/')).body);
      return pods;
    };
    const first = await drawn(1);
    expect(await drawn(1)).toEqual(first);
    expect(await drawn(2)).not.toEqual(first);
    for (const { name } of ready) {
      // 20 expected, standard deviation 3.7; the seed makes it the same each time.
      expect(first.filter((pod) => pod === name).length).toBeGreaterThan(8);
    }
  });

  it('draws again for a connection whose pod has left', async () => {
    const router = await startedRouter({ mode: 'connections' });
    const ready = await pods(2);
    await router.give(...ready);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const [pinned] = await names(1, router.port, agent);
    const other = ready.find(({ name }) => name !== pinned)!;
    await router.give(other);
    expect(new Set(await names(5, router.port, agent))).toEqual(new Set([other.name]));
    agent.destroy();
  });
});
