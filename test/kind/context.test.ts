import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Cluster } from '../../src/edge/kind/clusters.ts';
import { clusterImages } from '../../src/edge/kind/images.ts';
import { imageNames } from '../../src/edge/kind/offline/versions.ts';
import { CampaignFolder } from '../../src/edge/store/campaign-folder.ts';
import { peakproof, shortCampaign } from '../bench/bench-process.ts';
import { laneClusters, lanePrefix, laneRequest, machine, node, stepsOnStderr } from './lane.ts';

const name = `${lanePrefix}-context`;
const portalPort = 28_081;

/** A kind cluster that peakproof is told of by its kubeconfig alone, as of anybody's. */
describe.skipIf(inject('noEngine') !== null)('a cluster of a kubeconfig', () => {
  let folder: string;
  let cluster: Cluster;
  let options: string[];
  let lane: Awaited<ReturnType<typeof laneClusters>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'peakproof-context-'));
    lane = await laneClusters();
    const ports = [{ containerPort: 30_081, hostPort: portalPort }];
    cluster = await lane.up(await laneRequest({ name, ports }));
    const { demo } = await clusterImages(machine, { node, watcher: stepsOnStderr });
    options = [
      ...['-c', shortCampaign, '--target', 'context', '--kubeconfig', cluster.kubeconfig],
      ...['--url', `portal=http://127.0.0.1:${portalPort}`],
      ...['--image', `demo=${demo.name}`, '--image', `haproxy=${imageNames.haproxy}`],
    ];
  });
  afterAll(async () => {
    await lane.clusters.down([name]);
    await rm(folder, { recursive: true, force: true });
  });

  async function ours(): Promise<string[]> {
    const kubectl = lane.clusters.kubectl(cluster);
    const kinds = 'namespaces,clusterroles,clusterrolebindings';
    const { stdout } = await kubectl(['get', kinds, '--output', 'name']);
    return stdout.split('\n').filter((line) => line.includes('peakproof'));
  }

  test('is taken only where it is named', async () => {
    const unnamed = await peakproof(['bench', ...options], machine.env).ended;
    expect([unnamed.exitCode, unnamed.stderr]).toEqual([2, expect.stringContaining(`kind-${name}`)]);
    const wrong = await peakproof(['bench', ...options, '--context', `kind-${name}x`], machine.env).ended;
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean')]);
    expect(await ours()).toEqual([]);
  });

  test('is left alone where our names are somebody else’s', async () => {
    const kubectl = lane.clusters.kubectl(cluster);
    await kubectl(['create', 'namespace', 'peakproof']);
    try {
      const out = join(folder, 'taken');
      const run = peakproof(
        ['run', 'S-01', ...options, '--context', `kind-${name}`, '--out', out],
        machine.env,
      );
      const { exitCode, stderr } = await run.ended;
      expect(stderr).toContain('there is a namespace peakproof that peakproof did not make');
      expect(exitCode).toBe(2);
      expect(await ours()).toEqual(['namespace/peakproof']);
    } finally {
      await kubectl(['delete', 'namespace', 'peakproof', '--wait']);
    }
  });

  test('carries a trial, labelled cluster, and nothing of ours is left', async () => {
    const out = join(folder, 'trial');
    const args = ['run', 'S-02', '--length', '20s', ...options, '--context', `kind-${name}`, '--out', out];
    const { stderr } = await peakproof(args, machine.env).ended;
    expect(stderr).toContain(`The cluster of context kind-${name} gets the load`);
    const [trial] = await (await CampaignFolder.open(out)).readTrials();
    expect(trial!.ending.message, stderr).toBeNull();
    expect(trial!.state).toBe('completed');
    expect(trial!.label).toBe('cluster');
    expect(trial!.whole.processed).toBeGreaterThan(100);
    await expect.poll(ours, { timeout: 120_000, interval: 1000 }).toEqual([]);
  });
});
