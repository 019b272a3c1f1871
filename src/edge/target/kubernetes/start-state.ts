import type { TrialPlan } from '../../../core/model/plan.ts';
import { podAgeSecondsOf } from '../../../core/platform/pod-age.ts';
import type { Clock } from '../../clock.ts';
import { TargetError } from '../target.ts';
import type { KubePod } from './api/objects.ts';
import { epochSeconds } from './api/objects.ts';
import type { Observers } from './observe/observers.ts';
import { isReady } from './observe/pod-steps.ts';
import type { PodStory } from './observe/pod-story.ts';

/** Beyond its start, a pod may take this long to be scheduled, probed and found. */
const readyPatienceSeconds = 120;
/** A pod that the scheduler has refused for this long, while nobody leaves, finds no room. */
const noRoomSeconds = 30;
/** What a kubelet says of a container that no waiting mends. A slow pull is not among it. */
const hopelessReasons =
  /^(CrashLoopBackOff|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|CreateContainer\w*Error|RunContainerError|its container does not stay up)/;
const metricsPatienceSeconds = 120;
/** Samples that are older than this say nothing about now. */
const freshSeconds = 45;
/** A pod that uses less of its request than this is idle. */
const idleShare = 0.2;
const pollSeconds = 0.25;
/** What waiting does not mend: the kubelet tries again, and the image is not there. */
const withoutImage = /: (ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName)/;
const imageAdvice =
  'Name an image that the cluster can pull; on kind, one that `docker images` lists is put into the node.';

/** Waits for one part of the start state after the other; a part that does not come is a TargetError that says why. */
export class StartState {
  readonly #plan: TrialPlan;
  readonly #observers: Observers;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #services: readonly string[];
  readonly #replicas: number;
  readonly #story: PodStory;

  constructor(
    plan: TrialPlan,
    replicas: number,
    observers: Observers,
    story: PodStory,
    clock: Clock,
    signal: AbortSignal,
  ) {
    this.#plan = plan;
    this.#story = story;
    this.#replicas = replicas;
    this.#observers = observers;
    this.#clock = clock;
    this.#signal = signal;
    this.#services = Object.keys(plan.services);
  }

  /** Exactly the wanted pods, all of the newest version, all Ready, and none that is still leaving. */
  async podsReady(): Promise<void> {
    const slowest = Math.max(...Object.values(this.#plan.services).map(({ startSeconds }) => startSeconds));
    const step = 'wait until all pods are Ready';
    await this.#until(step, slowest + readyPatienceSeconds, () => {
      const hopeless = this.#hopeless();
      if (hopeless.length > 0)
        throw new TargetError(
          step,
          `given up, because waiting does not mend it: ${hopeless.slice(0, 3).join('; ')}`,
        );
      return this.#services.map((service) => this.#notReady(service)).filter((problem) => problem !== null);
    });
  }

  /** Pods that will not become Ready by themselves, each with what it and the cluster said last. */
  #hopeless(): string[] {
    const leaving = this.#services.some((service) =>
      this.#observers.pods.podsOf(service).some((pod) => pod.metadata.deletionTimestamp !== undefined),
    );
    return this.#observers.pods
      .stuck()
      .filter(({ name, because, forSeconds }) =>
        because.startsWith('not scheduled')
          ? // Room may still come: from pods that leave, from nodes that are added.
            !leaving && !this.#story.isAwaited(name) && forSeconds > noRoomSeconds
          : hopelessReasons.test(because),
      )
      .map(({ name, because }) => [`${name}: ${because}`, this.#story.of(name)].filter(Boolean).join('; '));
  }

  async routerKnowsPods(): Promise<void> {
    await this.#until('wait until the router knows all pods', 60, () =>
      this.#services
        .filter((service) => this.#observers.router.known(service) !== this.#replicas)
        .map(
          (service) =>
            `it knows ${this.#observers.router.known(service)} of ${this.#replicas} pods of ${service}`,
        ),
    );
  }

  /** A fresh sample of every pod, and none that shows work. */
  async metricsIdle(): Promise<void> {
    await this.#until('wait for metrics of idle pods', metricsPatienceSeconds, () => {
      const now = this.#clock.now();
      return this.#services.flatMap((service) => {
        const samples = new Map(
          this.#observers.metrics.latest(service).map((sample) => [sample.pod, sample]),
        );
        const requestMilli = this.#plan.services[service]!.cpuCores * 1000;
        return this.#activePods(service).flatMap(({ metadata: { name } }) => {
          const sample = samples.get(name);
          if (sample === undefined) return [`no sample of ${name}`];
          if (now - sample.timestampSeconds > freshSeconds)
            return [`the sample of ${name} is ${Math.round(now - sample.timestampSeconds)} s old`];
          const usedMilli = sample.containers.reduce((sum, { usageMilli }) => sum + (usageMilli.cpu ?? 0), 0);
          return usedMilli > idleShare * requestMilli ? [`${name} still uses ${usedMilli} m of CPU`] : [];
        });
      });
    });
  }

  /** When the youngest pod is as old as the plan wants pods to be. */
  oldEnoughSeconds(): number {
    const births = this.#services
      .flatMap((service) => this.#activePods(service))
      .map((pod) => epochSeconds(pod.metadata.creationTimestamp) ?? this.#clock.now());
    // Births are whole seconds, rounded down.
    return Math.max(...births) + 1 + podAgeSecondsOf(this.#plan);
  }

  #activePods(service: string): KubePod[] {
    return this.#observers.pods.podsOf(service).filter((pod) => pod.metadata.deletionTimestamp === undefined);
  }

  #notReady(service: string): string | null {
    const pods = this.#observers.pods.podsOf(service);
    const deployment = this.#observers.replicas.deployment(service);
    const ready = pods.filter(isReady).length;
    if (pods.length !== this.#replicas || ready !== this.#replicas)
      return `${service}: ${ready} of ${this.#replicas} pods are Ready and ${pods.length} exist`;
    const { observedGeneration = 0, updatedReplicas = 0 } = deployment?.status ?? {};
    if (observedGeneration < (deployment?.metadata.generation ?? 0) || updatedReplicas !== this.#replicas)
      return `${service}: ${updatedReplicas} of ${this.#replicas} pods are of the newest version`;
    return null;
  }

  #stuck(): string[] {
    return this.#observers.pods.stuck().map(({ name, because }) => `${name}: ${because}`);
  }

  /** Until there is no problem left. */
  async #until(step: string, patienceSeconds: number, problems: () => string[]): Promise<void> {
    const deadline = this.#clock.now() + patienceSeconds;
    for (;;) {
      const left = problems();
      if (left.length === 0) return;
      const now = this.#clock.now();
      if (now > deadline) {
        const seen = [...left.slice(0, 5), ...this.#stuck().slice(0, 5)];
        throw new TargetError(
          step,
          `after ${patienceSeconds} s: ${[...seen, ...(await this.#podTrouble())].join('; ')}`,
        );
      }
      const hopeless = this.#stuck().find((sentence) => withoutImage.test(sentence));
      if (hopeless !== undefined) throw new TargetError(step, `${hopeless}. ${imageAdvice}`);
      await this.#clock.until(now + pollSeconds, this.#signal);
    }
  }

  /** Of one pod that is not Ready: the others mostly share its trouble. */
  async #podTrouble(): Promise<string[]> {
    const pod = this.#services.flatMap((service) => this.#activePods(service)).find((at) => !isReady(at));
    return pod === undefined ? [] : [await this.#observers.trouble(pod)];
  }
}
