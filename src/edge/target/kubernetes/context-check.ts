import type { ServicePlan } from '../../../core/model/service.ts';
import { isDemo } from '../../../core/model/service.ts';
import type { Api } from './api/api.ts';
import { ApiError } from './api/api-error.ts';
import type { KubeObject } from './api/objects.ts';
import { collectionPath, found } from './api/resources.ts';
import { refusedPermissions } from './context-permissions.ts';
import type { Images } from './manifests/manifests.ts';
import { nodePorts, routerNamespace, serviceNamespace } from './manifests/names.ts';
import { isOurs } from './ownership.ts';

/** Pods leave by a pause of the kubelet's own (`preStop.sleep`), which older ones do not know. */
const oldestMinor = 30;

export interface Wanted {
  images: Images;
  services: readonly ServicePlan[];
  /** Version of the cluster. */
  kubernetes: string | null;
}

/** Everything that keeps arms from running on a cluster, each with what to do about it. Only looks. */
export async function contextProblems(api: Api, wanted: Wanted): Promise<string[]> {
  const found = await Promise.all([
    versionProblems(wanted.kubernetes),
    imageProblems(wanted),
    apiProblems(api),
    namespaceProblems(api),
    portProblems(api),
    refusedPermissions(api, wanted.images.dns !== null),
  ]);
  return found.flat();
}

function versionProblems(version: string | null): string[] {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  if (major === undefined || Number(major) > 1 || Number(minor) >= oldestMinor) return [];
  return [
    `it is Kubernetes ${version}, and arms need 1.${oldestMinor} or newer (pods that pause before they end)`,
  ];
}

/** The demos' image is in no registry. */
function imageProblems({ images, services }: Wanted): string[] {
  if (images.demo !== '' || !services.some(isDemo)) return [];
  return [
    'the campaign has demo services, whose image is in no registry: push it to one that the cluster can pull from, and say --image demo=REGISTRY/NAME (`peakproof up` makes it; `docker load` takes it from ~/.cache/peakproof/offline/demo-*/demo.tar)',
  ];
}

async function apiProblems(api: Api): Promise<string[]> {
  const wanted = [
    ['/apis/autoscaling/v2', 'it has no API autoscaling/v2, which autoscalers of arms are written in'],
    [
      '/apis/metrics.k8s.io/v1beta1',
      'it has no metrics API (metrics.k8s.io), which autoscalers read CPU from: install metrics-server',
    ],
  ] as const;
  const answers = await Promise.all(
    wanted.map(async ([path, problem]) =>
      api.get(path).then(
        () => [],
        (error: Error) => [
          error instanceof ApiError && [404, 503].includes(error.status) ? problem : error.message,
        ],
      ),
    ),
  );
  return answers.flat();
}

/** What has our names and was not made by us stays as it is. */
async function namespaceProblems(api: Api): Promise<string[]> {
  const named = [
    ...[serviceNamespace, routerNamespace].map((name) => ['namespace', `/api/v1/namespaces/${name}`, name]),
    ...(['ClusterRole', 'ClusterRoleBinding'] as const).map((kind) => [
      kind,
      `${collectionPath('rbac.authorization.k8s.io/v1', kind)}/${routerNamespace}`,
      routerNamespace,
    ]),
  ] as [string, string, string][];
  const problems = await Promise.all(
    named.map(async ([kind, path, name]) => {
      // Where it may not be looked at, the permissions say so.
      const object = await found(api, path).catch(() => null);
      return object === null || isOurs(object)
        ? []
        : [
            `there is a ${kind} ${name} that peakproof did not make, and it is left alone: remove it, or use another cluster`,
          ];
    }),
  );
  return problems.flat();
}

interface PortService extends KubeObject {
  spec: { ports?: { nodePort?: number }[] };
}

async function portProblems(api: Api): Promise<string[]> {
  const services = await api
    .get<{ items: PortService[] }>('/api/v1/services')
    .then(({ items }) => items)
    .catch(() => [] as PortService[]);
  return services
    .filter((service) => !isOurs(service))
    .flatMap(({ metadata, spec }) =>
      (spec.ports ?? [])
        .filter(({ nodePort }) => nodePort !== undefined && nodePorts.includes(nodePort))
        .map(
          ({ nodePort }) =>
            `node port ${nodePort}, which peakproof needs (${nodePorts.join(', ')}), belongs to the Service ${metadata.namespace}/${metadata.name}`,
        ),
    );
}
