import type { Manifest } from '../api/objects.ts';
import {
  labelsOf,
  nameLabel,
  nodePortOf,
  routerName,
  routerNamespace,
  routerPortOf,
  routerStatsPort,
} from './names.ts';
import { corefile, haproxyConfig, type Sites } from './router-files.ts';

export interface RouterImages {
  haproxy: string;
  /** CoreDNS, for the router's own name server; null asks the cluster's. */
  dns: string | null;
}

const configName = 'router';
const watcherName = 'peakproof-router';

/** The router: HAProxy with its name server, and the ports on the node. The same in all arms. */
export function routerManifests(sites: Sites, images: RouterImages): Manifest[] {
  const sorted = Object.keys(sites).sort();
  const files = {
    'haproxy.cfg': haproxyConfig(sites, images.dns !== null),
    ...(images.dns === null ? {} : { Corefile: corefile }),
  };
  const metadata = { name: routerName, namespace: routerNamespace, labels: labelsOf(routerName) };
  return [
    ...(images.dns === null ? [] : watcherManifests()),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name: configName }, data: files },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 1,
        revisionHistoryLimit: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: { [nameLabel]: routerName } },
        template: {
          // HAProxy reads its files once, so other files make another pod.
          metadata: { labels: labelsOf(routerName), annotations: { 'peakproof/files': fingerprint(files) } },
          spec: podSpec(sorted, images),
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'NodePort',
        selector: { [nameLabel]: routerName },
        ports: sorted.map((service) => ({
          name: service,
          port: routerPortOf(service, sorted),
          targetPort: routerPortOf(service, sorted),
          nodePort: nodePortOf(service, sorted, 'requests'),
        })),
      },
    },
  ];
}

function podSpec(services: readonly string[], { haproxy, dns }: RouterImages) {
  const mounts = [{ name: 'files', mountPath: '/etc/peakproof', readOnly: true }];
  const ports = services.map((service) => ({ containerPort: routerPortOf(service, services) }));
  return {
    ...(dns === null ? { automountServiceAccountToken: false } : { serviceAccountName: watcherName }),
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 2,
    containers: [
      {
        name: 'haproxy',
        image: haproxy,
        imagePullPolicy: 'IfNotPresent',
        command: ['haproxy', '-db', '-f', '/etc/peakproof/haproxy.cfg'],
        ports: [...ports, { name: 'stats', containerPort: routerStatsPort }],
        resources: { requests: { cpu: '50m', memory: '64Mi' } },
        readinessProbe: { httpGet: { path: '/ready', port: 'stats' }, periodSeconds: 1, timeoutSeconds: 5 },
        volumeMounts: mounts,
      },
      ...(dns === null
        ? []
        : [
            {
              name: 'dns',
              image: dns,
              imagePullPolicy: 'IfNotPresent',
              args: ['-conf', '/etc/peakproof/Corefile'],
              resources: { requests: { cpu: '20m', memory: '32Mi' } },
              volumeMounts: mounts,
            },
          ]),
    ],
    volumes: [{ name: 'files', configMap: { name: configName } }],
  };
}

/** What the name server has to follow to answer for a headless Service. */
function watcherManifests(): Manifest[] {
  const labels = labelsOf(routerName);
  const account = { name: watcherName, namespace: routerNamespace };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...account, labels } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: watcherName, labels },
      rules: [
        { apiGroups: [''], resources: ['services', 'pods', 'namespaces'], verbs: ['list', 'watch'] },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: watcherName, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: watcherName },
      subjects: [{ kind: 'ServiceAccount', ...account }],
    },
  ];
}

/** FNV-1a over the files' texts: enough to see that they changed. */
function fingerprint(files: Readonly<Record<string, string>>): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(files))
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
