import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRecording } from '../../../src/edge/store/recording-reader.ts';
import { RecordingWriter } from '../../../src/edge/store/recording-writer.ts';
import {
  loadStart as at,
  sampleEnding,
  sampleEnvironment,
  samplePlan,
} from '../../core/distil/sample-plan.ts';
import { scratchFolder } from './scratch-folder.ts';

const plan = samplePlan();

async function recorded(): Promise<string> {
  const directory = join(await scratchFolder(), 'recording');
  const writer = await RecordingWriter.create(directory, plan, sampleEnvironment);
  for (let i = 0; i < 100; i++) {
    writer.replicas({ at: at + i, service: 'portal', desired: 5, created: 5, ready: 5 });
    writer.log('portal-1', `line ${i}`);
  }
  writer.pod({ at, service: 'portal', pod: 'portal-1', event: 'ready', reason: null });
  writer.load({ at, users: 3, maxUsers: null, iterations: 2, dropped: 0, starts: [[at, 2]] });
  await writer.end(sampleEnding());
  return directory;
}

describe('a recording', () => {
  test('is read as it was written, and what nobody wrote is null', async () => {
    const recording = await readRecording(await recorded());
    expect(recording.plan).toEqual(plan);
    expect(recording.environment).toEqual(sampleEnvironment);
    expect(recording.observations.replicas).toHaveLength(100);
    expect(recording.observations.pods![0]).toMatchObject({ pod: 'portal-1', event: 'ready' });
    expect(recording.observations.load![0]!.starts).toEqual([[at, 2]]);
    expect(recording.observations.hpa).toBeNull();
    expect(recording.observations.logs['portal-1']).toEqual(
      Array.from({ length: 20 }, (_, i) => `line ${i + 80}`),
    );
    expect(recording.requests).toBeNull();
    expect(recording.problems).toEqual([]);
  });

  test('keeps what was applied to a cluster, in that order', async () => {
    const directory = join(await scratchFolder(), 'recording');
    const writer = await RecordingWriter.create(directory, plan, sampleEnvironment);
    const manifests = [{ kind: 'Namespace' }, { kind: 'Deployment', spec: { replicas: 5 } }];
    for (const manifest of manifests) writer.applied(manifest);
    await writer.end(sampleEnding());
    const lines = (await readFile(join(directory, 'manifests.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(manifests);
  });

  test('lists in its ending all that it consists of', async () => {
    const { files } = JSON.parse(await readFile(join(await recorded(), 'ending.json'), 'utf8'));
    expect(files).toEqual([
      'environment.json',
      'load.ndjson',
      'logs/portal-1.log',
      'plan.json',
      'pods.ndjson',
      'replicas.ndjson',
    ]);
  });

  test('carries the hash of its plan in its ending', async () => {
    const directory = await recorded();
    const hash = createHash('sha256')
      .update(await readFile(join(directory, 'plan.json')))
      .digest('hex');
    const { ending, planSha256 } = await readRecording(directory);
    expect([ending?.planSha256, planSha256]).toEqual([hash, hash]);
  });

  test('whose last line was cut loses that line alone, with a note', async () => {
    const directory = await recorded();
    const path = join(directory, 'replicas.ndjson');
    await truncate(path, (await readFile(path)).length - 7);
    const { observations, problems } = await readRecording(directory);
    expect(observations.replicas).toHaveLength(99);
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['recording-cut', 'note']]);
  });

  test('with damage in the middle says so', async () => {
    const directory = await recorded();
    const path = join(directory, 'replicas.ndjson');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"ready":5', '"ready":"five"'));
    const { observations, problems } = await readRecording(directory);
    expect(observations.replicas).toHaveLength(99);
    expect(problems[0]).toMatchObject({ code: 'recording-damaged', severity: 'doubt', facts: { lines: 1 } });
  });

  test('without an ending is read, with null for it', async () => {
    const directory = await recorded();
    await rm(join(directory, 'ending.json'));
    expect((await readRecording(directory)).ending).toBeNull();
  });

  test('that is none is refused', async () => {
    await expect(readRecording(await scratchFolder())).rejects.toThrow('not a recording');
  });

  test('whose plan is of another shape is refused with the place', async () => {
    const directory = await recorded();
    await writeFile(join(directory, 'plan.json'), JSON.stringify({ ...plan, lengthSeconds: 'long' }));
    await expect(readRecording(directory)).rejects.toThrow('plan.json is damaged: at lengthSeconds');
  });
});

describe('a writer', () => {
  test('whose file cannot be written throws at nobody, and the ending names the observer', async () => {
    const directory = join(await scratchFolder(), 'recording');
    await mkdir(join(directory, 'usage.ndjson'), { recursive: true });
    const writer = await RecordingWriter.create(directory, plan, sampleEnvironment);
    const line = { at, service: 'portal', pod: 'p', cpuSeconds: 1, rssBytes: null };
    for (let i = 0; i < 10; i++) {
      writer.usage({ ...line, periods: null, throttledPeriods: null, throttledSeconds: null });
      writer.replicas({ at, service: 'portal', desired: 5, created: 5, ready: 5 });
      await new Promise((resolve) => setImmediate(resolve));
    }
    const ending = await writer.end(sampleEnding());
    expect(ending.observers.map(({ name }) => name)).toEqual(['usage']);
    expect(ending.observers[0]!.message).toContain('usage.ndjson cannot be written');
    await rm(join(directory, 'usage.ndjson'), { recursive: true });
    expect((await readRecording(directory)).observations.replicas).toHaveLength(10);
  });

  test('keeps what an observer wrote before it failed, and its first reason', async () => {
    const directory = join(await scratchFolder(), 'recording');
    const writer = await RecordingWriter.create(directory, plan, sampleEnvironment);
    writer.replicas({ at, service: 'portal', desired: 5, created: 5, ready: 5 });
    writer.observerFailed('replicas', 'kubectl ended with 1');
    writer.observerFailed('replicas', 'again');
    const ending = await writer.end(sampleEnding());
    writer.replicas({ at, service: 'portal', desired: 6, created: 6, ready: 6 });
    expect(ending.observers).toEqual([{ name: 'replicas', message: 'kubectl ended with 1' }]);
    expect((await readRecording(directory)).observations.replicas).toHaveLength(1);
  });
});
