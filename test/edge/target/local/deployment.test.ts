import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DemoServicePlan } from '../../../../src/core/model/service.ts';
import { systemClock } from '../../../../src/edge/clock.ts';
import { compiledProgram } from '../../../../src/edge/target/local/compiled.ts';
import { Deployment } from '../../../../src/edge/target/local/deployment.ts';
import { PodPool } from '../../../../src/edge/target/local/pod-pool.ts';
import { servicePlan } from '../../../core/plan/plan-fixture.ts';
import { Observed } from './observed.ts';

const opened: Deployment[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((deployment) => deployment.close()));
});

const quick: DemoServicePlan = {
  ...servicePlan,
  startSeconds: 0.1,
  cpuCores: 0.5,
  routes: { page: { cpuSeconds: 0.001 } },
};
const patient = { timeout: 15_000, interval: 50 };

async function deployed(pool = new PodPool(Number.POSITIVE_INFINITY), service = 'portal') {
  const observed = new Observed();
  const deployment = new Deployment(
    { service, plan: quick, program: await compiledProgram('portal-demo'), node: process.execPath, seed: 1 },
    systemClock(),
    observed,
    pool,
    () => {},
  );
  pool.deployments.push(deployment);
  opened.push(deployment);
  return { deployment, observed };
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('Deployment', () => {
  it('makes real processes Ready, and takes away those that became Ready last', async () => {
    const { deployment, observed } = await deployed();
    deployment.scaleTo(2);
    await vi.waitFor(() => expect(deployment.readyPods()).toHaveLength(2), patient);
    deployment.scaleTo(3);
    await vi.waitFor(() => expect(deployment.readyPods()).toHaveLength(3), patient);
    const pids = deployment.pods.map((pod) => pod.pid!);
    expect(pids.every(runs)).toBe(true);
    deployment.scaleTo(2);
    await vi.waitFor(() => expect(deployment.pods[2]!.ended).toBe(true), patient);
    expect(deployment.pods.map((pod) => pod.ended)).toEqual([false, false, true]);
    expect(runs(pids[2]!)).toBe(false);
    expect(observed.replicasLines.at(-1)).toMatchObject({ desired: 2, created: 2, ready: 2 });
    const steps = observed.podLines.filter((line) => line.pod === 'portal-03').map((line) => line.event);
    expect(steps).toEqual(['created', 'started', 'ready', 'terminating', 'ended']);
  });

  it('leaves no process behind when it is closed, also while pods start', async () => {
    const { deployment } = await deployed();
    deployment.scaleTo(3);
    const pids = deployment.pods.map((pod) => pod.pid!);
    await deployment.close();
    expect(pids.some(runs)).toBe(false);
    deployment.reconcile();
    expect(deployment.pods).toHaveLength(3);
  });

  it('takes a killed pod out of service at once, says why, and backs off before it starts again', async () => {
    const { deployment, observed } = await deployed();
    deployment.scaleTo(1);
    await vi.waitFor(() => expect(deployment.readyPods()).toHaveLength(1), patient);
    process.kill(deployment.pods[0]!.pid!, 'SIGKILL');
    await vi.waitFor(() => expect(deployment.readyPods()).toHaveLength(0), patient);
    expect(observed.podLines.at(-1)).toMatchObject({ event: 'unready', reason: 'signal SIGKILL' });
    expect(observed.events.at(-1)).toMatchObject({ type: 'Warning', reason: 'BackOff' });
    expect(observed.events.at(-1)!.message).toContain('10 s');
    expect(deployment.activePods()).toHaveLength(1);
  });

  it('stays within a pool that it shares, and says which pods are missing', async () => {
    const pool = new PodPool(3);
    const { deployment: portal, observed } = await deployed(pool);
    const { deployment: groupware } = await deployed(pool, 'groupware');
    groupware.scaleTo(1);
    portal.scaleTo(4);
    expect(portal.activePods()).toHaveLength(2);
    expect(observed.events.at(-1)).toMatchObject({ reason: 'FailedCreate', type: 'Warning' });
    await vi.waitFor(() => expect(groupware.readyPods()).toHaveLength(1), patient);
    await groupware.close();
    portal.reconcile();
    expect(portal.activePods()).toHaveLength(3);
  });

  it('keeps what a pod said', async () => {
    const { deployment, observed } = await deployed();
    deployment.scaleTo(1);
    await vi.waitFor(() => expect(deployment.readyPods()).toHaveLength(1), patient);
    await vi.waitFor(
      () => expect(observed.logs.get('portal-01')?.join('\n')).toContain('listening'),
      patient,
    );
  });
});
