import { milliOf } from '../hpa/quantity.ts';
import type { ManifestFacts } from '../model/service.ts';
import { mapOf } from './campaign-problem.ts';
import { nameAdvice } from './nearest-name.ts';

/** Objects that are not applied: the namespace is ours, the size is the arm's, and the load comes by our router. */
export const leftOutKinds: readonly string[] = ['Namespace', 'HorizontalPodAutoscaler', 'Ingress'];

/** Kinds that are applied. Others would reach beyond our namespace, or change what an arm is. */
export const ownKinds: readonly string[] = [
  'ConfigMap',
  'Deployment',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'PodDisruptionBudget',
  'Role',
  'RoleBinding',
  'Secret',
  'Service',
  'ServiceAccount',
  'StatefulSet',
];

/** An object of somebody's manifests, as far as everything has it. */
export interface OwnObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}

export type ReadManifests = { facts: Omit<ManifestFacts, 'sha256'> } | { problems: string[] };

/** What a plan has to know of somebody's manifests, or every problem with them. `objects` is what the files said. */
export function manifestFacts(
  objects: readonly unknown[],
  deployment: string,
  service: string,
): ReadManifests {
  const problems = objects.flatMap(shapeProblems);
  const known = objects.filter(isOwnObject);
  const tested = known.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === deployment);
  const names = known.filter(({ kind }) => kind === 'Deployment').map(({ metadata }) => metadata.name);
  if (tested === undefined)
    problems.push(`there is no Deployment '${deployment}'${nameAdvice(deployment, names)}`);
  const taken = known.filter(
    ({ kind, metadata: { name } }) =>
      (kind === 'Service' && [`${service}-pods`, `${service}-direct`].includes(name)) ||
      (kind === 'Deployment' && name === service && name !== deployment),
  );
  for (const { kind, metadata } of taken)
    problems.push(
      `the ${kind} '${metadata.name}' has a name that peakproof needs for the service '${service}': call the service something else in the campaign`,
    );
  const containers = tested === undefined ? [] : containersOf(tested).containers;
  const requests = containers.map((container) => ({
    name: String(container.name),
    cpu: cpuRequest(container),
  }));
  for (const { name, cpu } of requests)
    if (cpu === null)
      problems.push(
        `container '${name}' of Deployment '${deployment}' asks for no CPU (resources.requests.cpu): an autoscaler computes in percent of it, and the report measures against it`,
      );
  if (problems.length > 0) return { problems };
  const images = known.flatMap((object) => {
    const { containers, initContainers } = containersOf(object);
    return [...containers, ...initContainers].map(({ image }) => String(image));
  });
  const others = known.filter(
    (object) => object !== tested && (object.kind === 'Deployment' || object.kind === 'StatefulSet'),
  );
  return {
    facts: {
      cpuCores: requests.reduce((sum, { cpu }) => sum + cpu!, 0) / 1000,
      images: [...new Set(images)].sort(),
      otherPods: others.reduce((sum, object) => sum + Number(mapOf(specOf(object)).replicas ?? 1), 0),
    },
  };
}

function shapeProblems(object: unknown): string[] {
  if (!isOwnObject(object))
    return ['a document is no Kubernetes object: it needs apiVersion, kind and metadata.name'];
  const { kind, metadata } = object;
  if (ownKinds.includes(kind) || leftOutKinds.includes(kind)) return [];
  return [
    `${kind} '${metadata.name}' is of a kind that peakproof does not apply (it applies ${ownKinds.join(', ')}): install it on the cluster yourself, or leave it out`,
  ];
}

function isOwnObject(value: unknown): value is OwnObject {
  const { apiVersion, kind, metadata } = mapOf(value);
  return [apiVersion, kind, mapOf(metadata).name].every((text) => typeof text === 'string' && text !== '');
}

function specOf(object: OwnObject): unknown {
  return (object as unknown as Record<string, unknown>).spec;
}

type Container = Readonly<Record<string, unknown>>;

function containersOf(object: OwnObject): { containers: Container[]; initContainers: Container[] } {
  const pod = mapOf(mapOf(mapOf(specOf(object)).template).spec);
  const listed = (value: unknown) => (Array.isArray(value) ? value.map(mapOf) : []);
  return { containers: listed(pod.containers), initContainers: listed(pod.initContainers) };
}

/** In thousandths of a core; a limit alone is the request too, as the API server has it. */
function cpuRequest(container: Container): number | null {
  const { requests, limits } = mapOf(container.resources);
  const cpu = mapOf(requests).cpu ?? mapOf(limits).cpu;
  if (typeof cpu !== 'string' && typeof cpu !== 'number') return null;
  try {
    return milliOf(String(cpu));
  } catch {
    return null;
  }
}
