import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Clusters, type UpRequest } from '../../../src/edge/kind/clusters.ts';
import { KindError } from '../../../src/edge/kind/kind-error.ts';
import { engine, listening, StandInEngine } from './engine-state.ts';

const request: UpRequest = {
  name: 'peakproof-test',
  image: 'peakproof/node:v1',
  ports: [{ containerPort: 30080, hostPort: 0 }],
  archives: ['/somewhere/demo.tar'],
  sealed: true,
};

async function up(state: StandInEngine, change: Partial<UpRequest> = {}, abort?: AbortSignal) {
  const { watcher, said } = listening();
  const clusters = new Clusters(state.machine, state.tools, abort);
  return { cluster: await clusters.up({ ...request, ...change }, engine, watcher), said };
}

/** Position of the first command that begins so; fails where there is none. */
function at(log: readonly string[], beginning: string): number {
  const position = log.findIndex((line) => line.startsWith(beginning));
  expect(position, `${beginning} in\n${log.join('\n')}`).toBeGreaterThanOrEqual(0);
  return position;
}

function count(log: readonly string[], beginning: string): number {
  return log.filter((line) => line.startsWith(beginning)).length;
}

describe('up', () => {
  test('makes the network, the cluster, its images, its seal and metrics-server, in this order', async () => {
    const state = await StandInEngine.new();
    const { cluster, said } = await up(state);
    const log = await state.log();
    const kubectl = `kubectl --kubeconfig ${cluster.kubeconfig}`;
    const positions = [
      at(log, 'docker network create'),
      at(log, 'kind create cluster'),
      at(log, 'kind load image-archive /somewhere/demo.tar'),
      at(log, 'docker exec peakproof-test-control-plane iptables'),
      at(log, `${kubectl} --namespace kube-system patch configmap coredns`),
      log.findIndex((line) => line.endsWith('metrics-server.yaml')),
      at(log, `${kubectl} --namespace kube-system rollout status deployment/metrics-server`),
      log.findIndex((line) => line.endsWith('api-service.yaml')),
      at(log, `${kubectl} get --raw /apis/metrics.k8s.io`),
    ];
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions).not.toContain(-1);
    expect(said.every((line) => line.startsWith('done'))).toBe(true);
    expect(cluster.kubeconfig.startsWith(state.machine.env.XDG_CACHE_HOME!)).toBe(true);
  });

  test('a second time makes nothing', async () => {
    const state = await StandInEngine.new();
    const first = await up(state);
    const second = await up(state);
    expect(count(await state.log(), 'kind create')).toBe(1);
    expect(second.said[0]).toBe('kept cluster peakproof-test');
    expect(second.cluster).toMatchObject(first.cluster);
  });

  test('writes a lost kubeconfig again', async () => {
    const state = await StandInEngine.new();
    const { cluster } = await up(state);
    await rm(dirname(cluster.kubeconfig), { recursive: true });
    await up(state);
    expect(existsSync(cluster.kubeconfig)).toBe(true);
    expect(count(await state.log(), 'kind create')).toBe(1);
  });

  test.each([
    ['does not answer', 'silent', /its API server does not answer/],
    ['is not Ready', 'False', /its node is not Ready/],
  ])('replaces a leftover that %s, and says why', async (_, ready, why) => {
    const state = await StandInEngine.new();
    await up(state);
    await state.set('ready', ready);
    const { said } = await up(state);
    expect(said[0]).toMatch(/^done remove the leftover cluster peakproof-test: /);
    expect(said[0]).toMatch(why);
    const log = await state.log();
    expect(at(log, 'docker rm --force --volumes id-of-peakproof-test')).toBeGreaterThan(
      at(log, 'kind create'),
    );
    expect(count(log, 'kind create')).toBe(2);
  });

  test('replaces one that was made from another image, or with other ports', async () => {
    const state = await StandInEngine.new();
    await up(state);
    const other = await up(state, { image: 'peakproof/node:v2' });
    expect(other.said[0]).toContain('it was made from peakproof/node:v1');
    const moved = await up(state, { image: 'peakproof/node:v2', ports: [] });
    expect(moved.said[0]).toContain('its ports are 0→30080 and not none');
  });

  test("leaves somebody else's cluster of that name alone", async () => {
    const state = await StandInEngine.new();
    await state.addForeignNode('peakproof-test');
    await expect(up(state)).rejects.toThrow(/peakproof did not make .*left alone/);
    expect(count(await state.log(), 'kind create')).toBe(0);
    expect(count(await state.log(), 'docker rm')).toBe(0);
    expect(existsSync(join(state.folder, 'containers/foreign'))).toBe(true);
  });

  test('names the process that holds a port, before anything is made', async () => {
    const state = await StandInEngine.new();
    const server: Server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    try {
      const error = await up(state, { ports: [{ containerPort: 30080, hostPort: port }] }).catch((e) => e);
      expect(error).toBeInstanceOf(KindError);
      expect(error.problem).toBe('configuration');
      expect(error.message).toContain(`port ${port} of 127.0.0.1 is in use`);
      if (process.platform === 'linux') expect(error.message).toContain(`process ${process.pid} (`);
      expect(count(await state.log(), 'kind create')).toBe(0);
    } finally {
      server.close();
    }
  });

  test('shows the command and the output of a step that failed, and leaves the cluster to be looked at', async () => {
    const state = await StandInEngine.new();
    await state.set('create-ends', 'failed');
    const error = await up(state).catch((e) => e);
    expect(error).toBeInstanceOf(KindError);
    expect(error.message).toMatch(/The step "cluster peakproof-test" failed/);
    expect(error.message).toContain('the node did not start');
    expect(error.message).toMatch(/kind create cluster --config/);
    expect(error.message).toMatch(/peakproof down/);
    expect(count(await state.log(), 'docker rm')).toBe(0);
  });

  test('interrupted, leaves nothing', async () => {
    const state = await StandInEngine.new();
    await state.set('create-ends', 'never');
    const abort = new AbortController();
    const attempt = up(state, {}, abort.signal).catch((error: unknown) => error);
    while (!existsSync(join(state.folder, 'containers/id-of-peakproof-test')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    abort.abort('SIGINT');
    expect(await attempt).toBe('SIGINT');
    expect(await new Clusters(state.machine, state.tools).status()).toEqual([]);
    expect(existsSync(join(state.folder, 'network'))).toBe(false);
  });

  test('does not go on with a node that is open', async () => {
    const state = await StandInEngine.new();
    await state.set('rules', '-A OUTPUT -j KUBE-SERVICES');
    await expect(up(state)).rejects.toThrow(/could reach the world/);
    const open = await up(state, { sealed: false });
    expect(open.cluster.name).toBe('peakproof-test');
  });

  test('asks for what the machine needs: the kubelet is told of cgroup v1', async () => {
    const state = await StandInEngine.new();
    const { cluster } = await up(state);
    const config = parse(await readFile(join(dirname(cluster.kubeconfig), 'kind.yaml'), 'utf8'));
    expect(config.nodes).toHaveLength(1);
    expect(config.nodes[0].extraPortMappings).toEqual([
      { containerPort: 30080, hostPort: 0, listenAddress: '127.0.0.1' },
    ]);
    expect(config.kubeadmConfigPatches.join('\n')).toMatch(/failCgroupV1: false/);
    expect(config.kubeadmConfigPatches.join('\n')).toMatch(/vmodule: horizontal=4/);
  });
});

describe('down', () => {
  test('removes ours alone, and the network with the last', async () => {
    const state = await StandInEngine.new();
    await state.addForeignNode('peakproof-theirs');
    await up(state);
    await up(state, { name: 'peakproof-other' });
    const clusters = new Clusters(state.machine, state.tools);
    expect(await clusters.down(['peakproof-test', 'peakproof-theirs'])).toEqual(['peakproof-test']);
    expect(existsSync(join(state.folder, 'network'))).toBe(true);
    expect(await clusters.down()).toEqual(['peakproof-other']);
    expect(existsSync(join(state.folder, 'network'))).toBe(false);
    expect(existsSync(join(state.folder, 'containers/foreign'))).toBe(true);
    expect(await clusters.down()).toEqual([]);
  });
});
