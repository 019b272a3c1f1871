import type {
  HpaCondition,
  HpaDecision,
  HpaError,
  HpaReason,
  HpaState,
  Recommendation,
} from '../model/hpa.ts';
import { holdsTrue, messageOf, withCondition, withoutCondition } from './conditions.ts';
import { eventsAfterRescale } from './events.ts';
import { type HpaRoundInput, metricsOutcome, type Outcome, type Round, roundOf } from './round.ts';

/**
 * One round of the horizontal pod autoscaler, as Kubernetes computes it: what the size of a target is to be, why, and
 * what the controller remembers. Inputs are not changed; the same inputs give the same answer in any order of pods.
 * A round that cannot decide answers with the current size and says so in `error`; only malformed input throws.
 */
export function decideReplicas(input: HpaRoundInput): { decision: HpaDecision; state: HpaState } {
  const round = roundOf({
    ...input,
    pods: sortedBy(input.pods, (pod) => pod.name),
    samples: sortedBy(input.samples, (sample) => sample.pod),
  });
  const { state, currentReplicas, now, faults } = round;
  if (faults?.scaleUnreadable !== undefined) return scaleUnreadable(round, faults.scaleUnreadable);
  const conditions = withCondition(
    state.conditions,
    {
      type: 'AbleToScale',
      status: 'True',
      reason: 'SucceededGetScale',
      message: messageOf('SucceededGetScale'),
    },
    now,
  );
  // The first entry holds the size that was found for a whole window after a start of the controller.
  const recommendations = state.recommendations ?? [{ replicas: currentReplicas, atSeconds: now }];
  return concluded(round, outcomeOf(round, recommendations, conditions));
}

function sortedBy<T>(list: readonly T[], nameOf: (one: T) => string): T[] {
  return list.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
}

function outcomeOf(
  round: Round,
  recommendations: readonly Recommendation[],
  conditions: readonly HpaCondition[],
): Outcome {
  const { currentReplicas, minReplicas, rules, spec } = round;
  const remembersZero = rules.scaleToZero && holdsTrue(conditions, 'ScaledToZero');
  const bounds = { recommendations, conditions };
  if (currentReplicas === 0 && rules.zeroDisables) {
    if (minReplicas === 0 || !remembersZero) return disabled(round, bounds);
    return raisedFromZero(round, metricsOutcome(round, recommendations, conditions));
  }
  if (currentReplicas === 0 && minReplicas !== 0) return disabled(round, bounds);
  if (currentReplicas > spec.maxReplicas)
    return bounded(spec.maxReplicas, 'Current number of replicas above Spec.MaxReplicas', bounds, {
      code: 'above-max',
      currentReplicas,
      maxReplicas: spec.maxReplicas,
    });
  if (currentReplicas < minReplicas)
    return bounded(minReplicas, belowMin, bounds, { code: 'below-min', currentReplicas, minReplicas });
  return metricsOutcome(round, recommendations, conditions);
}

const belowMin = 'Current number of replicas below Spec.MinReplicas';
type Kept = Pick<Outcome, 'recommendations' | 'conditions'>;

function bounded(replicas: number, rescaleReason: string, kept: Kept, reason: HpaReason): Outcome {
  const unmeasured = { combination: null, proposed: null, stabilized: null, error: null };
  return { ...unmeasured, ...kept, replicas, rescaleReason, reasons: [reason] };
}

function disabled(round: Round, kept: Kept): Outcome {
  const { now, minReplicas, rules } = round;
  const conditions = withCondition(
    kept.conditions,
    {
      type: 'ScalingActive',
      status: 'False',
      reason: 'ScalingDisabled',
      message: messageOf('ScalingDisabled'),
    },
    now,
  );
  const forgets = rules.zeroDisables && !rules.scaleToZero;
  return {
    ...bounded(0, '', kept, { code: 'scaling-disabled', minReplicas }),
    rescaleReason: null,
    conditions: forgets ? withoutCondition(conditions, 'ScaledToZero') : conditions,
  };
}

/** A target that the autoscaler itself brought to zero comes back with at least a minimum raised since. */
function raisedFromZero(round: Round, outcome: Outcome): Outcome {
  const { minReplicas } = round;
  if (outcome.replicas === null || outcome.replicas >= minReplicas) return outcome;
  const reason: HpaReason = { code: 'below-min', currentReplicas: 0, minReplicas };
  return {
    ...outcome,
    replicas: minReplicas,
    rescaleReason: outcome.rescaleReason ?? belowMin,
    reasons: [...outcome.reasons, reason],
  };
}

