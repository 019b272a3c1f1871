import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ownClusters, removedClusters } from '../../src/edge/kind/existing-clusters.ts';
import { CampaignFolder } from '../../src/edge/store/campaign-folder.ts';
import { peakproof } from '../bench/bench-process.ts';
import { machine } from './lane.ts';
import { nginxInEngine, nginxOutOfEngine } from './nginx-image.ts';

const campaign = new URL('../fixtures/own-service/campaign.yaml', import.meta.url).pathname;

describe.skipIf(inject('noEngine') !== null)('a service that is not ours', () => {
  let folder: string;
  let before: string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peakproof-own-'));
    before = (await ownClusters(machine)).map(({ name }) => name);
    await nginxInEngine();
  });
  afterAll(async () => {
    const made = (await ownClusters(machine))
      .map(({ name }) => name)
      .filter((name) => !before.includes(name));
    if (made.length > 0) await removedClusters(machine, made);
    await nginxOutOfEngine();
    await rm(folder, { recursive: true, force: true });
  });

  test('is benched from its image: pods are added, and answer', async () => {
    const out = join(folder, 'whole');
    const args = [
      ...['bench', 'scaled', '-c', campaign, '--target', 'kind'],
      ...['--repeat-disturbed', '0', '--out', out],
    ];
    const run = peakproof(args, machine.env);
    const { exitCode, stdout, stderr } = await run.ended;
    const trials = await (await CampaignFolder.open(out)).readTrials();
    // A test machine that is busy may starve the generator; that is then said, and nothing else may be wrong.
    const invalid = trials.flatMap(({ checks }) =>
      checks.filter(({ verdict }) => verdict === 'INVALID').map(({ code }) => code),
    );
    expect(
      invalid.filter((code) => code !== 'generator-starved' && code !== 'host-disturbed'),
      stderr,
    ).toEqual([]);
    expect([0, 3], stderr).toContain(exitCode);
    expect(stdout).toContain('Report: ');

    const scaled = trials[0]!;
    expect(scaled.state).toBe('completed');
    expect(scaled.label).toBe('kind');
    expect(scaled.whole.processed).toBeGreaterThan(100);
    expect(scaled.plan!.prediction).toBeNull();
    expect(scaled.plan!.notPredicted).toBe('demand-unknown');
    // The router names pods by their addresses; the record names them as the cluster does.
    const answering = scaled.pods.filter(({ requests }) => requests > 0);
    for (const { name: pod } of answering) expect(pod).toMatch(/^web-[a-z0-9]+-[a-z0-9]+$/);
    const answers = answering.reduce((sum, { requests }) => sum + requests, 0);
    expect(answers).toBeGreaterThanOrEqual(0.95 * scaled.whole.processed);
    expect(scaled.cost.cpuSeconds).toBeGreaterThan(0);
    expect(Math.max(...scaled.replicas.web!.ready)).toBeGreaterThan(2);
    expect(answering.length).toBeGreaterThan(2);
    expect(scaled.hpa.length).toBeGreaterThan(0);

    const trialFolder = (await readdir(join(out, 'trials'))).find((entry) => entry.endsWith('-scaled.1'));
    const manifests = (
      await readFile(join(out, 'trials', trialFolder!, 'recording/manifests.ndjson'), 'utf8')
    )
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; metadata: { name: string } });
    const kinds = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(kinds).toEqual(expect.arrayContaining(['Deployment web', 'HorizontalPodAutoscaler web']));
  });
});
