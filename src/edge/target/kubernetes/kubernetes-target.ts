import type { TargetName, TrialPlan } from '../../../core/model/plan.ts';
import { isDemo } from '../../../core/model/service.ts';
import type { Clock } from '../../clock.ts';
import { type ObservationSink, type Place, type RunningArm, type Target, TargetError } from '../target.ts';
import type { Api } from './api/api.ts';
import { ApiError } from './api/api-error.ts';
import { type ClusterAccess, KubectlProxy } from './api/kubectl-proxy.ts';
import type { KubeHpa, Manifest } from './api/objects.ts';
import { appliedAnew, collectionPath, deleted, found, objectPath } from './api/resources.ts';
import { ArmDriver, scaled } from './arm-driver.ts';
import { type Images, trialManifests } from './manifests/manifests.ts';
import { nodePortOf, partOfSelector, routerNamespace, serviceNamespace } from './manifests/names.ts';
import { type NodeObserverFactory, Observers, type UsageObserverFactory } from './observe/observers.ts';
import { PodStory } from './observe/pod-story.ts';
import { preferOldest } from './oldest-pods.ts';
import { ownObjects, recordedObject } from './own-objects.ts';
import { isOurs } from './ownership.ts';
import { reachedUrl } from './reach.ts';
import { requirePlaces, routerReady } from './router-state.ts';
import { StartState } from './start-state.ts';
import { clusterTimeline } from './start-timeline.ts';

/** A cluster that is there, and how to use it. */
export interface Cluster {
  name: TargetName;
  access: ClusterAccess;
  images: Images;
  /** Where this machine may reach a service at its node port, best first, without a slash at the end. */
  urlsOf(service: string, nodePort: number): readonly string[];
  /** What to do where none of them leads to the service. */
  reachAdvice: string;
  /** Where manifests of the user's own are; null where the campaign has none. */
  campaignFolder: string | null;
  /** A closer look at what pods use than the kubelets give; null where there is none. */
  usage: UsageObserverFactory | null;
  /** And at what its node does. */
  node: NodeObserverFactory | null;
}

/** The generator needs this long to make its users before the load can start. */
const generatorSeconds = 10;
/** The controller forgets a deleted autoscaler at its next turn; one made sooner would inherit memory and phase. */
const forgetSeconds = 17;

/**
 * Runs arms on a Kubernetes cluster: any that kubectl can reach.
 *
 *   bringUp: no autoscaler ─► manifests ─► replicas ─► Ready, known to the router, measured, idle ─► autoscaler ─► load
 *   takeDown: autoscaler away, replicas back to the start; pods stay for the next trial
 *   close: everything of ours deleted
 */
export class KubernetesTarget implements Target {
  readonly name: TargetName;
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  #proxy: KubectlProxy | null = null;
  #kubernetes: string | null = null;
  #hpasGoneSeconds = 0;
  /** Something was applied, so there may be something to remove. */
  #touched = false;

  constructor(cluster: Cluster, clock: Clock) {
    this.name = cluster.name;
    this.#cluster = cluster;
    this.#clock = clock;
  }

