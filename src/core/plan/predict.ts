import type { Prediction, ScenarioPlan } from '../model/plan.ts';
import { startTimeline } from '../platform/start-timeline.ts';
import { delaysOf, meanDemandSeconds, podCapacityPerSecond, requestsPerJourney } from './capacity.ts';
import { FluidQueue } from './fluid.ts';
import { ModelPlatform, type ModelPool, modelPool, type Unpredicted } from './model-platform.ts';

const stepSeconds = 0.05;
/** An unloaded request can be no faster than this in the model, or one step would hold several rounds. */
const fastestAnswerSeconds = stepSeconds / 10;

/**
 * What is expected of each load of a trial before it runs, the main one first: a fluid queue under the planned load, on
 * pods that the real autoscaler's arithmetic adds from CPU samples of the real age, period and window, at the trial's own
 * seeded phases. Loads meet in the pool of pods alone. Seconds are counted from the start of load. Only for plans that `notPredicted` has
 * nothing against.
 */
export function predictLoads(plan: Unpredicted): Prediction[] {
  const pool = modelPool(plan);
  const loads = [plan.scenario, ...plan.beside].map((scenario) => new ModelLoad(plan, scenario, pool));
  for (let now = -startTimeline(plan).loadSeconds; now < 0; now += stepSeconds)
    for (const load of loads) load.platform.advance(now);
  const lastSecond = plan.lengthSeconds + plan.graceSeconds;
  for (let now = 0; now < lastSecond && loads.some((load) => !load.isOver); now = loads[0]!.now)
    for (const load of loads) load.step();
  return loads.map((load) => load.prediction());
}

/** One load and the service that it falls on. */
class ModelLoad {
  readonly platform: ModelPlatform;
  readonly #plan: Unpredicted;
  readonly #queue: FluidQueue;
  readonly #capacity: number;
  readonly #demand: number;
  readonly #answerSeconds: number;
  readonly #queueLimit: number;
  readonly #plateau = { started: 0, waited: 0 };
  #replicaSeconds = 0;

  constructor(plan: Unpredicted, scenario: ScenarioPlan, pool: ModelPool) {
    const service = plan.services[scenario.service]!;
    const demand = meanDemandSeconds(service, scenario);
    const capacity = podCapacityPerSecond(service, scenario);
    if (demand === null || capacity === null)
      throw new TypeError(`${plan.id}: what its requests cost is unknown, which not-predicted.ts tells`);
    const { queueLimit, extraDelaySeconds } = delaysOf(service);
    this.#plan = plan;
    this.platform = new ModelPlatform(plan, scenario.service, pool);
    this.#queue = new FluidQueue(
      {
        profile: scenario.profile,
        requestsPerJourney: requestsPerJourney(scenario),
        lengthSeconds: plan.lengthSeconds,
      },
      stepSeconds,
    );
    this.#capacity = capacity;
    this.#demand = demand;
    this.#answerSeconds = Math.max(demand + extraDelaySeconds, fastestAnswerSeconds);
    this.#queueLimit = queueLimit;
  }

  get now(): number {
    return this.#queue.now;
  }

  /** The window has passed, and every request of it is answered. */
  get isOver(): boolean {
    return this.now >= this.#plan.lengthSeconds && this.#queue.queue <= 1e-6;
  }

  step(): void {
    const queue = this.#queue;
    const { now, started, waitedSeconds } = queue;
    const { lengthSeconds, plateau } = this.#plan;
    this.platform.advance(now);
    const ready = this.platform.readyPods(now);
    const completed = queue.step(
      ready.length * this.#capacity,
      this.#answerSeconds,
      Math.max(1, ready.length) * this.#queueLimit,
    );
    for (const pod of ready) pod.cpuSeconds += (completed * this.#demand) / ready.length;
    if (now < lengthSeconds) this.#replicaSeconds += this.platform.pods.length * stepSeconds;
    if (now >= plateau.fromSeconds && now < plateau.toSeconds) {
      this.#plateau.started += queue.started - started;
      this.#plateau.waited += queue.waitedSeconds - waitedSeconds;
    }
  }

  prediction(): Prediction {
    const { lengthSeconds, plateau } = this.#plan;
    const { started, waited } = this.#plateau;
    const processed = this.#queue.started - this.#queue.rejected;
    return {
      processed,
      perSecond: processed / lengthSeconds,
      meanSeconds: this.#queue.waitedSeconds / processed,
      plateauPerSecond: started / (plateau.toSeconds - plateau.fromSeconds),
      plateauMeanSeconds: waited / started,
      meanReplicas: this.#replicaSeconds / lengthSeconds,
      finalReplicas: this.platform.pods.length,
      replicaSeconds: this.#replicaSeconds,
      firstScaleUpSeconds: this.platform.firstScaleUpSeconds,
    };
  }
}
