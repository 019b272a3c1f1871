import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../../src/edge/clock.ts';
import { Api } from '../../../../../src/edge/target/kubernetes/api/api.ts';
import { KubeletNodeObserver } from '../../../../../src/edge/target/kubernetes/observe/node-kubelet.ts';
import {
  nodeCounters,
  ShellNodeObserver,
} from '../../../../../src/edge/target/kubernetes/observe/node-shell.ts';
import { ShellReader } from '../../../../../src/edge/target/kubernetes/observe/shell-reader.ts';
import { Observed } from '../../local/observed.ts';
import { socketServer } from '../api/socket-server.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
const patient = { timeout: 15_000, interval: 50 };

describe('a node that we can run a shell on', () => {
  it('is read from cgroup v1 and /proc', () => {
    expect(
      nodeCounters([
        'cpuacct/cpuacct.usage:2500000000',
        'memory/memory.usage_in_bytes:4096',
        'blkio/blkio.throttle.io_service_bytes:8:0 Read 100',
        'blkio/blkio.throttle.io_service_bytes:8:0 Write 20',
        'blkio/blkio.throttle.io_service_bytes:8:16 Read 1',
        '/proc/stat:cpu  905741 437320 178655 1576370 4651 0 6196 1101 0 0',
        '/proc/stat:cpu0 452732 215678 86273 795671 1184 0 2793 551 0 0',
        '/proc/stat:cpu1 453008 221641 92381 780699 3467 0 3403 549 0 0',
        '/proc/net/dev:  eth0: 3133 14 0 0 0 0 0 0 1161 11 0 0 0 0 0 0',
      ]),
    ).toEqual({
      cores: 2,
      cpuSeconds: 2.5,
      meanCores: null,
      windowSeconds: null,
      idleSeconds: 15810.21,
      memoryBytes: 4096,
      diskReadBytes: 101,
      diskWrittenBytes: 20,
      receivedBytes: 3133,
      sentBytes: 1161,
    });
  });

  it('is read from cgroup v2, and says nothing of what is not there', () => {
    expect(
      nodeCounters([
        'cpu.stat:usage_usec 2500000',
        'memory.current:8192',
        'io.stat:8:0 rbytes=10 wbytes=30 rios=1 wios=1 dbytes=0 dios=0',
        'io.stat:8:16 rbytes=1 wbytes=2 rios=1 wios=1 dbytes=0 dios=0',
      ]),
    ).toMatchObject({
      cores: null,
      cpuSeconds: 2.5,
      idleSeconds: null,
      memoryBytes: 8192,
      diskReadBytes: 11,
      diskWrittenBytes: 32,
      receivedBytes: null,
    });
  });

  it('is read on by a new shell when the one before breaks', { timeout: 20_000 }, async () => {
    const observed = new Observed();
    const clock = systemClock();
    const api = new Api('/nowhere');
    const scene = { api, clock, sink: observed, services: ['portal'] };
    // Answers once and then ends, as a shell does whose node went away.
    const shell = ['sh', '-c', 'read -r _; echo "cpu.stat:usage_usec 1000000"; echo end', 'sh'];
    const observer = new ShellNodeObserver(scene, 'n', shell, undefined);
    stops.push(
      () => observer.stop(),
      () => api.close(),
    );
    await vi.waitFor(() => expect(observed.nodeLines.length).toBeGreaterThan(1), patient);
    expect(observed.nodeLines[0]).toMatchObject({ node: 'n', cpuSeconds: 1 });
  });
});

it('a shell that ends without an answer says how and what it wrote', async () => {
  const reader = new ShellReader(['sh', '-c', 'echo no such container >&2; exit 3', 'sh'], '', undefined);
  await expect(reader.ask()).rejects.toThrow(
    /the shell on the node ended with exit code 3 .*: no such container/,
  );
  await reader.stop();
});

describe('a node of any cluster', () => {
  const summary = {
    node: {
      cpu: { time: '2026-11-21T10:00:00Z', usageCoreNanoSeconds: 5e9 },
      memory: { workingSetBytes: 1024 },
      network: { rxBytes: 7, txBytes: 8 },
    },
  };
  const metrics = {
    timestamp: '2026-11-21T10:00:05Z',
    window: '20s',
    usage: { cpu: '1500m', memory: '2Ki' },
  };

  /** What one observer tells of a cluster that answers so: by the last part of the path, null is "forbidden". */
  async function seenOf(answers: Record<string, object | null>) {
    const asked: string[] = [];
    const server = await socketServer((request, response) => {
      asked.push(request.url!);
      const answer = Object.entries(answers).find(([part]) => request.url!.startsWith(part))?.[1] ?? null;
      response.writeHead(answer === null ? 403 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { message: 'forbidden' }));
    });
    const api = new Api(server.path);
    const observed = new Observed();
    const scene = { api, clock: systemClock(), sink: observed, services: ['portal'] };
    const observer = new KubeletNodeObserver(scene, () => new Set(['n']));
    stops.push(
      server.close,
      () => api.close(),
      () => observer.stop(),
    );
    await vi.waitFor(() => expect(observed.nodeLines).toHaveLength(1), patient);
    return { line: observed.nodeLines[0]!, asked, observed };
  }

  it("is what the kubelet's summary says, at the summary's time", async () => {
    const { line } = await seenOf({
      '/api/v1/nodes/n/proxy/stats/summary': summary,
      '/api/v1/nodes/n': { status: { capacity: { cpu: '4' } } },
    });
    expect(line).toMatchObject({
      at: Date.parse('2026-11-21T10:00:00Z') / 1000,
      node: 'n',
      cores: 4,
      cpuSeconds: 5,
      receivedBytes: 7,
      sentBytes: 8,
      diskReadBytes: null,
      idleSeconds: null,
    });
  });

  it('is what metrics-server says where kubelets may not be asked, and no trouble', async () => {
    const { line, observed } = await seenOf({ '/apis/metrics.k8s.io/v1beta1/nodes/n': metrics });
    expect(line).toMatchObject({
      cores: null,
      cpuSeconds: null,
      meanCores: 1.5,
      windowSeconds: 20,
      memoryBytes: 2048,
    });
    expect(observed.failures).toEqual([]);
  });
});
