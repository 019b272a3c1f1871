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

/** One autoscaler object with the memory that the controller keeps for it. A new one begins without history. */
export class Autoscaler {
  #state: HpaState = initialHpaState;
  readonly #version: KubernetesMinor;

  constructor(version: KubernetesMinor = defaultKubernetesMinor) {
    this.#version = version;
  }

  /** One round at `now`. The caller sets the scale to `desiredReplicas` when `rescale` is true. */
  round(input: {
    spec: HpaSpec;
    currentReplicas: number;
    pods: readonly PodState[];
    samples: readonly PodSample[];
    now: number;
  }): HpaDecision {
    const { decision, state } = decideReplicas({
      spec: input.spec,
      config: defaultHpaConfig,
      version: this.#version,
      state: this.#state,
      currentReplicas: input.currentReplicas,
      pods: [...input.pods],
      samples: [...input.samples],
      now: input.now,
    });
    this.#state = state;
    return decision;
  }
}
