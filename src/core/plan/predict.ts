import { mostReplicas, startReplicas } from '../model/arm.ts';
import { defaultHpaConfig } from '../model/hpa.ts';
import type { Prediction, TrialPlan } from '../model/plan.ts';
import { Autoscaler } from '../platform/autoscaler.ts';
import { Housekeeping } from '../platform/housekeeping.ts';
import { hpaSpecOf } from '../platform/hpa-spec.ts';
import { MetricsWindow, metricResolutionSeconds } from '../platform/metrics-window.ts';
import { containerName, podStateOf } from '../platform/pod-state.ts';
import { secondsUntilServing, startTimeline } from '../platform/start-timeline.ts';
import { delaysOf, meanDemandSeconds, podCapacityPerSecond, requestsPerJourney } from './capacity.ts';
import { FluidQueue } from './fluid.ts';

const stepSeconds = 0.05;
/** An unloaded request can be no faster than this in the model, or one step would hold several rounds. */
const fastestAnswerSeconds = stepSeconds / 10;

/** A plan before anything is said of its outcome. */
export type Unpredicted = Omit<TrialPlan, 'prediction' | 'notPredicted'>;

interface ModelPod {
  name: string;
  startSeconds: number;
  cpuSeconds: number;
}

/**
 * What is expected of a trial, before it runs: the fluid queue under the planned load, on pods that the real
 * autoscaler's arithmetic adds from CPU samples of the real age, period and window, at the trial's own seeded phases.
 * Seconds are counted from the start of load. Only for plans that `notPredicted` has nothing against.
 */
export function predictTrial(plan: Unpredicted): Prediction {
  const service = plan.services[plan.scenario.service]!;
  const demand = meanDemandSeconds(service, plan.scenario);
  const capacity = podCapacityPerSecond(service, plan.scenario);
  if (demand === null || capacity === null)
    throw new TypeError(`${plan.id}: what its requests cost is unknown, which not-predicted.ts tells`);
  const { queueLimit, extraDelaySeconds } = delaysOf(service);
  const platform = new ModelPlatform(plan);
  const queue = new FluidQueue(
    {
      profile: plan.scenario.profile,
      requestsPerJourney: requestsPerJourney(plan.scenario),
      lengthSeconds: plan.lengthSeconds,
    },
    stepSeconds,
  );
  const plateau = { started: 0, waited: 0 };
  let replicaSeconds = 0;
  const lastSecond = plan.lengthSeconds + plan.graceSeconds;
  while (queue.now < lastSecond && (queue.now < plan.lengthSeconds || queue.queue > 1e-6)) {
    const now = queue.now;
    platform.advance(now);
    const ready = platform.readyPods(now);
    const before = { started: queue.started, waited: queue.waitedSeconds };
    const completed = queue.step(
      ready.length * capacity,
      Math.max(demand + extraDelaySeconds, fastestAnswerSeconds),
      Math.max(1, ready.length) * queueLimit,
    );
    for (const pod of ready) pod.cpuSeconds += (completed * demand) / ready.length;
    if (now < plan.lengthSeconds) replicaSeconds += platform.pods.length * stepSeconds;
    if (now >= plan.plateau.fromSeconds && now < plan.plateau.toSeconds) {
      plateau.started += queue.started - before.started;
      plateau.waited += queue.waitedSeconds - before.waited;
    }
  }
  const processed = queue.started - queue.rejected;
  const plateauSeconds = plan.plateau.toSeconds - plan.plateau.fromSeconds;
  return {
    processed,
    perSecond: processed / plan.lengthSeconds,
    meanSeconds: queue.waitedSeconds / processed,
    plateauPerSecond: plateau.started / plateauSeconds,
    plateauMeanSeconds: plateau.waited / plateau.started,
    meanReplicas: replicaSeconds / plan.lengthSeconds,
    finalReplicas: platform.pods.length,
    replicaSeconds,
    firstScaleUpSeconds: platform.firstScaleUpSeconds,
  };
}

/** Pods, CPU readings and the autoscaler (or the person, or the calendar) of the service under load. */
class ModelPlatform {
  readonly pods: ModelPod[] = [];
  firstScaleUpSeconds: number | null = null;
  readonly #plan: Unpredicted;
  readonly #untilServing: number;
  readonly #cpuCores: number;
  readonly #housekeeping: Housekeeping;
  readonly #metrics = new MetricsWindow();
  readonly #autoscaler = new Autoscaler();
  readonly #most: number;
  #nextReading: number;
  #nextRound: number;
  #created = 0;

  constructor(plan: Unpredicted) {
    this.#plan = plan;
    const service = plan.services[plan.scenario.service]!;
    this.#untilServing = secondsUntilServing(service.startSeconds);
    this.#cpuCores = service.cpuCores;
    this.#most = mostReplicas(plan.arm, Object.keys(plan.services).length);
    const timeline = startTimeline(plan);
    this.#nextReading = timeline.metricsSeconds - timeline.loadSeconds;
    this.#nextRound = timeline.firstRoundSeconds - timeline.loadSeconds;
    this.#housekeeping = new Housekeeping(plan.seed);
    this.#scaleTo(startReplicas(plan.arm), -timeline.loadSeconds);
    for (let now = -timeline.loadSeconds; now < 0; now += stepSeconds) this.advance(now);
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
    const { arm } = this.#plan;
    if (arm.kind === 'manual')
      for (const step of arm.steps) {
        const at = step.afterMinutes * 60;
        if (now >= at && now < at + stepSeconds) this.#scaleTo(step.replicas, now);
      }
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
      (arm.raise.service ?? scenario.service) === scenario.service &&
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
    return `${this.#plan.scenario.service}-${String(++this.#created).padStart(2, '0')}`;
  }

  #scaleTo(replicas: number, now: number): void {
    const wanted = Math.min(replicas, this.#most);
    if (wanted > this.pods.length && now >= 0) this.firstScaleUpSeconds ??= now;
    while (this.pods.length < wanted)
      this.pods.push({ name: this.#nextName(), startSeconds: now, cpuSeconds: 0 });
    this.pods.length = wanted;
  }
}
