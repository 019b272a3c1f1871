import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { ServicePlan } from '../../../../src/core/model/service.ts';
import { Api } from '../../../../src/edge/target/kubernetes/api/api.ts';
import { contextProblems } from '../../../../src/edge/target/kubernetes/context-check.ts';
import { nodeAddresses } from '../../../../src/edge/target/kubernetes/node-addresses.ts';
import { servicePlan } from '../../../core/plan/plan-fixture.ts';
import { socketServer } from './api/socket-server.ts';

const ours = { 'peakproof/managed': 'true' };
const images = { demo: 'registry/demo:1', haproxy: 'haproxy', dns: 'coredns' };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** An API server that has `objects` at their paths, allows what `allowed` says, and knows nothing else. */
async function apiWith(
  objects: Record<string, object>,
  allowed: (verb: string, resource: string) => boolean,
) {
  const server = await socketServer((request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const path = request.url!;
      const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
      if (path.endsWith('/selfsubjectaccessreviews')) {
        const { verb, resource } = JSON.parse(text).spec.resourceAttributes;
        answer(201, { status: { allowed: allowed(verb, resource) } });
      } else if (objects[path] === undefined) answer(404, { message: 'not found' });
      else answer(200, objects[path]);
    });
  });
  const api = new Api(server.path);
  closing.push(async () => {
    api.close();
    await server.close();
  });
  return api;
}

const apis = { '/apis/autoscaling/v2': {}, '/apis/metrics.k8s.io/v1beta1': {} };

describe('a cluster of a kubeconfig', () => {
  test('that has and allows everything has no problem, also with what we left there', async () => {
    const left = { '/api/v1/namespaces/peakproof': { metadata: { name: 'peakproof', labels: ours } } };
    const api = await apiWith({ ...apis, ...left }, () => true);
    const wanted = { images, services: [servicePlan], kubernetes: 'v1.34.3' };
    expect(await contextProblems(api, wanted)).toEqual([]);
  });

  test('is told everything that is in the way at once', async () => {
    const service = {
      metadata: { name: 'shop', namespace: 'prod' },
      spec: { ports: [{ nodePort: 30_081 }] },
    };
    const api = await apiWith(
      {
        '/apis/autoscaling/v2': {},
        '/api/v1/namespaces/peakproof': { metadata: { name: 'peakproof' } },
        '/api/v1/services': { items: [service] },
      },
      (verb, resource) => !(verb === 'create' && resource === 'namespaces') && resource !== 'clusterroles',
    );
    const wanted = { images: { ...images, demo: '' }, services: [servicePlan], kubernetes: 'v1.28.4-eks' };
    expect(await contextProblems(api, wanted)).toEqual([
      expect.stringContaining('Kubernetes v1.28.4-eks'),
      expect.stringContaining('--image demo=REGISTRY/NAME'),
      expect.stringContaining('metrics-server'),
      expect.stringContaining('a namespace peakproof that peakproof did not make'),
      expect.stringContaining('belongs to the Service prod/shop'),
      'this user may not create namespaces of the cluster',
      expect.stringContaining('--image dns=none'),
    ]);
  });

  test('needs no image of the demos for services of others, and no roles without a name server of our own', async () => {
    const own = { manifests: './k8s', deployment: 'a', port: 1, cpuCores: 1, startSeconds: 1, routes: null };
    const services: ServicePlan[] = [{ ...own, sha256: '', images: [], otherPods: 0 }];
    const api = await apiWith(apis, (_, resource) => !resource.startsWith('clusterrole'));
    const wanted = { images: { ...images, demo: '', dns: null }, services, kubernetes: 'v1.30.0' };
    expect(await contextProblems(api, wanted)).toEqual([]);
  });
});

test('node ports are looked for at outside addresses first, of nodes that are Ready', () => {
  const node = (name: string, ready: string, addresses: [string, string][]) => ({
    metadata: { name },
    status: {
      conditions: [{ type: 'Ready', status: ready }],
      addresses: addresses.map(([type, address]) => ({ type, address })),
    },
  });
  const nodes = [
    node('a', 'True', [
      ['InternalIP', '10.0.0.1'],
      ['ExternalIP', '203.0.113.1'],
      ['Hostname', 'a'],
    ]),
    node('b', 'False', [['ExternalIP', '203.0.113.2']]),
    node('c', 'True', [['InternalIP', 'fd00::3']]),
  ];
  expect(nodeAddresses(nodes)).toEqual(['203.0.113.1', '10.0.0.1', '[fd00::3]']);
});
