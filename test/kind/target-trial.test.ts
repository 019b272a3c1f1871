import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Environment, EventLine } from '../../src/core/model/observation.ts';
import type { TrialPlan } from '../../src/core/model/plan.ts';
import { runProgram } from '../../src/edge/exec/run-program.ts';
import { K6Load } from '../../src/edge/load/k6-load.ts';
import { packageRoot } from '../../src/edge/package-root.ts';
import { recordTrial } from '../../src/edge/record/trial-recorder.ts';
import { distilRecording } from '../../src/edge/store/distil-recording.ts';
import { RecordingWriter } from '../../src/edge/store/recording-writer.ts';
import type { Manifest } from '../../src/edge/target/kubernetes/api/objects.ts';
import type { KindTarget } from '../../src/edge/target/kubernetes/kind-target.ts';
import { k6 } from '../../src/edge/tools/catalog.ts';
import { obtainTool } from '../../src/edge/tools/obtain.ts';
import { referenceTrials } from '../clusters/kustomize-files.ts';
import { machine } from './lane.ts';
import { clock, laneTarget, targetCluster } from './target.ts';

const nobody: Environment = {
  peakproof: '0.0.0',
  k6: null,
  kubernetes: null,
  node: '',
  os: '',
  kernel: null,
  cpuModel: null,
  cores: null,
  memoryBytes: null,
  loadAverage1m: null,
  gitCommit: null,
  gitDirty: null,
  scenarioSha256: null,
  cluster: null,
  fingerprint: null,
};

describe.skipIf(inject('noEngine') !== null)('a trial on kind', () => {
  let target: KindTarget;
  let load: K6Load;
  let folder: string;
  const { signal } = new AbortController();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peakproof-kind-'));
    load = new K6Load(
      (await obtainTool(k6, machine)).path,
      join(packageRoot(), 'scenarios'),
      machine.env,
      clock,
    );
    target = laneTarget();
    await target.open(null, signal);
  });
  afterAll(async () => {
    await target.close(false);
    await rm(folder, { recursive: true });
  });

  async function planOf(changes: Partial<TrialPlan>): Promise<TrialPlan> {
    const plan = (await referenceTrials()).find(({ armName }) => armName === 'hpa-5-10')!;
    return { ...plan, plateau: { fromSeconds: 50, toSeconds: 75 }, lengthSeconds: 75, ...changes };
  }

  async function trialOf(plan: TrialPlan, during: () => Promise<void> = async () => {}) {
    const directory = join(folder, plan.id);
    const writer = await RecordingWriter.create(directory, plan, nobody);
    let began = false;
    let meanwhile: Promise<void> = Promise.resolve();
    const ending = await recordTrial(plan, writer, {
      target,
      load,
      clock,
      keepRaw: false,
      signal,
      onProgress({ phase }) {
        if (phase !== 'load' || began) return;
        began = true;
        meanwhile = during();
      },
    });
    await meanwhile;
    const events = (await readFile(join(directory, 'events.ndjson'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as EventLine);
    return { ending, trial: await distilRecording(directory), events };
  }

  test('scales under load, also when the API server is killed on the way, and the replay agrees with the controller', async () => {
    const { ending, trial, events } = await trialOf(await planOf({ id: 'killed.1' }), async () => {
      await sleep(8000);
      await runProgram([
        ...['docker', 'exec', `${targetCluster}-control-plane`, 'sh', '-c'],
        'kill -9 $(pidof kube-apiserver)',
      ]);
    });
    expect(ending.message).toBeNull();
    expect(ending.state).toBe('completed');
    expect(ending.observers).toEqual([]);
    expect(Math.max(...trial.replicas.portal!.ready)).toBeGreaterThan(5);
    const score = events.find(({ reason }) => reason === 'ReplayScore');
    const [, agreeing, logged] = /in (\d+) of (\d+) rounds/.exec(score?.message ?? '') ?? [];
    expect(Number(logged)).toBeGreaterThanOrEqual(6);
    expect(agreeing).toBe(logged);
    expect(trial.verdict).not.toBe('FAIL');
    const manifests = (await readFile(join(folder, 'killed.1', 'manifests.ndjson'), 'utf8'))
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
    const { trial } = await trialOf(plan);
    expect(trial.checks.find(({ verdict }) => verdict === 'INVALID')?.code).toBe('pods-pinned');
    expect(trial.verdict).toBe('INVALID');
  });
});