function scaleUnreadable(round: Round, why: string): { decision: HpaDecision; state: HpaState } {
  const error: HpaError = {
    code: 'FAILED_GET_SCALE',
    message: `the current size of the target is unknown: ${why}`,
  };
  const conditions = withCondition(
    round.state.conditions,
    { type: 'AbleToScale', status: 'False', reason: 'FailedGetScale', message: error.message },
    round.now,
  );
  const nothing = {
    combination: null,
    proposed: null,
    stabilized: null,
    rescaleReason: null,
    recommendations: [],
  };
  const outcome = {
    ...nothing,
    replicas: null,
    conditions,
    reasons: [{ code: 'failed', error } as const],
    error,
  };
  const { decision } = concluded(round, outcome);
  return { decision, state: { ...round.state, conditions } };
}

/** Writes the scale, so to speak: events, conditions and status after the decision. */
function concluded(round: Round, outcome: Outcome): { decision: HpaDecision; state: HpaState } {
  const { state, currentReplicas, behavior, rules, faults } = round;
  const now = round.scaledAt ?? round.now;
  const kept = {
    recommendations: outcome.recommendations,
    scaleUpEvents: state.scaleUpEvents,
    scaleDownEvents: state.scaleDownEvents,
    conditions: outcome.conditions,
    statusDesiredReplicas: state.statusDesiredReplicas,
  };
  const wanted = outcome.replicas;
  if (wanted === null) return { decision: decisionOf(round, outcome, null, kept), state: kept };
  if (wanted === currentReplicas) {
    const after = { ...kept, statusDesiredReplicas: currentReplicas };
    return { decision: decisionOf(round, outcome, null, after), state: after };
  }
  if (faults?.scaleNotWritable !== undefined) {
    const message = `the size ${wanted} could not be written: ${faults.scaleNotWritable}`;
    const error: HpaError = { code: 'FAILED_UPDATE_SCALE', message };
    const condition = { type: 'AbleToScale', status: 'False', reason: 'FailedUpdateScale', message } as const;
    const after = { ...kept, conditions: withCondition(outcome.conditions, condition, now) };
    const failed = { ...outcome, error, reasons: [...outcome.reasons, { code: 'failed', error } as const] };
    return { decision: decisionOf(round, failed, null, after), state: after };
  }
  const message = `the size of the target was set to ${wanted}`;
  const condition = { type: 'AbleToScale', status: 'True', reason: 'SucceededRescale', message } as const;
  const rescaled = withCondition(outcome.conditions, condition, now);
  const after = {
    ...kept,
    ...eventsAfterRescale(kept, behavior, currentReplicas, wanted, now),
    conditions: rules.zeroDisables ? withZeroForgotten(rescaled, rules.scaleToZero, now) : rescaled,
    statusDesiredReplicas: wanted,
  };
  return { decision: decisionOf(round, outcome, wanted, after), state: after };
}

/** Only a target with an object or external metric may be brought to zero, and none of those is modelled here. */
function withZeroForgotten(conditions: readonly HpaCondition[], gate: boolean, now: number): HpaCondition[] {
  if (!gate) return withoutCondition(conditions, 'ScaledToZero');
  const message = messageOf('NotScaledToZero');
  return withCondition(
    conditions,
    { type: 'ScaledToZero', status: 'False', reason: 'NotScaledToZero', message },
    now,
  );
}

/** `written`: the size that the scale was set to, or null when it was left alone. */
function decisionOf(round: Round, outcome: Outcome, written: number | null, state: HpaState): HpaDecision {
  const { combination } = outcome;
  const proposals = combination?.proposed.map(({ proposal }) => proposal) ?? [];
  const decidingMetric = combination?.deciding ?? null;
  const deciding = decidingMetric === null ? undefined : proposals[decidingMetric];
  return {
    currentReplicas: round.currentReplicas,
    desiredReplicas: written ?? round.currentReplicas,
    statusDesiredReplicas: state.statusDesiredReplicas,
    rescale: written !== null,
    rescaleReason: written === null ? null : outcome.rescaleReason,
    proposals,
    proposedReplicas: outcome.proposed,
    decidingMetric,
    utilization: deciding?.utilization ?? null,
    averageMilli: deciding?.averageMilli ?? null,
    ratio: deciding?.ratio ?? null,
    stabilizedReplicas: outcome.stabilized,
    limitedReplicas: outcome.replicas,
    conditions: [...state.conditions],
    reasons: [...(combination?.reasons ?? []), ...outcome.reasons],
    error: outcome.error,
  };
}
