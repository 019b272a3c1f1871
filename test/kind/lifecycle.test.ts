import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { programEnding, runProgram } from '../../src/edge/exec/run-program.ts';
import { removedClusters } from '../../src/edge/kind/existing-clusters.ts';
import { KindError } from '../../src/edge/kind/kind-error.ts';
import { nodeContainers } from '../../src/edge/kind/node-container.ts';
import { systemProgram } from '../../src/edge/kind/own-engine.ts';
import { laneClusters, lanePrefix, laneRequest, machine, timedSteps } from './lane.ts';

/** What an arm needs beyond a bare cluster may take this long. */
const equipSeconds = 60;

async function laneContainers() {
  return (await nodeContainers(machine)).filter(({ cluster }) => cluster.startsWith(lanePrefix));
}

async function changedAt(file: string): Promise<number | null> {
  return (await stat(file).catch(() => null))?.mtimeMs ?? null;
}

describe.skipIf(inject('noEngine') !== null)('a cluster', () => {
  afterAll(async () => {
    await removedClusters(machine, [lanePrefix]);
  });

  test('comes up equipped and sealed; a second time nothing happens', async () => {
    const ownKubeconfig = await changedAt(join(homedir(), '.kube/config'));
    const { clusters, up } = await laneClusters();
    const first = timedSteps();
    const cluster = await up(await laneRequest(), first.watcher);
    const bare = first.seconds.get(`cluster ${lanePrefix}`)!;
    const beyond = [...first.seconds.values()].reduce((sum, seconds) => sum + seconds, 0) - bare;
    process.stderr.write(`bare cluster ${bare.toFixed(1)} s, equipped in ${beyond.toFixed(1)} s more\n`);
    expect(beyond).toBeLessThan(equipSeconds);

    const kubectl = clusters.kubectl(cluster);
    const metrics = await kubectl(['get', '--raw', '/apis/metrics.k8s.io/v1beta1/nodes']);
    expect(JSON.parse(metrics.stdout).items).toHaveLength(1);
    const version = JSON.parse((await kubectl(['version', '--output', 'json'])).stdout);
    expect(version.serverVersion.gitVersion).toBe(version.clientVersion.gitVersion);

    const second = timedSteps();
    const [before] = await laneContainers();
    await up(await laneRequest(), second.watcher);
    const [after] = await laneContainers();
    expect(after!.id).toBe(before!.id);
    expect(second.said[0]).toBe(`kept cluster ${lanePrefix}`);
    expect(second.said).toContain('kept service images');
    expect(await changedAt(join(homedir(), '.kube/config'))).toBe(ownKubeconfig);
  });

  test('lets nothing out: neither the node nor a name', async () => {
    const [container] = await laneContainers();
    const inside = ['docker', 'exec', container!.id, 'timeout', '5'];
    // 192.0.2.1 is nobody's; refused at once is not the same as unanswered.
    const out = await programEnding([...inside, 'bash', '-c', 'echo >/dev/tcp/192.0.2.1/443'], {
      env: machine.env,
    });
    expect(out.stderr).toMatch(/refused/);
    expect(out.durationSeconds).toBeLessThan(4);
    const name = await programEnding([...inside, 'getent', 'hosts', 'example.org'], { env: machine.env });
    expect(name.exitCode).not.toBe(0);
    const iptables = systemProgram('iptables', machine);
    if (iptables === null) return;
    const { stdout } = await runProgram([iptables, '--list-rules'], { env: machine.env });
    expect(stdout).not.toMatch(/peakproof/i);
  });

  test('of the same name that was left behind stopped is replaced', async () => {
    const [left] = await laneContainers();
    await runProgram(['docker', 'kill', left!.id], { env: machine.env });
    const { clusters, up } = await laneClusters();
    expect((await clusters.status()).find(({ name }) => name === lanePrefix)?.state).toBe('stopped');
    const { watcher, said } = timedSteps();
    await up(await laneRequest(), watcher);
    expect(said[0]).toContain(`remove the leftover cluster ${lanePrefix}: its node is stopped`);
    const [fresh] = await laneContainers();
    expect(fresh!.id).not.toBe(left!.id);
  });

  test('is not begun where a host port is taken, and the holder is named', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(28081, '127.0.0.1', resolve));
    try {
      const { up } = await laneClusters();
      const request = await laneRequest({
        name: `${lanePrefix}-port`,
        ports: [{ containerPort: 30080, hostPort: 28081 }],
      });
      const error = await up(request).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(KindError);
      expect((error as Error).message).toContain(
        `port 28081 of 127.0.0.1 is in use by process ${process.pid}`,
      );
      const names = (await laneContainers()).map(({ cluster }) => cluster);
      expect(names).not.toContain(`${lanePrefix}-port`);
    } finally {
      server.close();
    }
  });

  test('that is interrupted while it comes up leaves nothing', async () => {
    const abort = new AbortController();
    const { up } = await laneClusters(abort.signal);
    const name = `${lanePrefix}-interrupted`;
    const attempt = up(await laneRequest({ name, ports: [] })).catch((error: unknown) => error);
    while (!(await laneContainers()).some(({ cluster }) => cluster === name)) await sleep(100);
    await sleep(1000);
    abort.abort('SIGINT');
    expect(await attempt).toBe('SIGINT');
    expect((await laneContainers()).map(({ cluster }) => cluster)).not.toContain(name);
  });

  test('goes down without a trace', async () => {
    const { clusters } = await laneClusters();
    const cluster = (await clusters.status()).find(({ name }) => name === lanePrefix)!;
    expect(await clusters.down([lanePrefix])).toEqual([lanePrefix]);
    expect(await clusters.down([lanePrefix])).toEqual([]);
    expect(await laneContainers()).toEqual([]);
    expect(existsSync(cluster.kubeconfig)).toBe(false);
    const processes = await runProgram(['ps', '-e', '-o', 'args='], { env: machine.env });
    expect(processes.stdout.split('\n').filter((line) => line.includes(cluster.kubeconfig))).toEqual([]);
  });
});