  async open(): Promise<Place> {
    if (this.#proxy === null) {
      this.#proxy = await KubectlProxy.start(this.#cluster.access);
      this.#kubernetes = (await this.api.get<{ gitVersion: string }>('/version')).gitVersion;
    }
    return { kubernetes: this.#kubernetes, cluster: null };
  }

  async bringUp(plan: TrialPlan, sink: ObservationSink, signal: AbortSignal): Promise<RunningArm> {
    await this.open();
    const services = Object.keys(plan.services).sort();
    requirePlaces(plan.arm, services.length);
    const own = await ownObjects(plan, this.#cluster.campaignFolder);
    const manifests = trialManifests(plan, this.#cluster.images, own);
    this.#touched = true;
    await this.#step('delete autoscalers', () => this.#deleteHpas());
    await this.#step('apply the manifests', () => this.#applyAll(manifests.base, sink));
    const story = new PodStory(sink);
    const scene = { api: this.api, clock: this.#clock, sink: story, services };
    const observers = new Observers(scene, plan, this.#kubernetes, this.#cluster);
    let driver: ArmDriver | null = null;
    let down: Promise<void> | null = null;
    // Never rejects: a cluster that has gone must not cost the recording of what was seen before.
    const takeDown = async () => {
      await driver?.stop();
      await observers.stop();
      await this.#reset(services, manifests.startReplicas).catch((error: Error) =>
        sink.failed('take down', error.message),
      );
    };
    try {
      await this.#step('set the replicas and the pool', async () => {
        await this.#applyAll([manifests.quota], sink);
        for (const service of services) await scaled(this.api, service, manifests.startReplicas);
      });
      await observers.listed();
      const state = new StartState(plan, manifests.startReplicas, observers, story, this.#clock, signal);
      await state.podsReady();
      await routerReady(this.api, this.#clock, signal);
      await state.routerKnowsPods();
      const urls = await this.#urls(plan, services, signal);
      await state.metricsIdle();
      const timeline = await this.#timeline(plan, observers, state, signal);
      await this.#clock.until(timeline.createHpaSeconds, signal);
      await this.#step('create autoscalers', () => this.#applyAll(manifests.hpas, sink));
      driver = new ArmDriver(plan, timeline.loadSeconds, this.api, this.#clock, sink);
      return {
        url(service) {
          const url = urls.get(service);
          if (url === undefined) throw new TypeError(`${service} gets no load in ${plan.id}`);
          return url;
        },
        loadAtSeconds: timeline.loadSeconds,
        takeDown: () => {
          down ??= takeDown();
          return down;
        },
      };
    } catch (error) {
      await takeDown();
      throw error;
    }
  }

  /** Deletes everything of ours, unless it is to be kept. What does not carry our label is somebody else's. */
  async close(keep: boolean): Promise<void> {
    if (this.#proxy === null) return;
    try {
      if (keep || !this.#touched) return;
      for (const namespace of [serviceNamespace, routerNamespace]) {
        const path = `/api/v1/namespaces/${namespace}`;
        if (isOurs(await found(this.api, path))) await deleted(this.api, path);
      }
      for (const kind of ['ClusterRoleBinding', 'ClusterRole'])
        await deleted(
          this.api,
          `${collectionPath('rbac.authorization.k8s.io/v1', kind)}?labelSelector=${encodeURIComponent(partOfSelector)}`,
        );
    } finally {
      await this.#proxy.stop();
      this.#proxy = null;
    }
  }

  #urlsOf(service: string, services: readonly string[], { route }: TrialPlan): readonly string[] {
    return this.#cluster.urlsOf(service, nodePortOf(service, services, route));
  }

  /** Where the services under load are reached. The demos on a cluster of our own need no proof of it. */
  async #urls(plan: TrialPlan, services: readonly string[], signal: AbortSignal) {
    const reached = new Map<string, string>();
    for (const { service } of [plan.scenario, ...plan.beside]) {
      const urls = this.#urlsOf(service, services, plan);
      const known = this.name === 'kind' && isDemo(plan.services[service]!);
      const url = known ? urls[0]! : await reachedUrl(service, urls, this.#cluster.reachAdvice, signal);
      reached.set(service, url);
    }
    return reached;
  }

  /** Of an open target. */
  get api(): Api {
    return this.#proxy!.api;
  }

  async #timeline(plan: TrialPlan, observers: Observers, state: StartState, signal: AbortSignal) {
    const { metrics } = observers;
    // When metrics are read is seen only when they change; idle pods too change in the last digits, mostly.
    const patience = this.#clock.now() + 35;
    while (metrics.changedSeconds === null && this.#clock.now() < patience)
      await this.#clock.until(this.#clock.now() + 0.25, signal);
    const now = this.#clock.now();
    return clusterTimeline(
      plan,
      metrics.changedSeconds,
      Math.max(now + 0.5, this.#hpasGoneSeconds + forgetSeconds, state.oldEnoughSeconds() - 30),
      Math.max(now + generatorSeconds, state.oldEnoughSeconds()),
    );
  }

  async #deleteHpas(): Promise<void> {
    const collection = collectionPath('autoscaling/v2', 'HorizontalPodAutoscaler', serviceNamespace);
    const path = `${collection}?labelSelector=${encodeURIComponent(partOfSelector)}`;
    const { items } = await this.api.get<{ items: KubeHpa[] }>(path);
    if (items.length === 0) return;
    await deleted(this.api, path);
    this.#hpasGoneSeconds = this.#clock.now();
  }

  async #applyAll(manifests: readonly Manifest[], sink: ObservationSink): Promise<void> {
    for (const manifest of manifests) {
      if (manifest.kind === 'Namespace') await this.#untilNotTerminating(manifest);
      await appliedAnew(this.api, manifest);
      sink.applied(recordedObject(manifest));
    }
  }

  /** A namespace that is being deleted takes nothing new; it has to go first. */
  async #untilNotTerminating(namespace: Manifest): Promise<void> {
    for (let tries = 0; tries < 240; tries++) {
      const there = await found(this.api, objectPath(namespace));
      if (there?.metadata.deletionTimestamp === undefined) return;
      await this.#clock.until(this.#clock.now() + 0.5);
    }
    throw new Error(`the namespace ${namespace.metadata.name} has been terminating for two minutes`);
  }

  /** What a trial leaves for the next one: no autoscaler, and the pods that it started with. */
  async #reset(services: readonly string[], replicas: number): Promise<void> {
    await this.#deleteHpas();
    for (const service of services) {
      // Only time is at stake, so where pods may not be changed the trial goes on without it.
      await preferOldest(this.api, service, replicas).catch(() => {});
      await scaled(this.api, service, replicas);
    }
  }

  async #step(name: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (error instanceof ApiError) throw new TargetError(name, error.message);
      throw error;
    }
  }
}
