import type { ContainerState, HpaMetric, MilliByResource, PodState } from '../model/hpa.ts';
import { sumInt64 } from './integers.ts';
import { MetricRefusal } from './refusal.ts';
import type { VersionRules } from './version.ts';

/**
 * The request of every listed pod in milli-units, by name; also of ignored and unready ones, so that one pod without
 * a request fails the metric. Throws MISSING_REQUEST, and MISSING_CONTAINER from 1.35.
 */
export function podRequests(
  pods: readonly PodState[],
  metric: HpaMetric,
  rules: VersionRules,
): Map<string, bigint> {
  const container = metric.type === 'ContainerResource' ? metric.container : null;
  return new Map(pods.map((pod) => [pod.name, requestOf(pod, metric.name, container, rules)]));
}

function requestOf(pod: PodState, resource: string, container: string | null, rules: VersionRules): bigint {
  if (container === null && rules.podLevelRequests && hasPodLevelRequests(pod))
    return podLevelRequest(pod, resource);
  const counted = [
    ...pod.containers,
    ...(pod.initContainers ?? []).filter((init) => init.restartable),
  ].filter((candidate) => container === null || candidate.name === container);
  if (container !== null && counted.length === 0 && rules.containerNeededInSpec)
    throw new MetricRefusal('MISSING_CONTAINER', `pod ${pod.name} has no container ${container}`);
  return sumInt64(counted.map((candidate) => containerRequest(pod, candidate, resource)));
}

function containerRequest(pod: PodState, container: ContainerState, resource: string): bigint {
  const milli = milliOfResource(container.requestsMilli, resource);
  if (milli === null)
    throw new MetricRefusal(
      'MISSING_REQUEST',
      `container ${container.name} of pod ${pod.name} requests no ${resource}, so no utilization can be computed`,
    );
  return milli;
}

function milliOfResource(amounts: MilliByResource | null | undefined, resource: string): bigint | null {
  const milli = amounts?.[resource] ?? null;
  return milli === null ? null : BigInt(milli);
}

function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

function hasPodLevelRequests(pod: PodState): boolean {
  return Object.entries(pod.podRequestsMilli ?? {}).some(
    ([name, milli]) => milli !== null && isPodLevelResource(name),
  );
}

/**
 * What the scheduler would reserve: the pod-level request if there is one for this resource, else the containers'
 * (with the largest moment of initialization as a floor); the pod's overhead on top.
 */
function podLevelRequest(pod: PodState, resource: string): bigint {
  const own = isPodLevelResource(resource) ? milliOfResource(pod.podRequestsMilli, resource) : null;
  const request = own ?? aggregatedRequest(pod, resource);
  const overhead = milliOfResource(pod.overheadMilli, resource);
  if (request === null && overhead === null)
    throw new MetricRefusal('MISSING_REQUEST', `pod ${pod.name} requests no ${resource}, at no level`);
  return (request ?? 0n) + (overhead ?? 0n);
}

/** Containers and sidecars together, or one init container beside the sidecars started before it, if that is more. */
function aggregatedRequest(pod: PodState, resource: string): bigint | null {
  let running: bigint | null = null;
  for (const container of pod.containers)
    running = added(running, milliOfResource(container.requestsMilli, resource));
  let sidecars: bigint | null = null;
  let floor: bigint | null = null;
  for (const init of pod.initContainers ?? []) {
    const milli = milliOfResource(init.requestsMilli, resource);
    if (init.restartable) {
      running = added(running, milli);
      sidecars = added(sidecars, milli);
    }
    floor = larger(floor, init.restartable ? sidecars : added(sidecars, milli));
  }
  return larger(running, floor);
}

function added(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? (a ?? b) : a + b;
}

function larger(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? (a ?? b) : a > b ? a : b;
}
