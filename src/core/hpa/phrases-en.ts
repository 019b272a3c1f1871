import type { HpaError, ScalingPolicy } from '../model/hpa.ts';
import { type Phrases, type ReasonOf, ratioText, shortened } from './phrases.ts';

const labels: Readonly<Record<string, string>> = { cpu: 'CPU', memory: 'Memory' };

function replicas(count: number): string {
  return count === 1 ? '1 replica' : `${count} replicas`;
}

function policyText(policy: ScalingPolicy, direction: 'up' | 'down'): string {
  const unit = policy.type === 'Percent' ? ' %' : policy.value === 1 ? ' pod' : ' pods';
  return `${direction === 'up' ? '+' : '−'}${policy.value}${unit} per ${policy.periodSeconds} s`;
}

const errorTexts: Partial<Record<HpaError['code'], string>> = {
  NO_METRICS_FROM_API: 'the metrics API returned no sample',
  NO_PODS: 'the selector matches no pod',
  NO_USABLE_METRICS: 'no sample belongs to a pod that counts (unready, or not measured yet)',
  INVALID_METRIC_SOURCE: 'it has no target',
  NO_METRICS_MATCH_PODS: 'the requests of the measured pods sum to zero',
};

function errorText(error: HpaError): string {
  return `${errorTexts[error.code] ?? error.message} (${error.code})`;
}

function limitText(reason: ReasonOf<'limited'>): string {
  const to = `limited to ${reason.to}`;
  const way = reason.direction === 'up' ? 'scale-up' : 'scale-down';
  switch (reason.by) {
    case 'max':
      return `${to} by maxReplicas (${reason.from} wanted)`;
    case 'min':
      return `raised to ${reason.to} by minReplicas (${reason.from} wanted)`;
    case 'disabled':
      return `held at ${reason.to}: ${way} is disabled (${reason.from} wanted)`;
    case 'legacy-rate':
      return `${to} in this round: without behavior one round at most doubles the size, or goes to 4 (${reason.from} wanted)`;
    case 'policy': {
      const policy = reason.policy === null ? '' : ` (${policyText(reason.policy, reason.direction)})`;
      const start =
        reason.periodStartReplicas === null
          ? ''
          : `: ${reason.periodStartReplicas} at the start of that period,`;
      return `${to} by the ${way} policy${policy}${start} ${reason.from} wanted`;
    }
  }
}

const countedAs = {
  zero: 'counted as 0 on the way up',
  request: 'counted as 100 % of its request on the way down',
  target: 'counted as exactly the target on the way down',
  'left-out': 'left out',
} as const;

export const english: Phrases = {
  label: (resource, container) =>
    `${labels[resource] ?? resource}${container === null ? '' : ` of container ${container}`}`,
  utilization: ({ label, value, target }) => `${label} ${value} of requests against a target of ${target}`,
  average: ({ label, value, target }) => `${label} ${value} per pod against a target of ${target}`,
  ratio: (used, first) =>
    first === null ? `ratio ${used}` : `ratio ${first}, with missing and unready pods filled in ${used}`,
  product: (ratio, multiplier, product, count) =>
    `ceil(${ratio} × ${multiplier}${product === null ? '' : ` = ${product}`}) = ${replicas(count)}`,
  unchanged: (count) => `no change from ${replicas(count)}`,
  pods: (names) => {
    const { shown, more } = shortened(names);
    return `${names.length === 1 ? 'pod' : 'pods'} ${shown}${more === 0 ? '' : ` and ${more} more`}`;
  },
  reason: {
    failed: ({ error }) => `round without a decision: ${errorText(error)}`,
    'scaling-disabled': () => 'switched off: the target has zero replicas',
    'above-max': (reason) =>
      `${replicas(reason.currentReplicas)} are above maxReplicas: set to ${reason.maxReplicas} without looking at metrics`,
    'below-min': (reason) =>
      `${replicas(reason.currentReplicas)} ${reason.currentReplicas === 1 ? 'is' : 'are'} below minReplicas: set to ${reason.minReplicas}`,
    'metric-refused': ({ error }, label) => `${label} gives no answer: ${errorText(error)}`,
    'scale-down-blocked': (reason) =>
      `not reduced to ${reason.proposed}: a metric failed, and without it a scale-down is not known to be safe`,
    'metrics-missing': (reason, label, pods) =>
      `${label} of ${pods} is missing: ${countedAs[reason.countedAs]}`,
    'unready-pods': (reason, label, pods) =>
      reason.countedAs === 'zero'
        ? `${label} of ${pods}, not ready yet: counted as 0 on the way up`
        : `${label} of ${pods}, not ready yet: left out`,
    'ignored-pods': (_reason, label, pods) => `${label} of ${pods} is ignored: terminating or failed`,
    'stray-samples': (_reason, label, pods) => `${label} samples of ${pods} belong to no listed pod`,
    'within-tolerance': (reason, label) =>
      `${label} is within tolerance: ratio ${ratioText(reason.ratio)} lies between ${ratioText(reason.low)} and ${ratioText(reason.high)}`,
    'direction-flipped': (reason, label) =>
      `${label} gives no direction: ratio ${ratioText(reason.firstRatio)} became ${ratioText(reason.ratio)} with missing and unready pods filled in`,
    'count-contradicts': (reason, label) =>
      `${label} gives no direction: ratio ${ratioText(reason.ratio)} says ${reason.ratio > 1 ? 'more' : 'fewer'}, the product ${reason.replicas} says ${reason.ratio > 1 ? 'fewer' : 'more'}`,
    stabilized: (reason) =>
      `held at ${reason.to} by the ${reason.windowSeconds} s scale-${reason.direction} window: ${reason.direction === 'up' ? 'lowest' : 'highest'} recommendation in it was ${reason.recommendation} (${reason.from} wanted)`,
    limited: limitText,
  },
  rescaled: (from, to) => `${from} → ${replicas(to)}`,
  stayed: (at) => `stays at ${replicas(at)}`,
  blind: ({ leftOut, pods, proposed, proposedWithThem, utilizationWithThem }) =>
    `blind: the CPU of ${leftOut.length} of ${pods} pods did not count, because they had lost their readiness; with them ${utilizationWithThem === null ? '' : `CPU is ${utilizationWithThem} % and `}${replicas(proposedWithThem)} would have been asked for instead of ${proposed ?? 'nothing'}`,
  blinded: ({ service, blind, rounds, times, leftOut, pods, proposed, utilization }) =>
    `Unready pods blind the HPA (${service}): in ${blind} of ${rounds} rounds (at ${times}) up to ${leftOut} of ${pods} pods were left out, because their readiness probe failed. With them counted ${utilization === null ? 'it' : `CPU was up to ${utilization} % and it`} would have asked for up to ${replicas(proposed)}. Give the probe more time (TCP, timeoutSeconds 5), or answer it ahead of the users' requests.`,
};
