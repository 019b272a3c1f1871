import type { TrialPlan } from '../../../core/model/plan.ts';
import { podAgeSecondsOf } from '../../../core/platform/pod-age.ts';
import type { Clock } from '../../clock.ts';
import { TargetError } from '../target.ts';
import type { KubePod } from './api/objects.ts';
import { epochSeconds } from './api/objects.ts';
import type { Observers } from './observe/observers.ts';
import { isReady } from './observe/pod-steps.ts';

/** Beyond its start, a pod may take this long to be scheduled, probed and found. */
const readyPatienceSeconds = 120;
const metricsPatienceSeconds = 120;
/** Samples that are older than this say nothing about now. */
const freshSeconds = 45;
/** A pod that uses less of its request than this is idle. */
const idleShare = 0.2;
const pollSeconds = 0.25;

/** Waits for one part of the start state after the other; a part that does not come is a TargetError that says why. */
export class StartState {
  readonly #plan: TrialPlan;
  readonly #observers: Observers;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #services: readonly string[];
  readonly #replicas: number;

  constructor(plan: TrialPlan, replicas: number, observers: Observers, clock: Clock, signal: AbortSignal) {
    this.#plan = plan;
    this.#replicas = replicas;
    this.#observers = observers;
    this.#clock = clock;
    this.#signal = signal;
    this.#services = Object.keys(plan.services);
  }

  /** Exactly the wanted pods, all of the newest version, all Ready, and none that is still leaving. */
  async podsReady(): Promise<void> {
    const slowest = Math.max(...Object.values(this.#plan.services).map(({ startSeconds }) => startSeconds));
    await this.#until('wait until all pods are Ready', slowest + readyPatienceSeconds, () =>
      this.#services.map((service) => this.#notReady(service)).filter((problem) => problem !== null),
    );
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

  /** Until there is no problem left. */
  async #until(step: string, patienceSeconds: number, problems: () => string[]): Promise<void> {
    const deadline = this.#clock.now() + patienceSeconds;
    for (;;) {
      const left = problems();
      if (left.length === 0) return;
      const now = this.#clock.now();
      if (now > deadline) {
        const seen = [...left.slice(0, 5), ...this.#observers.pods.stuck().slice(0, 5)].join('; ');
        throw new TargetError(step, `after ${patienceSeconds} s: ${seen}`);
      }
      await this.#clock.until(now + pollSeconds, this.#signal);
    }
  }
}
