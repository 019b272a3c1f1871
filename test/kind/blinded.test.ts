import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { explainBlindness } from '../../src/core/hpa/explain-blindness.ts';
import type { DemoServicePlan } from '../../src/core/model/service.ts';
import { runProgram } from '../../src/edge/exec/run-program.ts';
import { packageRoot } from '../../src/edge/package-root.ts';
import { readRecording } from '../../src/edge/store/recording-reader.ts';
import { targetCluster } from './target.ts';
import { openTrials, planOf, type Trials } from './trial.ts';

async function findingsOf(recording: string): Promise<string[]> {
  const { observations } = await readRecording(recording);
  const rounds = observations.hpa!.filter(({ service }) => service === 'portal');
  expect(rounds.length).toBeGreaterThan(3);
  return explainBlindness(rounds, rounds[0]!.at, 'en').findings;
}

/** Deletes one idle pod, as a person or a node would under load. Returns its name. */
async function onePodDeleted(): Promise<string> {
  const kubectl = (...args: string[]) =>
    runProgram([
      ...[
        'docker',
        'exec',
        `${targetCluster}-control-plane`,
        'kubectl',
        '--kubeconfig',
        '/etc/kubernetes/admin.conf',
      ],
      ...['--namespace', 'peakproof', ...args],
    ]);
  const { stdout } = await kubectl('get', 'pods', '--output', 'name');
  const pod = stdout
    .split('\n')
    .find((line) => line.startsWith('pod/groupware'))!
    .slice('pod/'.length);
  await kubectl('delete', 'pod', pod, '--wait=false');
  return pod;
}

describe.skipIf(inject('noEngine') !== null)('an autoscaler on kind', () => {
  let trials: Trials;
  beforeAll(async () => {
    trials = await openTrials();
  });
  afterAll(() => trials.close());

  test('is blinded by an HTTP probe that waits in line with the requests, and explain finds it', async () => {
    const plan = await planOf({
      id: 'blinded.1',
      lengthSeconds: 70,
      plateau: { fromSeconds: 45, toSeconds: 70 },
    });
    const portal: DemoServicePlan = {
      ...(plan.services.portal as DemoServicePlan),
      readiness: { probe: 'http', timeoutSeconds: 1 },
    };
    let gone = '';
    const { ending, trial, directory } = await trials.trialOf(
      { ...plan, services: { ...plan.services, portal } },
      async () => {
        await sleep(20_000);
        gone = await onePodDeleted();
      },
    );
    expect(ending.message).toBeNull();
    const findings = await findingsOf(directory);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^Unready pods blind the HPA \(portal\): in \d+ of \d+ rounds/);
    expect(trial.warnings.map(({ code }) => code)).toContain('unready-pods-blind-the-hpa');

    const [node] = trial.nodes!;
    expect(node!.node).toBe(`${targetCluster}-control-plane`);
    for (const seen of [node!.usedCores, node!.idleShare, node!.receivedBytesPerSecond])
      expect(seen.filter((value) => value !== null).length).toBeGreaterThan(60);
    expect(Math.max(...node!.usedCores.map((value) => value ?? 0))).toBeGreaterThan(0.3);

    const vanished = trial.pods.find(({ name }) => name === gone);
    expect(vanished?.endReason).toMatch(/^deleted/);
    expect(vanished?.lastLog.join('\n')).toContain('"event":"drain"');
  });

  test('is not under the same load with a patient probe', async () => {
    expect(await findingsOf(join(packageRoot(), 'results/sample/trials/06-T-02.1/recording'))).toEqual([]);
  });
});
