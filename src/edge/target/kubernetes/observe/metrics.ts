import type { PodSample } from '../../../../core/model/hpa.ts';
import type { PodMetrics } from '../api/objects.ts';
import { partOfSelector, serviceNamespace } from '../manifests/names.ts';
import { History } from './history.ts';
import { type Observer, Repeated, type Scene, serviceOf, troubleTeller } from './observer.ts';
import { podSampleOf } from './pod-state.ts';

const periodSeconds = 1;
/** What the API has already, the next question finds, and its answer takes a while on a busy node. */
const foundWithinSeconds = 1.4;

export interface SeenSamples {
  /** When we saw them first; the API had them up to one period earlier. */
  seenSeconds: number;
  byService: ReadonlyMap<string, readonly PodSample[]>;
}

/** What metrics.k8s.io answers: the numbers that the autoscaler reads, with their age. */
export class MetricsObserver implements Observer {
  readonly #history = new History<SeenSamples>();
  readonly #loop: Repeated;
  #lastText = '';
  /** When the answer last changed: metrics-server has read the kubelets then. */
  changedSeconds: number | null = null;

  constructor(scene: Scene) {
    this.#loop = new Repeated(
      scene.clock,
      periodSeconds,
      async (signal) => {
        const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${serviceNamespace}/pods?labelSelector=${encodeURIComponent(partOfSelector)}`;
        const { items } = await scene.api.get<{ items: PodMetrics[] }>(path, { signal, timeoutSeconds: 5 });
        this.#note(items, scene);
      },
      troubleTeller(scene, 'metrics'),
    );
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /**
   * What the autoscaler may have been given at `atSeconds`, the likeliest first; never empty. It is what was held then, but
   * where the time stamp of its first sample is known, all that begin with it. Several may: kubelets read each pod at a time
   * of its own, so that an answer can differ from the one before in the other pods alone.
   */
  answersAt(service: string, atSeconds: number, firstStampSeconds: number | null): (readonly PodSample[])[] {
    const near = this.#history
      .during(atSeconds - periodSeconds, atSeconds + foundWithinSeconds)
      .map(({ byService }) => byService.get(service) ?? []);
    const named = near.filter(([first]) => first?.timestampSeconds === firstStampSeconds);
    return named.length > 0 ? named : [this.#history.at(atSeconds)?.byService.get(service) ?? []];
  }

  latest(service: string): readonly PodSample[] {
    return this.#history.latest?.byService.get(service) ?? [];
  }

  #note(items: readonly PodMetrics[], { services, clock }: Scene): void {
    const stamped = items.map((item) => [item.metadata.name, item.timestamp, item.window, item.containers]);
    const text = JSON.stringify(stamped);
    if (text === this.#lastText) return;
    const first = this.#lastText === '';
    this.#lastText = text;
    const seenSeconds = clock.now();
    if (!first) this.changedSeconds = seenSeconds;
    const byService = new Map(
      services.map((service) => [
        service,
        items.filter((item) => serviceOf(item, services) === service).map(podSampleOf),
      ]),
    );
    this.#history.note(seenSeconds, { seenSeconds, byService });
  }
}
