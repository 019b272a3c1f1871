import { decideReplicas } from '../hpa/decide.ts';
import {
  defaultHpaConfig,
  defaultKubernetesMinor,
  type HpaDecision,
  type HpaSpec,
  type HpaState,
  initialHpaState,
  type KubernetesMinor,
  type PodSample,
  type PodState,
} from '../model/hpa.ts';

/** What a round is about, its samples apart. */
interface RoundInput {
  spec: HpaSpec;
  currentReplicas: number;
  pods: readonly PodState[];
  now: number;
}

/** One autoscaler object with the memory that the controller keeps for it. A new one begins without history. */
export class Autoscaler {
  #state: HpaState = initialHpaState;
  readonly #version: KubernetesMinor;

  constructor(version: KubernetesMinor = defaultKubernetesMinor) {
    this.#version = version;
  }

  /** One round at `now`. The caller sets the scale to `desiredReplicas` when `rescale` is true. */
  round({ samples, ...input }: RoundInput & { samples: readonly PodSample[] }): HpaDecision {
    return this.roundGiven(input, [samples], null).decision;
  }

  /**
   * A round of a controller that was given one of `answers` of the metrics API (at least one), nobody saw which: the one
   * that gives the utilization (percent) which it says it read, or else the first.
   */
  roundGiven(
    input: RoundInput,
    answers: readonly (readonly PodSample[])[],
    utilization: number | null,
  ): { decision: HpaDecision; samples: readonly PodSample[] } {
    const rounds = answers.map((samples) => ({ samples, ...this.#computed(input, samples) }));
    const { decision, state, samples } =
      rounds.find((round) => round.decision.utilization === utilization) ?? rounds[0]!;
    this.#state = state;
    return { decision, samples };
  }

  #computed({ spec, currentReplicas, pods, now }: RoundInput, samples: readonly PodSample[]) {
    return decideReplicas({
      spec,
      config: defaultHpaConfig,
      version: this.#version,
      state: this.#state,
      currentReplicas,
      pods: [...pods],
      samples: [...samples],
      now,
    });
  }
}
