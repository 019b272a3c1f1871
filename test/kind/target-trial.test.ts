import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { TrialPlan } from '../../src/core/model/plan.ts';
import type { DemoServicePlan } from '../../src/core/model/service.ts';
import { runProgram } from '../../src/edge/exec/run-program.ts';
import type { Manifest } from '../../src/edge/target/kubernetes/api/objects.ts';
import { Observed } from '../edge/target/local/observed.ts';
import { clock, targetCluster } from './target.ts';
import { openTrials, planOf, type Trials } from './trial.ts';

describe.skipIf(inject('noEngine') !== null)('a trial on kind', () => {
  let trials: Trials;
  beforeAll(async () => {
    trials = await openTrials();
  });
  afterAll(() => trials.close());

  test('scales under load, also when the API server is killed on the way, and the replay agrees with the controller', async () => {
    const { ending, trial, events, directory } = await trials.trialOf(
      await planOf({ id: 'killed.1' }),
      async () => {
        await sleep(8000);
        await runProgram([
          ...['docker', 'exec', `${targetCluster}-control-plane`, 'sh', '-c'],
          'kill -9 $(pidof kube-apiserver)',
        ]);
      },
    );
    expect(ending.message).toBeNull();
    expect(ending.state).toBe('completed');
    expect(ending.observers).toEqual([]);
    expect(Math.max(...trial.replicas.portal!.ready)).toBeGreaterThan(5);
    const score = events.find(({ reason }) => reason === 'ReplayScore');
    const [, agreeing, logged] = /in (\d+) of (\d+) rounds/.exec(score?.message ?? '') ?? [];
    expect(Number(logged)).toBeGreaterThanOrEqual(6);
    expect(agreeing).toBe(logged);
    expect(trial.verdict).not.toBe('FAIL');
    const manifests = (await readFile(join(directory, 'manifests.ndjson'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Manifest);
    expect(manifests[0]!.kind).toBe('Namespace');
    expect(manifests.slice(-3).map(({ kind }) => kind)).toEqual([
      'ResourceQuota',
      'HorizontalPodAutoscaler',
      'HorizontalPodAutoscaler',
    ]);
  });

  test('with kept connections through a node port the added pods stay idle, and the trial is INVALID', async () => {
    const plan = await planOf({
      id: 'pinned.1',
      route: 'connections',
      connections: { policy: 'keep' },
      lengthSeconds: 100,
      plateau: { fromSeconds: 70, toSeconds: 100 },
    });
    const { trial } = await trials.trialOf(plan);
    const invalid = trial.checks.filter(({ verdict }) => verdict === 'INVALID');
    expect(invalid.map(({ code }) => code)).toContain('pods-pinned');
    expect(invalid.filter(({ code }) => code.startsWith('pods-never'))).toEqual([]);
    expect(trial.verdict).toBe('INVALID');
  });

  test('pods that crash end the bring-up early, with what they said last', async () => {
    const plan = await planOf({ id: 'crashing.1' });
    const portal = {
      ...(plan.services.portal as DemoServicePlan),
      routes: { nonsense: { cpuSeconds: 0.01 } },
    };
    const began = clock.now();
    const services = { ...plan.services, portal };
    await expect(broughtUp({ ...plan, services })).rejects.toThrow(
      /waiting does not mend it: portal-.*last lines: .*nonsense/,
    );
    expect(clock.now() - began).toBeLessThan(100);
  });

  test('pods that find no room end the bring-up early, in the words of the scheduler', async () => {
    const plan = await planOf({ id: 'roomless.1' });
    const portal = { ...(plan.services.portal as DemoServicePlan), cpuCores: 3 };
    const services = { ...plan.services, portal };
    await expect(broughtUp({ ...plan, services })).rejects.toThrow(
      /portal-.*not scheduled: .*Insufficient cpu/,
    );
  });

  function broughtUp(plan: TrialPlan) {
    return trials.target.bringUp(plan, new Observed(), new AbortController().signal);
  }
});
