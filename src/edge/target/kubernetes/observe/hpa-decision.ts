import type { HpaCondition, HpaDecision, HpaError } from '../../../../core/model/hpa.ts';
import { epochSeconds, type KubeHpa } from '../api/objects.ts';

const conditionTypes = ['AbleToScale', 'ScalingActive', 'ScalingLimited', 'ScaledToZero'] as const;

/**
 * What the controller did in a round: its status where that says it, and what the algorithm gives for the same inputs
 * where the status is silent (how the number came about).
 */
export function observedDecision(
  computed: HpaDecision,
  status: KubeHpa['status'],
  currentReplicas: number,
): HpaDecision {
  const desired = isActive(status) ? (status?.desiredReplicas ?? currentReplicas) : currentReplicas;
  const error = computed.error ?? errorIn(status);
  return {
    ...computed,
    currentReplicas,
    desiredReplicas: desired,
    statusDesiredReplicas: status?.desiredReplicas ?? null,
    rescale: desired !== currentReplicas,
    utilization: error === null ? (readUtilization(status) ?? computed.utilization) : null,
    conditions: conditionsIn(status),
    error,
  };
}

/** The utilization (percent of requests) that the controller says it read in its last round; null if it read none. */
export function readUtilization(status: KubeHpa['status']): number | null {
  const read = status?.currentMetrics?.find(({ resource }) => resource !== undefined)?.resource?.current;
  return read?.averageUtilization ?? null;
}

/** False when the last round failed to read its metrics: then the desired count in the status is an old one. */
function isActive(status: KubeHpa['status']): boolean {
  return status?.conditions?.find(({ type }) => type === 'ScalingActive')?.status !== 'False';
}

function conditionsIn(status: KubeHpa['status']): HpaCondition[] {
  return (status?.conditions ?? []).flatMap((condition) => {
    const type = conditionTypes.find((name) => name === condition.type);
    if (type === undefined || (condition.status !== 'True' && condition.status !== 'False')) return [];
    return [
      {
        type,
        status: condition.status,
        reason: condition.reason ?? '',
        message: condition.message ?? '',
        lastTransitionSeconds: epochSeconds(condition.lastTransitionTime),
      },
    ];
  });
}

/** The controller gives its errors as sentences; these are the ones that a campaign can meet. */
const errorSentences: readonly (readonly [RegExp, HpaError['code']])[] = [
  [/did not receive metrics for targeted pods|pods might be unready/, 'NO_USABLE_METRICS'],
  [/no metrics returned from resource metrics API|unable to get metrics for resource/, 'NO_METRICS_FROM_API'],
  [/no pods returned by selector/, 'NO_PODS'],
  [/missing request for/, 'MISSING_REQUEST'],
  [/unable to get the target's current scale|no matches for kind/, 'FAILED_GET_SCALE'],
];

function errorIn(status: KubeHpa['status']): HpaError | null {
  const failed = status?.conditions?.find(
    ({ type, status: is }) => is === 'False' && (type === 'ScalingActive' || type === 'AbleToScale'),
  );
  if (failed === undefined || failed.reason === 'ScalingDisabled') return null;
  const message = failed.message ?? failed.reason ?? '';
  return {
    code: errorSentences.find(([sentence]) => sentence.test(message))?.[1] ?? 'NO_METRICS_FROM_API',
    message,
  };
}
