import { mostReplicas, startReplicas } from '../model/arm.ts';
import { defaultHpaConfig } from '../model/hpa.ts';
import type { ScenarioPlan, TrialPlan } from '../model/plan.ts';
import { Autoscaler } from '../platform/autoscaler.ts';
import { Housekeeping } from '../platform/housekeeping.ts';
import { hpaSpecOf } from '../platform/hpa-spec.ts';
import { MetricsWindow, metricResolutionSeconds } from '../platform/metrics-window.ts';
import { containerName, podStateOf } from '../platform/pod-state.ts';
import { secondsUntilServing, startTimeline } from '../platform/start-timeline.ts';

/** A plan before anything is said of its outcome. */
export type Unpredicted = Omit<TrialPlan, 'prediction' | 'notPredicted' | 'beside'> & {
  beside: readonly ScenarioPlan[];
};

export interface ModelPod {
  name: string;
  startSeconds: number;
  cpuSeconds: number;
}

/**
 * Pods that services may have together. An assumption: who asks first gets, and what is given is held until its holder
 * scales down. A service that is refused asks again at its next round; at the same moment the main load's service asks
 * first. A cluster decides it by the order in which its quota sees the new pods.
 */
export interface ModelPool {
  /** Pods that are not taken; infinite without a pool. */
  free: number;
}

/** The pool of a plan before any of the loaded services has a pod: services without load hold their first pods. */
export function modelPool({ arm, services, scenario, beside }: Unpredicted): ModelPool {
  if (arm.pool === undefined) return { free: Number.POSITIVE_INFINITY };
  const idle = Object.keys(services).filter((name) =>
    [scenario, ...beside].every(({ service }) => service !== name),
  );
  return { free: arm.pool - idle.length * startReplicas(arm) };
}

/** Pods, CPU readings and the autoscaler (or the person, or the calendar) of one service under load. */
export class ModelPlatform {
  readonly pods: ModelPod[] = [];
  firstScaleUpSeconds: number | null = null;
  readonly #plan: Unpredicted;
  readonly #service: string;
  readonly #pool: ModelPool;
  readonly #untilServing: number;
  readonly #cpuCores: number;
  readonly #housekeeping: Housekeeping;
  readonly #metrics = new MetricsWindow();
  readonly #autoscaler = new Autoscaler();
  readonly #most: number;
  #nextReading: number;
  #nextRound: number;
  #advancedTo = Number.NEGATIVE_INFINITY;
  #created = 0;

  constructor(plan: Unpredicted, name: string, pool: ModelPool) {
    this.#plan = plan;
    this.#service = name;
    this.#pool = pool;
    const service = plan.services[name]!;
    this.#untilServing = secondsUntilServing(service.startSeconds);
    this.#cpuCores = service.cpuCores;
    this.#most = mostReplicas(plan.arm, Object.keys(plan.services).length);
    const timeline = startTimeline(plan);
    this.#nextReading = timeline.metricsSeconds - timeline.loadSeconds;
    this.#nextRound = timeline.firstRoundSeconds - timeline.loadSeconds;
    this.#housekeeping = new Housekeeping(plan.seed);
    this.#scaleTo(startReplicas(plan.arm), -timeline.loadSeconds);
  }

  /** Does what is due at `now`: readings before rounds, as a round sees what was read. */
  advance(now: number): void {
    this.#keepHouse(now);
    if (now >= this.#nextReading) {
      this.#metrics.store(this.#housekeeping.held());
      this.#nextReading += metricResolutionSeconds;
    }
    if (now >= this.#nextRound) {
      this.#round(this.#nextRound);
      this.#nextRound += defaultHpaConfig.syncPeriodSeconds;
    }
    const { arm, scenario } = this.#plan;
    // A person scales the service that the case is about.
    if (arm.kind === 'manual' && this.#service === scenario.service)
      for (const step of arm.steps) {
        const at = step.afterMinutes * 60;
        if (at <= now && at > this.#advancedTo) this.#scaleTo(step.replicas, now);
      }
    this.#advancedTo = now;
  }

  readyPods(now: number): ModelPod[] {
    return this.pods.filter((pod) => this.#isReady(pod, now));
  }

  #isReady(pod: ModelPod, now: number): boolean {
    return now >= pod.startSeconds + this.#untilServing;
  }

  #keepHouse(now: number): void {
    this.#housekeeping.note(
      this.pods.map((pod) => ({
        pod: pod.name,
        container: containerName,
        startTimeSeconds: pod.startSeconds,
        atSeconds: now,
        cpuSeconds: pod.cpuSeconds,
      })),
    );
  }

  #round(now: number): void {
    const { arm, scenario } = this.#plan;
    const raised =
      arm.kind === 'scheduled' &&
      (arm.raise.service ?? scenario.service) === this.#service &&
      now >= -arm.raise.leadSeconds;
    const spec = hpaSpecOf(arm, raised ? arm.raise.min : undefined);
    if (spec === null) return;
    const decision = this.#autoscaler.round({
      spec,
      currentReplicas: this.pods.length,
      pods: this.pods.map((pod) => {
        const ready = this.#isReady(pod, now);
        return podStateOf({
          name: pod.name,
          startSeconds: pod.startSeconds,
          ready,
          readyChangedSeconds: ready ? pod.startSeconds + this.#untilServing : pod.startSeconds,
          terminating: false,
          cpuCores: this.#cpuCores,
        });
      }),
      samples: this.#metrics.samples(),
      now,
    });
    if (decision.rescale) this.#scaleTo(decision.desiredReplicas, now);
  }

  /** As the embedded target names its pods, whose housekeeping so gets the same rhythms. */
  #nextName(): string {
    return `${this.#service}-${String(++this.#created).padStart(2, '0')}`;
  }

  #scaleTo(replicas: number, now: number): void {
    const had = this.pods.length;
    const wanted = Math.min(replicas, this.#most, had + this.#pool.free);
    if (wanted > this.pods.length && now >= 0) this.firstScaleUpSeconds ??= now;
    while (this.pods.length < wanted)
      this.pods.push({ name: this.#nextName(), startSeconds: now, cpuSeconds: 0 });
    this.pods.length = wanted;
    this.#pool.free -= wanted - had;
  }
}
