import type { Api } from './api/api.ts';
import { epochSeconds, type KubePod } from './api/objects.ts';
import { merged } from './api/resources.ts';
import { nameLabel, serviceNamespace } from './manifests/names.ts';

/** Of pods alike otherwise, a ReplicaSet that is scaled down deletes those of the lowest cost first. */
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * Lets the next scaling down to `replicas` keep the oldest pods of a service. Without it the ReplicaSet compares ages by
 * their power of ten and lets chance decide between pods of 200 s and 500 s; the next trial would wait again for those
 * that are left to grow old.
 */
export async function preferOldest(api: Api, service: string, replicas: number): Promise<void> {
  const path = `/api/v1/namespaces/${serviceNamespace}/pods`;
  const selector = encodeURIComponent(`${nameLabel}=${service}`);
  const { items } = await api.get<{ items: KubePod[] }>(`${path}?labelSelector=${selector}`);
  const born = (pod: KubePod) => epochSeconds(pod.metadata.creationTimestamp) ?? Number.POSITIVE_INFINITY;
  const younger = items
    .filter((pod) => pod.metadata.deletionTimestamp === undefined)
    .sort((a, b) => born(a) - born(b))
    .slice(replicas);
  for (const { metadata } of younger)
    await merged(api, `${path}/${metadata.name}`, { metadata: { annotations: { [deletionCost]: '-1' } } });
}
