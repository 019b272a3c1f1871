import { afterEach, expect, it, vi } from 'vitest';
import type { PodSample } from '../../../../../src/core/model/hpa.ts';
import { systemClock } from '../../../../../src/edge/clock.ts';
import { Api } from '../../../../../src/edge/target/kubernetes/api/api.ts';
import { nameLabel } from '../../../../../src/edge/target/kubernetes/manifests/names.ts';
import { MetricsObserver } from '../../../../../src/edge/target/kubernetes/observe/metrics.ts';
import { Observed } from '../../local/observed.ts';
import { socketServer } from '../api/socket-server.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const item = (name: string, second: number, cpu: string) => ({
  metadata: { name, labels: { [nameLabel]: 'portal' } },
  timestamp: `2026-11-21T10:00:${String(second).padStart(2, '0')}Z`,
  window: '15s',
  containers: [{ name: 'app', usage: { cpu } }],
});
const stamp = (second: number) => Date.parse('2026-11-21T10:00:00Z') / 1000 + second;
const cpuOf = (answer: readonly PodSample[]) => answer.map(({ containers }) => containers[0]!.usageMilli.cpu);

it('gives every answer that the autoscaler may have read, those of its first time stamp alone where it is known', async () => {
  // The first pod keeps its sample from the first answer to the second; the third answer is new altogether.
  const answers = [
    [item('a', 10, '40m'), item('b', 5, '2m')],
    [item('a', 10, '40m'), item('b', 20, '80m')],
    [item('a', 25, '90m'), item('b', 20, '80m')],
  ];
  let asked = 0;
  const server = await socketServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ items: answers[Math.min(asked++, 2)] }));
  });
  const api = new Api(server.path);
  const clock = systemClock();
  const observer = new MetricsObserver({ api, clock, sink: new Observed(), services: ['portal'] });
  stops.push(
    server.close,
    () => api.close(),
    () => observer.stop(),
  );
  expect(observer.answersAt('portal', clock.now(), null)).toEqual([[]]);
  const seen: number[] = [];
  await vi.waitFor(
    () => {
      const first = observer.latest('portal').map(({ timestampSeconds }) => timestampSeconds)[1];
      if (first === stamp(20) && seen.length === 0) seen.push(clock.now());
      expect(observer.latest('portal')[0]?.timestampSeconds).toBe(stamp(25));
    },
    { timeout: 15_000, interval: 20 },
  );
  const round = seen[0]!;
  expect(observer.answersAt('portal', round, stamp(10)).map(cpuOf)).toEqual([
    [40, 2],
    [40, 80],
  ]);
  expect(observer.answersAt('portal', round, stamp(25)).map(cpuOf)).toEqual([[90, 80]]);
  // Of a time stamp that is not known, or that nobody saw: what held then.
  for (const unseen of [null, stamp(7)])
    expect(observer.answersAt('portal', round, unseen).map(cpuOf)).toEqual([[40, 80]]);
  expect(observer.answersAt('groupware', round, null)).toEqual([[]]);
});
