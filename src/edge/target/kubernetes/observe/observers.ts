import {
  defaultKubernetesMinor,
  type KubernetesMinor,
  kubernetesMinors,
} from '../../../../core/model/hpa.ts';
import type { TrialPlan } from '../../../../core/model/plan.ts';
import { hpaSpecOf } from '../../../../core/platform/hpa-spec.ts';
import type { KubePod } from '../api/objects.ts';
import { podTrouble } from '../pod-trouble.ts';
import { ControllerLogObserver, type ControllerWord } from './controller-log.ts';
import { EndpointsObserver } from './endpoints.ts';
import { EventsObserver } from './events.ts';
import { HpaObserver } from './hpa.ts';
import { LogsObserver } from './logs.ts';
import { MetricsObserver } from './metrics.ts';
import { KubeletNodeObserver } from './node-kubelet.ts';
import type { Observer, Scene } from './observer.ts';
import { PodsObserver } from './pods.ts';
import { replayScore } from './replay-score.ts';
import { ReplicasObserver } from './replicas.ts';
import { RouterObserver } from './router.ts';
import { KubeletUsageObserver } from './usage.ts';

/** Follows what pods use, at a place that the caller knows; null where only the kubelets can be asked. */
export type UsageObserverFactory = (scene: Scene, pods: PodsObserver) => Observer;
/** Follows a node, likewise. */
export type NodeObserverFactory = (scene: Scene) => Observer;

/** Everything that looks at one trial on a cluster, from before its load until after it. */
export class Observers {
  readonly pods: PodsObserver;
  readonly replicas: ReplicasObserver;
  readonly metrics: MetricsObserver;
  readonly router: RouterObserver;
  readonly #scene: Scene;
  readonly #hpa: HpaObserver | null;
  readonly #controllerLog: ControllerLogObserver | null;
  readonly #words: ControllerWord[] = [];
  readonly #others: Observer[];

  constructor(
    scene: Scene,
    plan: TrialPlan,
    kubernetes: string | null,
    closer: { usage: UsageObserverFactory | null; node: NodeObserverFactory | null },
  ) {
    this.#scene = scene;
    const logs = new LogsObserver(scene);
    const pods = new PodsObserver(
      scene,
      (service) => this.replicas.note(service),
      (pod) => logs.follow(pod),
    );
    this.pods = pods;
    this.replicas = new ReplicasObserver(scene, (service) => pods.counts(service));
    this.metrics = new MetricsObserver(scene);
    this.router = new RouterObserver(scene);
    this.#others = [
      logs,
      new EventsObserver(scene),
      new EndpointsObserver(scene),
      closer.usage?.(scene, pods) ?? new KubeletUsageObserver(scene, () => nodesOf(scene, pods)),
      closer.node?.(scene) ?? new KubeletNodeObserver(scene, () => nodesOf(scene, pods)),
    ];
    const scaled = hpaSpecOf(plan.arm) !== null;
    this.#hpa = scaled ? this.#hpaObserver(scene, plan, minorOf(kubernetes)) : null;
    this.#controllerLog = scaled ? new ControllerLogObserver(scene, (word) => this.#heard(word)) : null;
  }

  /** When what is there has been read once. */
  async listed(): Promise<void> {
    await Promise.all([this.pods.listed, this.replicas.listed]);
  }

  /** Why a pod does not become Ready, in a sentence. */
  trouble(pod: KubePod): Promise<string> {
    return podTrouble(this.#scene.api, pod);
  }

  /** Stops looking. Says how the rounds were known, and how the replay agrees with the controller's own log. */
  async stop(): Promise<void> {
    await this.#controllerLog?.stop();
    await Promise.all(
      [this.#hpa, this.pods, this.replicas, this.metrics, this.router, ...this.#others].map((o) => o?.stop()),
    );
    this.#tellScore();
  }

  #hpaObserver(scene: Scene, plan: TrialPlan, version: KubernetesMinor): HpaObserver {
    return new HpaObserver(
      scene,
      {
        podsAt: (service, at) => this.pods.statesAt(service, at),
        answersAt: (service, at, stamp) => this.metrics.answersAt(service, at, stamp),
        replicasAt: (service, at) => this.replicas.desiredAt(service, at),
        specOf: (minReplicas) => hpaSpecOf(plan.arm, minReplicas)!,
      },
      version,
    );
  }

  #heard(word: ControllerWord): void {
    this.#words.push(word);
    this.#hpa?.heard(word);
  }

  #tellScore(): void {
    if (this.#hpa === null || this.#hpa.rounds.length === 0) return;
    const tell = (reason: string, message: string) =>
      this.#scene.sink.event({
        at: this.#scene.clock.now(),
        service: null,
        object: 'hpa',
        type: 'Normal',
        reason,
        message,
      });
    if (!this.#controllerLog?.speaks) {
      tell(
        'RoundsInferred',
        `${this.#hpa.rounds.length} rounds are inferred from status and clock, because the controller's log cannot be read here`,
      );
      return;
    }
    const { logged, agreeing, differences } = replayScore(this.#words, this.#hpa.rounds);
    tell('ReplayScore', `the replay proposes what the controller logged in ${agreeing} of ${logged} rounds`);
    for (const difference of differences) tell('ReplayDiffers', difference);
  }
}

function nodesOf(scene: Scene, pods: PodsObserver): ReadonlySet<string> {
  const names = scene.services.flatMap((service) => pods.podsOf(service).map((pod) => pod.spec.nodeName));
  return new Set(names.filter((name) => name !== undefined));
}

/** `v1.34.3` is 1.34; of a version that is unknown to us the rules of our default are taken. */
function minorOf(version: string | null): KubernetesMinor {
  const minor = /^v?(1\.\d+)/.exec(version ?? '')?.[1];
  return kubernetesMinors.find((known) => known === minor) ?? defaultKubernetesMinor;
}
