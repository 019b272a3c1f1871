import type {
  HpaCondition,
  HpaConfig,
  HpaError,
  HpaGates,
  HpaReason,
  HpaSpec,
  HpaState,
  KubernetesMinor,
  PodSample,
  PodState,
  Recommendation,
} from '../model/hpa.ts';
import { type FullBehavior, fullBehavior } from './behavior.ts';
import { type Combination, combinedProposal } from './combination.ts';
import { messageOf, withCondition } from './conditions.ts';
import { micros } from './instant.ts';
import { limitedByBehavior, limitedByRules } from './limits.ts';
import { heldByOneWindow, heldByTwoWindows } from './stabilization.ts';
import { toleranceOf } from './tolerance.ts';
import { type VersionRules, versionRules } from './version.ts';

/** What goes wrong around a round, as text for the conditions; absent: nothing. */
export type HpaFaults = {
  readonly scaleUnreadable?: string;
  readonly scaleNotWritable?: string;
  readonly selector?: { readonly code: 'INVALID_SELECTOR' | 'AMBIGUOUS_SELECTOR'; readonly message: string };
};

export type HpaRoundInput = {
  readonly spec: HpaSpec;
  readonly config: HpaConfig;
  readonly version: KubernetesMinor;
  readonly gates?: HpaGates;
  readonly state: HpaState;
  /** scale.spec.replicas, not the number of pods. */
  readonly currentReplicas: number;
  /** Pods of the target's selector, terminating ones included. */
  readonly pods: readonly PodState[];
  readonly samples: readonly PodSample[];
  /** Epoch seconds of the round. */
  readonly now: number;
  /** Epoch seconds right after the scale was written, if the round does that; absent: `now`. */
  readonly scaledAt?: number;
  readonly faults?: HpaFaults;
};

/** The input with what follows from it. */
export type Round = HpaRoundInput & {
  readonly rules: VersionRules;
  readonly behavior: FullBehavior | null;
  readonly minReplicas: number;
};

export function roundOf(input: HpaRoundInput): Round {
  const { spec, config } = input;
  return {
    ...input,
    rules: versionRules(input.version, input.gates),
    behavior: spec.behavior === null ? null : fullBehavior(spec.behavior, config),
    minReplicas: spec.minReplicas ?? 1,
  };
}

/** What a round comes to before the scale is written. `replicas` null: it failed and changes nothing. */
export type Outcome = {
  readonly replicas: number | null;
  readonly rescaleReason: string | null;
  readonly combination: Combination | null;
  readonly proposed: number | null;
  readonly stabilized: number | null;
  readonly recommendations: readonly Recommendation[];
  readonly conditions: readonly HpaCondition[];
  readonly reasons: readonly HpaReason[];
  readonly error: HpaError | null;
};

/** Proposal, stabilization, limits: the way through a round that looks at metrics. */
export function metricsOutcome(
  round: Round,
  recommendations: readonly Recommendation[],
  conditions: readonly HpaCondition[],
): Outcome {
  const { spec, config, now, currentReplicas } = round;
  const nothing = { replicas: null, rescaleReason: null, proposed: null, stabilized: null, recommendations };
  const selector = round.faults?.selector;
  if (selector !== undefined) {
    const reason = selector.code === 'INVALID_SELECTOR' ? 'InvalidSelector' : 'AmbiguousSelector';
    return {
      ...nothing,
      combination: null,
      conditions: withCondition(conditions, inactive(reason, selector.message), now),
      reasons: [{ code: 'failed', error: selector }],
      error: selector,
    };
  }
  const combination = combinedProposal(spec, {
    config,
    rules: round.rules,
    tolerance: toleranceOf(config, spec.behavior, round.rules),
    currentReplicas,
    pods: round.pods,
    samples: round.samples,
    now: micros(now),
  });
  const error = combination.failure?.error ?? null;
  if (combination.replicas === null || combination.deciding === null) {
    const { failure } = combination;
    const message = `no size can be computed: ${failure?.error.message ?? 'no metric'}`;
    const failed = withCondition(conditions, inactive(failure?.conditionReason ?? '', message), now);
    return { ...nothing, combination, conditions: failed, reasons: [], error };
  }
  const name = combination.proposed[combination.deciding]?.proposal.metricName ?? '';
  const active = { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound' } as const;
  const valid = withCondition(conditions, { ...active, message: `a size was computed from ${name}` }, now);
  const proposed = Math.max(0, combination.replicas);
  return { ...normalized(round, proposed, name, recommendations, valid), combination, proposed, error };
}

function inactive(reason: string, message: string): Omit<HpaCondition, 'lastTransitionSeconds'> {
  return { type: 'ScalingActive', status: 'False', reason, message };
}

function normalized(
  round: Round,
  proposed: number,
  metricName: string,
  recommendations: readonly Recommendation[],
  conditions: readonly HpaCondition[],
): Omit<Outcome, 'combination' | 'proposed' | 'error'> {
  const { behavior, config, currentReplicas, now, state } = round;
  const bounds = { min: round.minReplicas, max: round.spec.maxReplicas };
  const stabilized =
    behavior === null
      ? heldByOneWindow(proposed, recommendations, config.downscaleStabilizationSeconds, now)
      : heldByTwoWindows(
          proposed,
          currentReplicas,
          recommendations,
          { upSeconds: behavior.up.windowSeconds, downSeconds: behavior.down.windowSeconds },
          now,
        );
  const limited =
    behavior === null
      ? limitedByRules(stabilized.replicas, currentReplicas, bounds, config)
      : limitedByBehavior(stabilized.replicas, currentReplicas, bounds, behavior, state, now);
  const held = stabilized.held;
  const able =
    held === null
      ? 'ReadyForNewScale'
      : held.direction === 'up'
        ? 'ScaleUpStabilized'
        : 'ScaleDownStabilized';
  const afterWindows = withCondition(
    conditions,
    { type: 'AbleToScale', status: 'True', reason: able, message: messageOf(able) },
    now,
  );
  const reason = limited.conditionReason;
  const status = limited.replicas === stabilized.replicas ? 'False' : 'True';
  return {
    replicas: limited.replicas,
    rescaleReason: rescaleReasonOf(proposed, currentReplicas, metricName),
    stabilized: stabilized.replicas,
    recommendations: stabilized.recommendations,
    conditions: withCondition(
      afterWindows,
      { type: 'ScalingLimited', status, reason, message: messageOf(reason) },
      now,
    ),
    reasons: [stabilized.held, limited.cut].filter((one) => one !== null),
  };
}

/** Judged on the unstabilized proposal, as the controller's events are. */
function rescaleReasonOf(proposed: number, currentReplicas: number, metricName: string): string | null {
  if (proposed > currentReplicas) return `${metricName} above target`;
  return proposed < currentReplicas ? 'All metrics below target' : null;
}
