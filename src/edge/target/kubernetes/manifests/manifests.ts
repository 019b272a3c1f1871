import { startReplicas } from '../../../../core/model/arm.ts';
import type { TrialPlan } from '../../../../core/model/plan.ts';
import type { Manifest } from '../api/objects.ts';
import { hpaManifest, quotaManifest } from './arm-manifests.ts';
import { partOfLabel, routerNamespace, serviceNamespace } from './names.ts';
import { type RouterImages, routerManifests } from './router-manifests.ts';
import { serviceManifests } from './service-manifests.ts';

export interface Images extends RouterImages {
  /** The demo services; the argument says which one. */
  demo: string;
}

/** What is applied for one trial, in this order. Kustomize files under clusters/ say the same for the reference arms. */
export interface TrialManifests {
  /** The same for all arms. */
  base: Manifest[];
  quota: Manifest;
  /** Autoscalers; applied last, because their first round is what the load's start is counted from. */
  hpas: Manifest[];
  /** Replicas of every service at the start of the load. */
  startReplicas: number;
}

export function trialManifests(plan: Pick<TrialPlan, 'services' | 'arm'>, images: Images): TrialManifests {
  const services = Object.keys(plan.services).sort();
  return {
    base: [
      ...[serviceNamespace, routerNamespace].map(namespaceManifest),
      ...services.flatMap((service) =>
        serviceManifests(service, plan.services[service]!, services, images.demo),
      ),
      ...routerManifests(services, images),
    ],
    quota: quotaManifest(plan.arm, services),
    hpas: services.map((service) => hpaManifest(plan.arm, service)).filter((hpa) => hpa !== null),
    startReplicas: startReplicas(plan.arm),
  };
}

function namespaceManifest(name: string): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: partOfLabel } };
}
