import { startReplicas } from '../../../../core/model/arm.ts';
import type { TrialPlan } from '../../../../core/model/plan.ts';
import type { Manifest } from '../api/objects.ts';
import { hpaManifest, quotaManifest } from './arm-manifests.ts';
import { partOfLabel, routerNamespace, serviceNamespace } from './names.ts';
import { type RouterImages, routerManifests } from './router-manifests.ts';
import { podPortOf, serviceManifests } from './service-manifests.ts';

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

/** `own` has the objects of each service that is given by its manifests. */
export function trialManifests(
  plan: Pick<TrialPlan, 'services' | 'arm'>,
  images: Images,
  own: ReadonlyMap<string, readonly Manifest[]> = new Map(),
): TrialManifests {
  const services = Object.keys(plan.services).sort();
  const ports = services.map((service) => [service, podPortOf(plan.services[service]!)]);
  return {
    base: [
      ...[serviceNamespace, routerNamespace].map(namespaceManifest),
      ...services.flatMap((service) =>
        serviceManifests(service, plan.services[service]!, services, {
          demoImage: images.demo,
          objects: own.get(service) ?? [],
        }),
      ),
      ...routerManifests(Object.fromEntries(ports), images),
    ],
    quota: quotaManifest(plan.arm, services.length, otherPods(plan)),
    hpas: services.map((service) => hpaManifest(plan.arm, service)).filter((hpa) => hpa !== null),
    startReplicas: startReplicas(plan.arm),
  };
}

/** Pods beside those under test, which somebody's manifests bring along. */
function otherPods({ services }: Pick<TrialPlan, 'services'>): number {
  return Object.values(services).reduce(
    (sum, service) => sum + ('manifests' in service ? service.otherPods : 0),
    0,
  );
}

function namespaceManifest(name: string): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: partOfLabel } };
}
