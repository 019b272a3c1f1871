import type { UsageLine } from '../../../../core/model/observation.ts';
import { serviceNamespace } from '../manifests/names.ts';
import { type Observer, Repeated, type Scene, troubleTeller } from './observer.ts';

/** The kubelet refreshes a container's counters every 10 to 15 s; asking more often finds each new one sooner. */
const periodSeconds = 3;

type Counters = Partial<Omit<UsageLine, 'at' | 'service' | 'pod'>> & { at: number };

const fieldOf: Readonly<Record<string, keyof Omit<UsageLine, 'at' | 'service' | 'pod'>>> = {
  container_cpu_usage_seconds_total: 'cpuSeconds',
  container_memory_rss: 'rssBytes',
  container_cpu_cfs_periods_total: 'periods',
  container_cpu_cfs_throttled_periods_total: 'throttledPeriods',
  container_cpu_cfs_throttled_seconds_total: 'throttledSeconds',
};

/** Counters of each pod from the kubelets, through the API server: the way that works on every cluster. */
export class KubeletUsageObserver implements Observer {
  readonly #scene: Scene;
  readonly #nodes: () => ReadonlySet<string>;
  readonly #lastSeconds = new Map<string, number>();
  readonly #loop: Repeated;

  /** `nodes` names the nodes that have pods of ours, now. */
  constructor(scene: Scene, nodes: () => ReadonlySet<string>) {
    this.#scene = scene;
    this.#nodes = nodes;
    this.#loop = new Repeated(
      scene.clock,
      periodSeconds,
      (signal) => this.#read(signal),
      troubleTeller(scene, 'usage'),
    );
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #read(signal: AbortSignal): Promise<void> {
    for (const node of this.#nodes()) {
      const text = await this.#scene.api.text('GET', `/api/v1/nodes/${node}/proxy/metrics/cadvisor`, {
        signal,
      });
      for (const [pod, counters] of podCounters(text)) this.#tell(pod, counters);
    }
  }

  #tell(pod: string, { at, cpuSeconds, ...rest }: Counters): void {
    const service = this.#scene.services.find((name) => pod.startsWith(`${name}-`));
    if (service === undefined || cpuSeconds === undefined) return;
    if (at <= (this.#lastSeconds.get(pod) ?? Number.NEGATIVE_INFINITY)) return;
    this.#lastSeconds.set(pod, at);
    this.#scene.sink.usage({
      at,
      service,
      pod,
      cpuSeconds,
      rssBytes: rest.rssBytes ?? null,
      periods: rest.periods ?? null,
      throttledPeriods: rest.throttledPeriods ?? null,
      throttledSeconds: rest.throttledSeconds ?? null,
    });
  }
}

/** Counters of pods, summed over their containers, from the text that cAdvisor writes for Prometheus. */
export function podCounters(text: string): Map<string, Counters> {
  const pods = new Map<string, Counters>();
  for (const line of text.split('\n')) {
    const brace = line.indexOf('{');
    const field = brace < 0 ? undefined : fieldOf[line.slice(0, brace)];
    if (field === undefined) continue;
    const labels = line.slice(brace + 1, line.lastIndexOf('}'));
    if (labelIn(labels, 'namespace') !== serviceNamespace || !isContainer(labelIn(labels, 'container')))
      continue;
    const pod = labelIn(labels, 'pod');
    const [value, stampMs] = line
      .slice(line.lastIndexOf('}') + 2)
      .split(' ')
      .map(Number);
    if (pod === null || value === undefined || stampMs === undefined || Number.isNaN(stampMs)) continue;
    const at = stampMs / 1000;
    const counters = pods.get(pod) ?? { at };
    pods.set(pod, counters);
    const known = counters[field];
    if (known === undefined || known === null) counters[field] = value;
    // Periods of containers run side by side; what they use and lose adds up.
    else counters[field] = parallel.has(field) ? Math.max(known, value) : known + value;
    if (field === 'cpuSeconds') counters.at = known === undefined ? at : Math.min(counters.at, at);
  }
  return pods;
}

const parallel: ReadonlySet<string> = new Set(['periods', 'throttledPeriods']);

/** Lines without a container are of the whole pod; `POD` is what holds its network open. */
function isContainer(name: string | null): boolean {
  return name !== null && name !== '' && name !== 'POD';
}

function labelIn(labels: string, name: string): string | null {
  const match = new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels);
  return match?.[1] ?? null;
}
