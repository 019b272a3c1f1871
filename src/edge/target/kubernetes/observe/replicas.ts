import type { KubeDeployment } from '../api/objects.ts';
import { Watch } from '../api/watch.ts';
import { partOfSelector, serviceNamespace } from '../manifests/names.ts';
import { History } from './history.ts';
import { type Observer, type Scene, serviceOf, troubleTeller } from './observer.ts';

/**
 * How many pods each service is meant to have, has, and has Ready. The wish is the Deployment's; the other two are counted
 * from the pods themselves, because a Deployment's status comes later.
 */
export class ReplicasObserver implements Observer {
  readonly #scene: Scene;
  readonly #watch: Watch<KubeDeployment>;
  readonly #counts: (service: string) => { created: number; ready: number };
  readonly #lastLines = new Map<string, string>();
  readonly #desired = new Map<string, History<number>>();

  constructor(scene: Scene, counts: (service: string) => { created: number; ready: number }) {
    this.#scene = scene;
    this.#counts = counts;
    for (const service of scene.services) this.#desired.set(service, new History());
    this.#watch = new Watch<KubeDeployment>(scene.api, scene.clock, {
      path: `/apis/apps/v1/namespaces/${serviceNamespace}/deployments`,
      labelSelector: partOfSelector,
      onChange: ({ object, atSeconds }) => {
        const service = serviceOf(object, scene.services);
        if (service === null) return;
        const replicas = object.spec.replicas ?? 1;
        const known = this.#desired.get(service)!;
        if (known.latest !== replicas) known.note(atSeconds, replicas);
        this.note(service);
      },
      onProblem: troubleTeller(scene, 'replicas'),
    });
  }

  get listed(): Promise<void> {
    return this.#watch.listed;
  }

  stop(): Promise<void> {
    return this.#watch.stop();
  }

  deployment(service: string): KubeDeployment | null {
    return [...this.#watch.objects.values()].find((object) => object.metadata.name === service) ?? null;
  }

  /** `spec.replicas` at a time, and its values between two times. */
  desiredAt(service: string, atSeconds: number): number | null {
    return this.#desired.get(service)?.at(atSeconds) ?? null;
  }

  /** Writes a line if a number has changed. */
  note(service: string): void {
    const desired = this.#desired.get(service)?.latest ?? null;
    if (desired === null) return;
    const numbers = { desired, ...this.#counts(service) };
    const line = JSON.stringify(numbers);
    if (this.#lastLines.get(service) === line) return;
    this.#lastLines.set(service, line);
    this.#scene.sink.replicas({ at: this.#scene.clock.now(), service, ...numbers });
  }
}
