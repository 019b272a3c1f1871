import type { Api, CallOptions } from './api.ts';
import { ApiError } from './api-error.ts';
import type { KubeObject, Manifest } from './objects.ts';

const fieldManager = 'peakproof';

/** Plural of each kind that we write or apply for others, and whether it lives in a namespace. */
const kinds: Readonly<Record<string, { plural: string; namespaced: boolean }>> = {
  Namespace: { plural: 'namespaces', namespaced: false },
  ClusterRole: { plural: 'clusterroles', namespaced: false },
  ClusterRoleBinding: { plural: 'clusterrolebindings', namespaced: false },
  ServiceAccount: { plural: 'serviceaccounts', namespaced: true },
  ConfigMap: { plural: 'configmaps', namespaced: true },
  Service: { plural: 'services', namespaced: true },
  Deployment: { plural: 'deployments', namespaced: true },
  ResourceQuota: { plural: 'resourcequotas', namespaced: true },
  HorizontalPodAutoscaler: { plural: 'horizontalpodautoscalers', namespaced: true },
  NetworkPolicy: { plural: 'networkpolicies', namespaced: true },
  PersistentVolumeClaim: { plural: 'persistentvolumeclaims', namespaced: true },
  PodDisruptionBudget: { plural: 'poddisruptionbudgets', namespaced: true },
  Role: { plural: 'roles', namespaced: true },
  RoleBinding: { plural: 'rolebindings', namespaced: true },
  Secret: { plural: 'secrets', namespaced: true },
  StatefulSet: { plural: 'statefulsets', namespaced: true },
};

export type Named = Pick<Manifest, 'apiVersion' | 'kind'> & {
  metadata: { name: string; namespace?: string };
};

/** Path of one object in the API. */
export function objectPath({ apiVersion, kind, metadata }: Named): string {
  return `${collectionPath(apiVersion, kind, metadata.namespace)}/${metadata.name}`;
}

export function collectionPath(apiVersion: string, kind: string, namespace?: string): string {
  const known = kinds[kind];
  if (known === undefined) throw new TypeError(`objects of kind ${kind} are not among those that we write`);
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${group}${known.namespaced ? `/namespaces/${namespace}` : ''}/${known.plural}`;
}

/** Server-side apply: made if it is missing, changed where it differs, left alone where others own a field. */
export function applied<T extends KubeObject>(api: Api, object: Manifest, options?: CallOptions): Promise<T> {
  return api.json<T>('PATCH', `${objectPath(object)}?fieldManager=${fieldManager}&force=true`, {
    ...options,
    body: object,
    contentType: 'application/apply-patch+yaml',
  });
}

/** Applied; a Deployment that another campaign left, and whose selector cannot be changed, is made anew. */
export async function appliedAnew(api: Api, object: Manifest): Promise<void> {
  try {
    await applied(api, object);
  } catch (error) {
    const unchangeable = error instanceof ApiError && error.status === 422 && /immutable/.test(error.message);
    if (!unchangeable || object.kind !== 'Deployment') throw error;
    await deleted(api, objectPath(object));
    await applied(api, object);
  }
}

/** Merges `change` into the object. */
export function merged<T extends KubeObject>(api: Api, path: string, change: unknown): Promise<T> {
  return api.json<T>('PATCH', `${path}?fieldManager=${fieldManager}`, {
    body: change,
    contentType: 'application/merge-patch+json',
  });
}

/** Deletes what may not be there. */
export async function deleted(api: Api, path: string): Promise<void> {
  try {
    await api.text('DELETE', path);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

/** The object, or null if there is none. */
export async function found<T extends KubeObject>(api: Api, path: string): Promise<T | null> {
  try {
    return await api.get<T>(path);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
