import { leftOutKinds } from '../../../../core/plan/own-manifests.ts';
import type { Manifest } from '../api/objects.ts';
import { labelsOf, serviceNamespace } from './names.ts';

interface DeploymentSpec {
  replicas?: number;
  strategy?: unknown;
  template: { metadata?: { labels?: Record<string, string> }; [field: string]: unknown };
  [field: string]: unknown;
}

/**
 * Somebody's manifests as they are applied: what they say, except that
 *
 *   everything                 lives in our namespace, which goes when the bench is over
 *   the Deployment under test  is called after the service, carries our two labels (its own stay, and its selector), has
 *                              no `replicas`, because the arm sets them, and replaces old pods at once (`Recreate`)
 *   Services                   are of type ClusterIP without node ports: the load comes by the router alone
 *   Namespace, HorizontalPodAutoscaler, Ingress   are left out: namespace, size and way in are the comparison's
 */
export function adoptedManifests(
  service: string,
  deployment: string,
  objects: readonly Manifest[],
): Manifest[] {
  return objects
    .filter(({ kind }) => !leftOutKinds.includes(kind))
    .map((object) => {
      const inNamespace = { ...object, metadata: { ...object.metadata, namespace: serviceNamespace } };
      if (object.kind === 'Service') return plainService(inNamespace);
      const isTested = object.kind === 'Deployment' && object.metadata.name === deployment;
      return isTested ? testedDeployment(service, inNamespace) : inNamespace;
    });
}

function testedDeployment(service: string, object: Manifest): Manifest {
  const { replicas: _, ...spec } = object.spec as DeploymentSpec;
  const labels = labelsOf(service);
  const { metadata } = spec.template;
  return {
    ...object,
    metadata: { ...object.metadata, name: service, labels: { ...object.metadata.labels, ...labels } },
    spec: {
      ...spec,
      strategy: { type: 'Recreate' },
      template: {
        ...spec.template,
        metadata: { ...metadata, labels: { ...metadata?.labels, ...labels } },
      },
    },
  };
}

function plainService(object: Manifest): Manifest {
  const spec = object.spec as { type?: string; ports?: { nodePort?: number }[]; [field: string]: unknown };
  if (spec.type === undefined || spec.type === 'ClusterIP' || spec.type === 'ExternalName') return object;
  const { externalTrafficPolicy: _1, loadBalancerIP: _2, healthCheckNodePort: _3, ...rest } = spec;
  const ports = (spec.ports ?? []).map(({ nodePort: _, ...port }) => port);
  return { ...object, spec: { ...rest, type: 'ClusterIP', ports } };
}
