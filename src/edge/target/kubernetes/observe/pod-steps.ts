import type { PodLine } from '../../../../core/model/observation.ts';
import { type ContainerStatus, epochSeconds, type KubePod } from '../api/objects.ts';
import { containerName } from '../manifests/names.ts';

export type PodStep = Pick<PodLine, 'event' | 'reason'> & {
  /** When the cluster says it happened, in whole seconds; null where it does not say. */
  stampedSeconds: number | null;
};

/** What of a pod's life its steps are told from. */
interface Life {
  startedTimes: number;
  ready: boolean;
  deleted: boolean;
  ended: boolean;
}

const unborn: Life = { startedTimes: 0, ready: false, deleted: false, ended: false };

/** The steps between two sights of a pod; `before` is null at the first one, and `gone` is true when it has been deleted. */
export function podSteps(before: KubePod | null, after: KubePod, gone = false): PodStep[] {
  const was = before === null ? unborn : lifeOf(before);
  const is = lifeOf(after);
  const steps: PodStep[] = [];
  const step = (event: PodStep['event'], reason: string | null, stampedSeconds: number | null) =>
    steps.push({ event, reason, stampedSeconds });
  const container = containerOf(after);
  if (before === null) step('created', null, epochSeconds(after.metadata.creationTimestamp));
  if (is.startedTimes > was.startedTimes) {
    // Both can have happened since the last sight: it ended, and was started again.
    if (was.startedTimes > 0 && !was.ended)
      step('ended', endingOf(container?.lastState), finishedAt(container?.lastState));
    step('started', restartReason(container), epochSeconds(container?.state?.running?.startedAt));
  }
  if (is.ended && (!was.ended || is.startedTimes > was.startedTimes))
    step('ended', endingOf(container?.state), finishedAt(container?.state));
  if (is.ready && !was.ready) step('ready', null, readyChanged(after));
  if (!is.ready && was.ready && !is.deleted && !gone)
    step(
      'unready',
      readyCondition(after)?.message ?? readyCondition(after)?.reason ?? null,
      readyChanged(after),
    );
  if (is.deleted && !was.deleted) step('terminating', 'deleted', null);
  if (gone && !is.ended) step('ended', is.deleted ? 'deleted' : 'gone', null);
  return steps;
}

function lifeOf(pod: KubePod): Life {
  const container = containerOf(pod);
  const state = container?.state;
  const started = state?.running !== undefined || state?.terminated !== undefined ? 1 : 0;
  return {
    startedTimes: (container?.restartCount ?? 0) + started,
    ready: isReady(pod),
    deleted: pod.metadata.deletionTimestamp !== undefined,
    ended:
      state?.terminated !== undefined || pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded',
  };
}

export function isReady(pod: KubePod): boolean {
  return pod.metadata.deletionTimestamp === undefined && readyCondition(pod)?.status === 'True';
}

export function containerOf(pod: KubePod): ContainerStatus | null {
  const statuses = pod.status.containerStatuses ?? [];
  return statuses.find(({ name }) => name === containerName) ?? statuses[0] ?? null;
}

function readyCondition(pod: KubePod) {
  return pod.status.conditions?.find(({ type }) => type === 'Ready') ?? null;
}

function readyChanged(pod: KubePod): number | null {
  return epochSeconds(readyCondition(pod)?.lastTransitionTime);
}

function restartReason(container: ContainerStatus | null): string | null {
  return container === null || container.restartCount === 0 ? null : `restart ${container.restartCount}`;
}

/** `exit 1`, `signal 9`, `OOMKilled (exit 137)`. */
function endingOf(state: ContainerStatus['state']): string | null {
  const ended = state?.terminated;
  if (ended === undefined) return null;
  const how = ended.signal ? `signal ${ended.signal}` : `exit ${ended.exitCode}`;
  const plain = ended.reason === undefined || ended.reason === 'Completed' || ended.reason === 'Error';
  return plain ? how : `${ended.reason} (${how})`;
}

function finishedAt(state: ContainerStatus['state']): number | null {
  return epochSeconds(state?.terminated?.finishedAt);
}

/** Why a pod is not running yet, in the words of the scheduler or the kubelet; null if it runs. */
export function stuckBecause(pod: KubePod): string | null {
  const waiting = containerOf(pod)?.state?.waiting;
  if (
    waiting?.reason !== undefined &&
    waiting.reason !== 'ContainerCreating' &&
    waiting.reason !== 'PodInitializing'
  )
    return `${waiting.reason}${waiting.message ? `: ${waiting.message}` : ''}`;
  if (pod.status.phase !== 'Pending') return null;
  const scheduled = pod.status.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False')
    return `not scheduled: ${scheduled.message ?? scheduled.reason ?? 'no reason given'}`;
  return `Pending${waiting?.reason ? `: ${waiting.reason}` : ''}`;
}
