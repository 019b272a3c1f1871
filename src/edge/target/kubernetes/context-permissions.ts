import type { Api } from './api/api.ts';
import { routerNamespace, serviceNamespace } from './manifests/names.ts';

interface Need {
  group: string;
  /** `plural`, or `plural/subresource`. */
  resource: string;
  verbs: readonly string[];
  /** null: of the whole cluster. */
  namespace: string | null;
}

const write = ['create', 'patch'] as const;
const watch = ['get', 'list', 'watch'] as const;

function needs(ownNameServer: boolean): Need[] {
  const ours = [serviceNamespace, routerNamespace];
  const inBoth = (group: string, resource: string, verbs: readonly string[]) =>
    ours.map((namespace) => ({ group, resource, verbs, namespace }));
  const inServices = (group: string, resource: string, verbs: readonly string[]) => ({
    group,
    resource,
    verbs,
    namespace: serviceNamespace,
  });
  const ofCluster = (group: string, resource: string, verbs: readonly string[]) => ({
    group,
    resource,
    verbs,
    namespace: null,
  });
  return [
    ofCluster('', 'namespaces', ['get', 'create', 'patch', 'delete']),
    ...inBoth('apps', 'deployments', [...write, ...watch]),
    ...inBoth('', 'services', write),
    ...inBoth('', 'configmaps', write),
    ...inBoth('', 'pods', watch),
    inServices('apps', 'deployments/scale', ['patch']),
    inServices('', 'resourcequotas', write),
    inServices('', 'events', watch),
    inServices('', 'pods/log', ['get']),
    inServices('discovery.k8s.io', 'endpointslices', watch),
    inServices('metrics.k8s.io', 'pods', ['list']),
    inServices('autoscaling', 'horizontalpodautoscalers', [...write, ...watch, 'deletecollection']),
    { group: '', resource: 'pods/proxy', verbs: ['get'], namespace: routerNamespace },
    ...(ownNameServer
      ? [
          { group: '', resource: 'serviceaccounts', verbs: write, namespace: routerNamespace },
          ofCluster('rbac.authorization.k8s.io', 'clusterroles', [...write, 'deletecollection']),
          ofCluster('rbac.authorization.k8s.io', 'clusterrolebindings', [...write, 'deletecollection']),
        ]
      : []),
  ];
}

/** What we may not do and would have to, one sentence for each resource. */
export async function refusedPermissions(api: Api, ownNameServer: boolean): Promise<string[]> {
  const refused = await Promise.all(
    needs(ownNameServer).map(async (need) => {
      const verbs = await Promise.all(
        need.verbs.map(async (verb) => ((await isAllowed(api, need, verb)) ? [] : [verb])),
      );
      return { need, verbs: verbs.flat() };
    }),
  );
  return refused
    .filter(({ verbs }) => verbs.length > 0)
    .map(({ need: { group, resource, namespace }, verbs }) => {
      const where = namespace === null ? 'of the cluster' : `in the namespace ${namespace}`;
      const name = group === '' ? resource : `${resource}.${group}`;
      const hint = resource.startsWith('clusterrole')
        ? ' (for the name server of the router; --image dns=none does without)'
        : '';
      return `this user may not ${verbs.join(', ')} ${name} ${where}${hint}`;
    });
}

async function isAllowed(api: Api, need: Need, verb: string): Promise<boolean> {
  const [resource, subresource] = need.resource.split('/');
  const answer = await api.json<{ status: { allowed: boolean } }>(
    'POST',
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    {
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            verb,
            group: need.group,
            resource,
            ...(subresource === undefined ? {} : { subresource }),
            ...(need.namespace === null ? {} : { namespace: need.namespace }),
          },
        },
      },
    },
  );
  return answer.status.allowed;
}
