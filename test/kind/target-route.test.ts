import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { TrialPlan } from '../../src/core/model/plan.ts';
import { runProgram } from '../../src/edge/exec/run-program.ts';
import { kubeconfigOf } from '../../src/edge/kind/existing-clusters.ts';
import { kubectlPath } from '../../src/edge/kind/kubectl.ts';
import type { KindTarget } from '../../src/edge/target/kubernetes/kind-target.ts';
import { referenceTrials } from '../clusters/kustomize-files.ts';
import { Observed } from '../edge/target/local/observed.ts';
import { machine } from './lane.ts';
import { clock, laneTarget, targetCluster } from './target.ts';

/** From Ready to the first request, and from not Ready to the last one. */
const foundWithinSeconds = 2;

interface Answer {
  atSeconds: number;
  pod: string | null;
  status: number;
}

/** One request on a connection of its own. */
function answerOf(url: string): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request(url, { agent: false }, (response) => {
      response.resume();
      const pod = (response.headers['x-pod'] as string | undefined) ?? null;
      response.on('end', () => resolve({ atSeconds: clock.now(), pod, status: response.statusCode ?? 0 }));
    });
    sent.on('error', () => resolve({ atSeconds: clock.now(), pod: null, status: 0 }));
    sent.end();
  });
}

/** Small pods that start fast: this is about the way to them. */
async function smallPlan(): Promise<TrialPlan> {
  const plan = (await referenceTrials()).find((trial) => trial.case === 'T-01')!;
  const services = Object.fromEntries(
    Object.entries(plan.services).map(([name, service]) => [name, { ...service, startSeconds: 2 }]),
  );
  return { ...plan, arm: { kind: 'fixed', replicas: 2 }, services, lengthSeconds: 30 };
}

describe.skipIf(inject('noEngine') !== null)('the route to the pods', () => {
  let target: KindTarget;
  const signal = new AbortController().signal;
  beforeAll(async () => {
    target = laneTarget();
    await target.open(null, signal);
  });
  afterAll(() => target.close(false));

  test('finds a new pod within 2 s, and a leaving one gets nothing and fails nobody', async () => {
    const observed = new Observed();
    const plan = await smallPlan();
    const arm = await target.bringUp(plan, observed, signal);
    const kubectl = await kubectlPath(machine, () => {});
    const scale = (replicas: number) =>
      runProgram([
        ...[kubectl, '--kubeconfig', kubeconfigOf(targetCluster, machine), '--namespace', 'peakproof'],
        ...['scale', 'deployment/portal', `--replicas=${replicas}`],
      ]);
    const readyNow = () => observed.replicasLines.findLast(({ service }) => service === 'portal')!.ready;

    const answers: Answer[] = [];
    let sending = true;
    const pending: Promise<void>[] = [];
    const sender = (async () => {
      for (; sending; await sleep(20))
        pending.push(answerOf(`${arm.url('portal')}/livez`).then((answer) => void answers.push(answer)));
    })();
    await sleep(1000);
    await scale(4);
    await expect.poll(readyNow, { timeout: 60_000 }).toBe(4);
    await sleep(4000);
    await scale(2);
    await expect.poll(readyNow, { timeout: 60_000 }).toBe(2);
    await sleep(9000);
    sending = false;
    await sender;
    await Promise.all(pending);
    await arm.takeDown();

    expect(answers.length).toBeGreaterThan(300);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const portal = observed.podLines.filter(({ service }) => service === 'portal');
    const leaving = portal.filter(({ event }) => event === 'terminating').map(({ pod }) => pod);
    const added = portal
      .filter(({ event, at }) => event === 'ready' && at > answers[0]!.atSeconds)
      .map(({ pod }) => pod);
    expect(added).toHaveLength(2);
    expect(leaving).toHaveLength(2);
    for (const pod of added) {
      const ready = portal.find((line) => line.pod === pod && line.event === 'ready')!.at;
      const first = answers.find((answer) => answer.pod === pod);
      expect(first, `${pod} got a request`).toBeDefined();
      expect(first!.atSeconds - ready).toBeLessThan(foundWithinSeconds);
    }
    for (const pod of leaving) {
      const left = portal.find((line) => line.pod === pod && line.event === 'terminating')!.at;
      const last = answers.findLast((answer) => answer.pod === pod);
      expect((last?.atSeconds ?? left) - left).toBeLessThan(foundWithinSeconds);
    }
    // Kept from pods that are gone: their own words, from the first to the last.
    expect(observed.logs.get(leaving[0]!)!.join('\n')).toMatch(/"event":"start"[\s\S]*"event":"exit"/);
    expect(observed.failures).toEqual([]);
  });
});
