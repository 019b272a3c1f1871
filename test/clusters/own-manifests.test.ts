import { expect, test } from 'vitest';
import type { ServicePlan } from '../../src/core/model/service.ts';
import { leftOutKinds, ownKinds } from '../../src/core/plan/own-manifests.ts';
import type { Manifest } from '../../src/edge/target/kubernetes/api/objects.ts';
import { collectionPath } from '../../src/edge/target/kubernetes/api/resources.ts';
import { localImages } from '../../src/edge/target/kubernetes/manifests/images.ts';
import { trialManifests } from '../../src/edge/target/kubernetes/manifests/manifests.ts';
import { recordedObject } from '../../src/edge/target/kubernetes/own-objects.ts';

const common = { port: 3000, cpuCores: 0.25, startSeconds: 5, routes: null };
const arm = { kind: 'hpa', min: 2, max: 20, targetUtilization: 60 } as const;

function applied(service: ServicePlan, objects: Manifest[] = []) {
  return trialManifests({ services: { shop: service }, arm }, localImages, new Map([['shop', objects]]));
}
function named(manifests: Manifest[], kind: string, name: string): Manifest {
  return manifests.find((object) => object.kind === kind && object.metadata.name === name)!;
}

test('an image gets its port, probe, quota and the way to its pods', () => {
  const { base, quota, hpas } = applied({
    image: 'shop:1',
    ...common,
    readiness: { probe: 'http', timeoutSeconds: 2, path: '/healthz' },
    memory: '128Mi',
    env: { A: 'b' },
    command: ['/shop'],
    args: null,
  });
  const { spec } = named(base, 'Deployment', 'shop') as unknown as {
    spec: { replicas?: number; template: { spec: { containers: Record<string, unknown>[] } } };
  };
  expect(spec.replicas).toBeUndefined();
  expect(spec.template.spec.containers).toEqual([
    expect.objectContaining({
      image: 'shop:1',
      command: ['/shop'],
      env: [{ name: 'A', value: 'b' }],
      ports: [{ name: 'http', containerPort: 3000 }],
      resources: { requests: { cpu: '250m', memory: '128Mi' }, limits: { cpu: '250m', memory: '128Mi' } },
      readinessProbe: expect.objectContaining({
        httpGet: { path: '/healthz', port: 'http' },
        timeoutSeconds: 2,
      }),
    }),
  ]);
  expect(named(base, 'Service', 'shop-pods').spec).toMatchObject({
    clusterIP: 'None',
    ports: [{ port: 3000, targetPort: 3000 }],
  });
  const config = (named(base, 'ConfigMap', 'router').data as Record<string, string>)['haproxy.cfg']!;
  expect(config).toContain('shop-pods.peakproof.svc.cluster.local:3000');
  expect(config).toContain('set-header X-Pod %si unless { res.hdr(X-Pod) -m found }');
  expect(quota.spec).toEqual({ hard: { pods: '20' } });
  expect(hpas).toHaveLength(1);
});

const labels = { app: 'web', 'app.kubernetes.io/name': 'web' };
const objects: Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'prod', labels },
    spec: {
      replicas: 7,
      strategy: { type: 'RollingUpdate' },
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'prod' },
    spec: { type: 'NodePort', selector: labels, ports: [{ port: 80, nodePort: 30080 }] },
  },
  { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' } },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, stringData: { key: 'hidden' } },
];
const facts = { sha256: '', images: ['web:1'], otherPods: 3 };

test('manifests are applied as they are, but for namespace, name, labels, replicas and ways in', () => {
  const plan = { manifests: './k8s', deployment: 'web', ...common, ...facts };
  const { base, quota } = applied(plan, objects);
  expect(named(base, 'Deployment', 'shop')).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'shop',
      namespace: 'peakproof',
      labels: { ...labels, 'peakproof/name': 'shop', 'peakproof/managed': 'true' },
    },
    spec: {
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...labels, 'peakproof/name': 'shop', 'peakproof/managed': 'true' } },
        spec: { containers: [{ name: 'web', image: 'web:1' }] },
      },
    },
  });
  expect(named(base, 'Service', 'web').spec).toEqual({
    type: 'ClusterIP',
    selector: labels,
    ports: [{ port: 80 }],
  });
  expect(base.filter(({ metadata }) => metadata.namespace === 'prod' || metadata.name === 'prod')).toEqual(
    [],
  );
  expect(base.some(({ kind }) => kind === 'HorizontalPodAutoscaler')).toBe(false);
  expect(quota.spec).toEqual({ hard: { pods: '23' } });
});

test('secrets are applied and not recorded', () => {
  const secret = objects.find(({ kind }) => kind === 'Secret')!;
  expect(JSON.stringify(recordedObject(secret))).not.toContain('hidden');
  expect(recordedObject(secret)).toMatchObject({ stringData: { key: '(not recorded)' } });
});

test('every kind that is accepted can be applied', () => {
  for (const kind of ownKinds) expect(collectionPath('v1', kind, 'peakproof')).toContain('/namespaces/');
  expect(leftOutKinds.filter((kind) => ownKinds.includes(kind))).toEqual([]);
});
