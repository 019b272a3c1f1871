import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment, EventLine } from '../../src/core/model/observation.ts';
import type { TrialPlan } from '../../src/core/model/plan.ts';
import { K6Load } from '../../src/edge/load/k6-load.ts';
import { packageRoot } from '../../src/edge/package-root.ts';
import { recordTrial } from '../../src/edge/record/trial-recorder.ts';
import { distilRecording } from '../../src/edge/store/distil-recording.ts';
import { RecordingWriter } from '../../src/edge/store/recording-writer.ts';
import { k6 } from '../../src/edge/tools/catalog.ts';
import { obtainTool } from '../../src/edge/tools/obtain.ts';
import { referenceTrials } from '../clusters/kustomize-files.ts';
import { machine } from './lane.ts';
import { clock, laneTarget } from './target.ts';

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

/** The plan of the reference HPA under the portal's peak, with changes. */
export async function planOf(changes: Partial<TrialPlan>): Promise<TrialPlan> {
  const plan = (await referenceTrials()).find((trial) => trial.case === 'T-02')!;
  return { ...plan, plateau: { fromSeconds: 50, toSeconds: 75 }, lengthSeconds: 75, ...changes };
}

/** A cluster of the lane with real trials on it; to be closed. */
export async function openTrials() {
  const { signal } = new AbortController();
  const folder = await mkdtemp(join(tmpdir(), 'peakproof-kind-'));
  const load = new K6Load(
    (await obtainTool(k6, machine)).path,
    join(packageRoot(), 'scenarios'),
    machine.env,
    clock,
  );
  let trials = 0;
  const target = laneTarget();
  await target.open(null, signal);
  return {
    target,
    /** `during` runs from the moment at which the load starts. */
    async trialOf(plan: TrialPlan, during: () => Promise<void> = async () => {}) {
      // A test that is tried again records anew.
      const directory = join(folder, String(trials++), plan.id);
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
      return { ending, trial: await distilRecording(directory), events, directory };
    },
    async close() {
      await target.close(false);
      await rm(folder, { recursive: true });
    },
  };
}
export type Trials = Awaited<ReturnType<typeof openTrials>>;
