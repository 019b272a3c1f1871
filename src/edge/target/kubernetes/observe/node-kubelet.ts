import { milliOf } from '../../../../core/hpa/quantity.ts';
import { ApiError } from '../api/api-error.ts';
import { epochSeconds } from '../api/objects.ts';
import { type NodeCounters, unseenCounters } from './node-counters.ts';
import { type Observer, Repeated, type Scene, troubleTeller } from './observer.ts';
import { durationSeconds } from './pod-state.ts';

/** Counters and when they were read; cores are asked for apart, and put over them. */
type Reading = NodeCounters & { at: number };

/** The kubelet refreshes its summary every ten seconds or so; asking more often finds each new one sooner. */
const periodSeconds = 3;

/** What `/stats/summary` of a kubelet says of its node. */
export interface KubeletSummary {
  node: {
    cpu?: { time: string; usageCoreNanoSeconds?: number };
    memory?: { workingSetBytes?: number };
    network?: { rxBytes?: number; txBytes?: number };
  };
}
/** An item of metrics.k8s.io about a node. */
export interface NodeMetrics {
  timestamp: string;
  window: string;
  usage: { cpu: string; memory: string };
}

/**
 * Nodes as any cluster shows them: the kubelets' summary through the API server, and where that is not permitted what
 * metrics-server says, CPU and memory only. Lines carry the time of the source.
 */
export class KubeletNodeObserver implements Observer {
  readonly #scene: Scene;
  readonly #cores = new Map<string, number>();
  readonly #lastSeconds = new Map<string, number>();
  readonly #refused = new Set<string>();
  readonly #loop: Repeated;

  /** `nodes` names the nodes that have pods of ours, now. */
  constructor(scene: Scene, nodes: () => ReadonlySet<string>) {
    this.#scene = scene;
    this.#loop = new Repeated(
      scene.clock,
      periodSeconds,
      async (signal) => {
        for (const node of nodes()) await this.#read(node, signal);
      },
      troubleTeller(scene, 'nodes'),
    );
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #read(node: string, signal: AbortSignal): Promise<void> {
    const line = await this.#line(node, signal);
    if (line === null || line.at <= (this.#lastSeconds.get(node) ?? Number.NEGATIVE_INFINITY)) return;
    this.#lastSeconds.set(node, line.at);
    this.#scene.sink.node({ node, ...line, cores: await this.#coresOf(node, signal) });
  }

  async #line(node: string, signal: AbortSignal): Promise<Reading | null> {
    const { api } = this.#scene;
    if (!this.#refused.has(node))
      try {
        const path = `/api/v1/nodes/${node}/proxy/stats/summary`;
        return summaryLine(await api.get<KubeletSummary>(path, { signal }));
      } catch (error) {
        if (!(error instanceof ApiError) || (error.status !== 403 && error.status !== 404)) throw error;
        this.#refused.add(node);
      }
    return metricsLine(await api.get<NodeMetrics>(`/apis/metrics.k8s.io/v1beta1/nodes/${node}`, { signal }));
  }

  /** A node that may not be read has cores that are not known. */
  async #coresOf(node: string, signal: AbortSignal): Promise<number | null> {
    const known = this.#cores.get(node);
    if (known !== undefined) return known;
    try {
      const { status } = await this.#scene.api.get<{ status: { capacity: { cpu: string } } }>(
        `/api/v1/nodes/${node}`,
        { signal },
      );
      const cores = milliOf(status.capacity.cpu) / 1000;
      this.#cores.set(node, cores);
      return cores;
    } catch (error) {
      if (error instanceof ApiError && error.status === 403) return null;
      throw error;
    }
  }
}

/** The summary has no counters of disk traffic. null without a time: then nothing was read yet. */
function summaryLine({ node }: KubeletSummary): Reading | null {
  const at = epochSeconds(node.cpu?.time);
  if (at === null) return null;
  const used = node.cpu?.usageCoreNanoSeconds;
  return {
    at,
    ...unseenCounters,
    cpuSeconds: used === undefined ? null : used / 1e9,
    memoryBytes: node.memory?.workingSetBytes ?? null,
    receivedBytes: node.network?.rxBytes ?? null,
    sentBytes: node.network?.txBytes ?? null,
  };
}

function metricsLine({ timestamp, window: span, usage }: NodeMetrics): Reading | null {
  const at = epochSeconds(timestamp);
  if (at === null) return null;
  return {
    at,
    ...unseenCounters,
    meanCores: milliOf(usage.cpu) / 1000,
    windowSeconds: durationSeconds(span),
    memoryBytes: milliOf(usage.memory) / 1000,
  };
}
