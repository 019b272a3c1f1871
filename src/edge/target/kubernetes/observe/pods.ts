import type { PodState } from '../../../../core/model/hpa.ts';
import type { KubePod } from '../api/objects.ts';
import { type Change, Watch } from '../api/watch.ts';
import { partOfSelector, serviceNamespace } from '../manifests/names.ts';
import { History } from './history.ts';
import { type Observer, Repeated, type Scene, serviceOf, troubleTeller } from './observer.ts';
import { podStateOf } from './pod-state.ts';
import { containerOf, isReady, podSteps, stuckBecause } from './pod-steps.ts';

/** A pod that is Pending, or whose container does not stay up, for longer than this is called out. */
const stuckSeconds = 15;

/** Follows the pods of the services: each step of their lives, who is stuck, and what the autoscaler could see of them. */
export class PodsObserver implements Observer {
  readonly #scene: Scene;
  readonly #watch: Watch<KubePod>;
  readonly #stuckLoop: Repeated;
  readonly #before = new Map<string, KubePod>();
  readonly #stuckSince = new Map<string, { sinceSeconds: number; told: boolean }>();
  readonly #states = new History<Map<string, PodState[]>>();
  readonly #onChange: (service: string) => void;
  readonly #onStarted: (pod: KubePod) => void;

  /** `onChange` is told whenever pods of a service changed, `onStarted` of each start of a container. */
  constructor(scene: Scene, onChange: (service: string) => void, onStarted: (pod: KubePod) => void) {
    this.#scene = scene;
    this.#onChange = onChange;
    this.#onStarted = onStarted;
    this.#watch = new Watch<KubePod>(scene.api, scene.clock, {
      path: `/api/v1/namespaces/${serviceNamespace}/pods`,
      labelSelector: partOfSelector,
      onChange: (change) => this.#changed(change),
      onProblem: troubleTeller(scene, 'pods'),
    });
    this.#stuckLoop = new Repeated(
      scene.clock,
      1,
      async () => this.#callOutStuck(),
      () => {},
    );
  }

  get listed(): Promise<void> {
    return this.#watch.listed;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#watch.stop(), this.#stuckLoop.stop()]);
  }

  /** Pods of a service that are there now, also leaving ones. */
  podsOf(service: string): KubePod[] {
    return [...this.#watch.objects.values()].filter(
      (pod) => serviceOf(pod, this.#scene.services) === service,
    );
  }

  /** Pods that are there and not being deleted, and how many of them are Ready. */
  counts(service: string): { created: number; ready: number } {
    const active = this.podsOf(service).filter(
      (pod) => pod.metadata.deletionTimestamp === undefined && !isOver(pod),
    );
    return { created: active.length, ready: active.filter(isReady).length };
  }

  /** The pods of a service as the autoscaler saw them at `atSeconds`. */
  statesAt(service: string, atSeconds: number): PodState[] {
    return this.#states.at(atSeconds)?.get(service) ?? [];
  }

  /** Pods that are stuck now, and why. */
  stuck(): { name: string; because: string; forSeconds: number }[] {
    const now = this.#scene.clock.now();
    return [...this.#watch.objects.values()].flatMap((pod) => {
      const since = this.#stuckSince.get(pod.metadata.uid!)?.sinceSeconds;
      if (since === undefined || now - since <= stuckSeconds) return [];
      return [{ name: pod.metadata.name, because: becauseOf(pod), forSeconds: now - since }];
    });
  }

  #changed({ what, object, atSeconds }: Change<KubePod>): void {
    const service = serviceOf(object, this.#scene.services);
    if (service === null) return;
    const uid = object.metadata.uid!;
    const before = this.#before.get(uid) ?? null;
    const gone = what === 'deleted';
    for (const step of podSteps(before, object, gone)) {
      // What had happened before we looked carries the cluster's own time; else our clock, which is finer.
      const at = what === 'listed' ? Math.min(atSeconds, step.stampedSeconds ?? atSeconds) : atSeconds;
      this.#scene.sink.pod({
        at,
        service,
        pod: object.metadata.name,
        event: step.event,
        reason: step.reason,
        ...(step.event === 'ready' && object.status.podIP !== undefined
          ? { address: object.status.podIP }
          : {}),
      });
      if (step.event === 'started') this.#onStarted(object);
    }
    if (gone) this.#before.delete(uid);
    else this.#before.set(uid, object);
    this.#noteStuck(uid, gone ? null : object, atSeconds);
    this.#states.note(
      atSeconds,
      new Map(this.#scene.services.map((name) => [name, this.podsOf(name).map(podStateOf)])),
    );
    this.#onChange(service);
  }

  #noteStuck(uid: string, pod: KubePod | null, atSeconds: number): void {
    if (pod === null || pod.metadata.deletionTimestamp !== undefined || stuckBecause(pod) === null) {
      // Between two crashes a container runs for a moment; it counts as free only when it has become Ready.
      const crashes = pod !== null && (containerOf(pod)?.restartCount ?? 0) > 0;
      if (pod === null || isReady(pod) || !crashes) this.#stuckSince.delete(uid);
      return;
    }
    if (!this.#stuckSince.has(uid)) this.#stuckSince.set(uid, { sinceSeconds: atSeconds, told: false });
  }

  #callOutStuck(): void {
    const now = this.#scene.clock.now();
    for (const [uid, stuck] of this.#stuckSince) {
      const pod = this.#watch.objects.get(uid);
      if (pod === undefined || stuck.told || now - stuck.sinceSeconds <= stuckSeconds) continue;
      stuck.told = true;
      this.#scene.sink.event({
        at: now,
        service: serviceOf(pod, this.#scene.services),
        object: pod.metadata.name,
        type: 'Warning',
        reason: 'StuckPod',
        message: `not running for more than ${stuckSeconds} s: ${becauseOf(pod)}`,
      });
    }
  }
}

function becauseOf(pod: KubePod): string {
  return stuckBecause(pod) ?? 'its container does not stay up';
}

function isOver(pod: KubePod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}
