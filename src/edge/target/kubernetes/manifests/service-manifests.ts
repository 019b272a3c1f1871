import { isDemo, type ServicePlan } from '../../../../core/model/service.ts';
import type { Manifest } from '../api/objects.ts';
import { demoPodSpec } from './demo-pod.ts';
import { imagePodSpec } from './image-pod.ts';
import {
  demoPort,
  directServiceOf,
  labelsOf,
  nameLabel,
  nodePortOf,
  podsServiceOf,
  serviceNamespace,
} from './names.ts';
import { adoptedManifests } from './own-manifests.ts';

/** What the manifests of one service are made from. */
export interface ServiceParts {
  /** Image of the demo services. */
  demoImage: string;
  /** The user's objects, of a service that is given by its manifests. */
  objects: readonly Manifest[];
}

/** Port that the pods of a service listen on. */
export function podPortOf(plan: ServicePlan): number {
  return isDemo(plan) ? demoPort : plan.port;
}

/**
 * One service under test: its Deployment, the headless Service that lists its Ready pods for the router, and a NodePort
 * where kube-proxy balances connections. Nothing here depends on the arm. There is no `spec.replicas`: who sets the size
 * (a fixed number, an HPA, a person) is what arms differ in, and a manifest with it would reset an HPA's work.
 */
export function serviceManifests(
  service: string,
  plan: ServicePlan,
  services: readonly string[],
  parts: ServiceParts,
): Manifest[] {
  return [...workload(service, plan, parts), ...servicesOf(service, podPortOf(plan), services)];
}

function workload(service: string, plan: ServicePlan, { demoImage, objects }: ServiceParts): Manifest[] {
  if ('manifests' in plan) return adoptedManifests(service, plan.deployment, objects);
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: service, namespace: serviceNamespace, labels: labelsOf(service) },
      spec: {
        selector: { matchLabels: { [nameLabel]: service } },
        revisionHistoryLimit: 1,
        // A new version between two trials replaces the old one at once: the pool has no room for both.
        strategy: { type: 'Recreate' },
        template: {
          metadata: { labels: labelsOf(service) },
          spec: isDemo(plan) ? demoPodSpec(plan, demoImage) : imagePodSpec(plan),
        },
      },
    },
  ];
}

function servicesOf(service: string, podPort: number, services: readonly string[]): Manifest[] {
  const selector = { [nameLabel]: service };
  const metadata = (name: string) => ({ name, namespace: serviceNamespace, labels: labelsOf(service) });
  const port = { name: 'http', port: podPort, targetPort: podPort };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(podsServiceOf(service)),
      spec: { clusterIP: 'None', selector, ports: [port] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(directServiceOf(service)),
      spec: {
        type: 'NodePort',
        selector,
        ports: [{ ...port, nodePort: nodePortOf(service, services, 'connections') }],
      },
    },
  ];
}
