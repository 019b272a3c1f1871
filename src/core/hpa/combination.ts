import type { HpaError, HpaMetric, HpaReason, HpaSpec } from '../model/hpa.ts';
import { type MetricInput, type Proposed, proposalOf } from './proposal.ts';

/** All metrics of a round together. `replicas` null: no decision can be made. */
export type Combination = {
  readonly proposed: readonly Proposed[];
  readonly replicas: number | null;
  /** Index of the metric that decided; null when none did. */
  readonly deciding: number | null;
  /** The first metric that failed, also when the others were enough to go on. */
  readonly failure: { readonly error: HpaError; readonly conditionReason: string } | null;
  readonly reasons: readonly HpaReason[];
};

const defaultMetric: HpaMetric = {
  type: 'Resource',
  name: 'cpu',
  target: { averageUtilization: 80, averageValueMilli: null },
};

/**
 * The largest proposal wins, the first of equals. A failed metric blocks the round if the others would shrink the
 * target: without it nobody knows that this is safe.
 */
export function combinedProposal(spec: HpaSpec, input: MetricInput): Combination {
  const metrics = spec.metrics.length === 0 ? [defaultMetric] : spec.metrics;
  const proposed = metrics.map((metric, index) => proposalOf(metric, index, input));
  let replicas = 0;
  let deciding: number | null = null;
  for (const [index, { proposal }] of proposed.entries()) {
    if (proposal.replicas === null) continue;
    // A proposal of 0 is replaced by whatever follows it, as the controller's "none yet" is 0 as well.
    if (replicas === 0 || proposal.replicas > replicas) {
      replicas = proposal.replicas;
      deciding = index;
    }
  }
  const failure = firstFailure(proposed);
  const reasons = proposed.flatMap((one) => one.reasons);
  if (deciding === null) return { proposed, replicas: null, deciding, failure, reasons };
  if (failure !== null && replicas < input.currentReplicas) {
    const blocked = {
      code: 'scale-down-blocked',
      proposed: replicas,
      currentReplicas: input.currentReplicas,
    } as const;
    return { proposed, replicas: null, deciding: null, failure, reasons: [...reasons, blocked] };
  }
  return { proposed, replicas, deciding, failure, reasons };
}

function firstFailure(proposed: readonly Proposed[]): Combination['failure'] {
  for (const { proposal } of proposed)
    if (proposal.error !== null)
      return {
        error: proposal.error,
        conditionReason:
          proposal.metric.type === 'ContainerResource'
            ? 'FailedGetContainerResourceMetric'
            : 'FailedGetResourceMetric',
      };
  return null;
}
