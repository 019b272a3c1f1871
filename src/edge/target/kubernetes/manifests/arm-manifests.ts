import { type Arm, mostReplicas, startReplicas } from '../../../../core/model/arm.ts';
import { hpaSpecOf } from '../../../../core/platform/hpa-spec.ts';
import type { Manifest } from '../api/objects.ts';
import { labelsOf, serviceNamespace } from './names.ts';

/** Pods that the platform of the reference campaign has for all services together. */
const referencePool = 15;

/**
 * The pool: how many pods all services may have together. Terminating ones count until they have gone. `otherPods` have
 * a place of their own in it.
 */
export function quotaManifest(arm: Arm, services: number, otherPods: number): Manifest {
  const most = mostReplicas(arm, services) + (services - 1) * startReplicas(arm);
  const pods = (arm.pool ?? Math.max(referencePool, most)) + otherPods;
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'pool', namespace: serviceNamespace, labels: labelsOf('pool') },
    spec: { hard: { pods: String(pods) } },
  };
}

/** The autoscaler of one service, or null where the arm has none. */
export function hpaManifest(arm: Arm, service: string): Manifest | null {
  const spec = hpaSpecOf(arm);
  if (spec === null) return null;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: service, namespace: serviceNamespace, labels: labelsOf(service) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service },
      minReplicas: spec.minReplicas,
      maxReplicas: spec.maxReplicas,
      metrics: spec.metrics.map(({ name, target }) => ({
        type: 'Resource',
        resource: { name, target: { type: 'Utilization', averageUtilization: target.averageUtilization } },
      })),
      ...(spec.behavior === null ? {} : { behavior: spec.behavior }),
    },
  };
}
