import {
  defaultHpaConfig,
  type HpaDecision,
  type HpaSpec,
  type KubernetesMinor,
  type PodSample,
  type PodState,
} from '../../../../core/model/hpa.ts';
import { Autoscaler } from '../../../../core/platform/autoscaler.ts';
import type { KubeHpa } from '../api/objects.ts';
import { type Change, Watch } from '../api/watch.ts';
import { partOfSelector, serviceNamespace } from '../manifests/names.ts';
import type { ControllerWord } from './controller-log.ts';
import { observedDecision, readUtilization } from './hpa-decision.ts';
import { type Observer, Repeated, type Scene, serviceOf, troubleTeller } from './observer.ts';

/** What others saw: the inputs of a round, as they were at its time. */
export interface RoundInputs {
  podsAt(service: string, atSeconds: number): PodState[];
  /** What the metrics API may have answered then, the likeliest first; never empty. */
  answersAt(
    service: string,
    atSeconds: number,
    firstStampSeconds: number | null,
  ): readonly (readonly PodSample[])[];
  /** `spec.replicas` as it was. */
  replicasAt(service: string, atSeconds: number): number | null;
  /** The autoscaler's spec of an arm, with a minimum that may have been raised. */
  specOf(minReplicas: number): HpaSpec;
}

/** A round that was computed here from what the controller was given. */
export interface ComputedRound {
  service: string;
  atSeconds: number;
  computed: HpaDecision;
}

/** What the controller and we know of one round come in over this long. */
const gatherSeconds = 1.5;
/** Words and status changes that are closer together than this belong to the same round. */
const sameRoundSeconds = 5;
/** A round whose result equals that of the one before leaves no trace in the status. */
const silentSeconds = defaultHpaConfig.syncPeriodSeconds + 2.5;
/** Between the decision and the status that we are told of lies the change of the scale. */
const statusDelaySeconds = 0.1;

interface OpenRound {
  /** When the proposal was logged, if it was; else when the status came. */
  atSeconds: number;
  logged: boolean;
  sampleSeconds: number | null;
  openedSeconds: number;
}

/**
 * The rounds of the autoscalers: when each was, what went in, what came out. A round is known by the controller's log, by a
 * change of the status, or, when nothing changed, by the clock.
 */
export class HpaObserver implements Observer {
  readonly rounds: ComputedRound[] = [];
  readonly #scene: Scene;
  readonly #inputs: RoundInputs;
  readonly #watch: Watch<KubeHpa>;
  readonly #loop: Repeated;
  readonly #autoscalers = new Map<string, Autoscaler>();
  readonly #open = new Map<string, OpenRound>();
  readonly #lastSeconds = new Map<string, number>();
  readonly #status = new Map<string, KubeHpa>();

  constructor(scene: Scene, inputs: RoundInputs, version: KubernetesMinor) {
    this.#scene = scene;
    this.#inputs = inputs;
    for (const service of scene.services) this.#autoscalers.set(service, new Autoscaler(version));
    this.#watch = new Watch<KubeHpa>(scene.api, scene.clock, {
      path: `/apis/autoscaling/v2/namespaces/${serviceNamespace}/horizontalpodautoscalers`,
      labelSelector: partOfSelector,
      onChange: (change) => this.#changed(change),
      onProblem: troubleTeller(scene, 'hpa'),
    });
    this.#loop = new Repeated(
      scene.clock,
      0.25,
      async () => this.#settle(scene.clock.now() - gatherSeconds),
      troubleTeller(scene, 'hpa'),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([this.#watch.stop(), this.#loop.stop()]);
    this.#settle(Number.POSITIVE_INFINITY);
  }

  heard(word: ControllerWord): void {
    if (word.kind !== 'proposal') return;
    this.#noted(word.service, word.atSeconds, true, word.sampleSeconds);
  }

  #changed({ what, object, atSeconds }: Change<KubeHpa>): void {
    const service = serviceOf(object, this.#scene.services);
    if (service === null || what === 'deleted') return;
    const before = this.#status.get(service);
    this.#status.set(service, object);
    const changed = JSON.stringify(before?.status ?? null) !== JSON.stringify(object.status ?? null);
    if (object.status?.conditions !== undefined && changed && what !== 'listed')
      this.#noted(service, atSeconds - statusDelaySeconds, false, null);
  }

  #noted(service: string, atSeconds: number, logged: boolean, sampleSeconds: number | null): void {
    const last = this.#lastSeconds.get(service);
    if (last !== undefined && atSeconds - last < sameRoundSeconds) return;
    const open = this.#open.get(service);
    if (open !== undefined && (open.logged || !logged)) return;
    const openedSeconds = open?.openedSeconds ?? this.#scene.clock.now();
    this.#open.set(service, { atSeconds, logged, sampleSeconds, openedSeconds });
  }

  /** Writes down the rounds that nothing more is to be heard of. */
  #settle(openedBeforeSeconds: number): void {
    const now = this.#scene.clock.now();
    for (const [service, last] of this.#lastSeconds)
      if (!this.#open.has(service) && this.#isAlive(service) && now - last > silentSeconds)
        this.#record(service, last + defaultHpaConfig.syncPeriodSeconds, null);
    for (const [service, round] of this.#open) {
      if (round.openedSeconds > openedBeforeSeconds) continue;
      this.#open.delete(service);
      this.#record(service, round.atSeconds, round.sampleSeconds);
    }
  }

  #isAlive(service: string): boolean {
    return [...this.#watch.objects.values()].some((object) => object.metadata.name === service);
  }

  #record(service: string, atSeconds: number, sampleSeconds: number | null): void {
    this.#lastSeconds.set(service, atSeconds);
    const hpa = this.#status.get(service);
    const currentReplicas = this.#inputs.replicasAt(service, atSeconds);
    if (hpa === undefined || currentReplicas === null) return;
    const spec = this.#inputs.specOf(hpa.spec.minReplicas ?? 1);
    const pods = this.#inputs.podsAt(service, atSeconds);
    const answers = this.#inputs.answersAt(service, atSeconds, sampleSeconds);
    const input = { spec, currentReplicas, pods, now: atSeconds };
    const { decision: computed, samples } = this.#autoscalers
      .get(service)!
      .roundGiven(input, answers, readUtilization(hpa.status));
    this.rounds.push({ service, atSeconds, computed });
    const decision = observedDecision(computed, hpa.status, currentReplicas);
    const inputs = { spec, currentReplicas, pods, samples: [...samples] };
    this.#scene.sink.hpa({ at: atSeconds, service, ...inputs, decision });
  }
}
