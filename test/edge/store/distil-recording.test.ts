import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyLoadNames } from '../../../src/core/distil/k6csv/names.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { distilRecording } from '../../../src/edge/store/distil-recording.ts';
import { RecordingWriter } from '../../../src/edge/store/recording-writer.ts';
import { RequestLogWriter } from '../../../src/edge/store/request-log.ts';
import { loadStart, samplePlan } from '../../core/distil/sample-plan.ts';
import {
  eightPods,
  hpaArm,
  sampleInput,
  sampleRequests,
  sampleTrial,
  sampleWorld,
} from '../../core/distil/sample-world.ts';
import { scratchFolder } from './scratch-folder.ts';

const changes = { plan: samplePlan({ arm: hpaArm }), pods: eightPods };

/** A recording as a trial leaves it; returns its folder. */
async function recorded(): Promise<string> {
  const world = sampleWorld(changes);
  const { observations } = sampleInput(changes);
  const directory = join(await scratchFolder(), 'recording');
  const writer = await RecordingWriter.create(directory, world.plan, world.environment);
  for (const line of observations.load!) writer.load(line);
  for (const line of observations.replicas!) writer.replicas(line);
  for (const line of observations.pods!) writer.pod(line);
  for (const line of observations.usage!) writer.usage(line);
  for (const line of observations.hpa!) writer.hpa(line);
  for (const line of observations.generator!) writer.generator(line);
  writer.log('portal-01', 'listening');
  const names = emptyLoadNames();
  const log = new RequestLogWriter(writer.path('requests'), names);
  for (const [start, seconds, pod, expected] of sampleRequests(world))
    log.request(
      Math.round((loadStart + start) * 1e6),
      Math.round(seconds * 1e6),
      0,
      expected ? 200 : 503,
      expected,
      names.routes.id('home'),
      names.pods.id(pod),
      0,
    );
  await log.close();
  await writer.end(world.ending);
  return directory;
}

function open(trial: Trial): string[] {
  return trial.checks.filter(({ verdict }) => verdict !== 'PASS').map(({ code }) => code);
}

describe('a recording', () => {
  test('gives the record that its facts give without files between', async () => {
    const trial = await distilRecording(await recorded());
    const { ending, ...rest } = trial;
    const { ending: _, ...expected } = sampleTrial(changes);
    expect(rest).toEqual(expected);
    expect(ending.planSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(trial.verdict).toBe('PASS');
  });

  test('that has no ending was cut off: INVALID, counted from its first request', async () => {
    const directory = await recorded();
    await rm(join(directory, 'ending.json'));
    const trial = await distilRecording(directory);
    expect(open(trial)).toContain('not-completed');
    expect(trial.state).toBe('aborted');
    expect(trial.loadStartSeconds).toBe(loadStart);
    expect(trial.whole.started).toBeGreaterThan(5000);
  });

  test('whose plan was edited afterwards is INVALID', async () => {
    const directory = await recorded();
    const path = join(directory, 'plan.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"sloSeconds": 3', '"sloSeconds": 9'));
    expect(open(await distilRecording(directory))).toEqual(['plan-changed']);
  });

  test('whose requests were cut is used as far as it goes, and is INVALID', async () => {
    const directory = await recorded();
    const path = join(directory, 'requests.csv.gz');
    await truncate(path, Math.floor((await readFile(path)).length / 2));
    const trial = await distilRecording(directory);
    expect(trial.warnings).toMatchObject([{ code: 'request-log-cut', facts: { path: 'requests.csv.gz' } }]);
    expect(trial.warnings[0]!.message).not.toContain(directory);
    expect(trial.verdict).toBe('INVALID');
    expect(trial.whole.started).toBeGreaterThan(100);
    expect(trial.whole.started).toBeLessThan(sampleTrial(changes).whole.started);
  });

  test('without requests has nothing to judge', async () => {
    const directory = await recorded();
    await rm(join(directory, 'requests.csv.gz'));
    const trial = await distilRecording(directory);
    expect(open(trial)).toContain('no-requests');
    expect(trial.whole.responseSeconds).toBeNull();
  });
});
