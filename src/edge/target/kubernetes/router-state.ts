import { type Arm, mostReplicas } from '../../../core/model/arm.ts';
import type { Clock } from '../../clock.ts';
import { TargetError } from '../target.ts';
import type { Api } from './api/api.ts';
import type { KubeObject } from './api/objects.ts';
import { found } from './api/resources.ts';
import { routerName, routerNamespace } from './manifests/names.ts';
import { routerPlaces } from './manifests/router-files.ts';

const patienceSeconds = 120;

interface RouterDeployment extends KubeObject {
  status?: { readyReplicas?: number; updatedReplicas?: number };
}

/** Until the router's pod of today's files is Ready. */
export async function routerReady(api: Api, clock: Clock, signal: AbortSignal): Promise<void> {
  const deadline = clock.now() + patienceSeconds;
  const path = `/apis/apps/v1/namespaces/${routerNamespace}/deployments/${routerName}`;
  for (;;) {
    const router = await found<RouterDeployment>(api, path);
    if (router?.status?.readyReplicas === 1 && router.status.updatedReplicas === 1) return;
    if (clock.now() > deadline)
      throw new TargetError(
        'wait for the router',
        `its pod in the namespace ${routerNamespace} was not Ready within ${patienceSeconds} s. Can the cluster pull its images? --image haproxy=... and --image dns=... name others.`,
      );
    await clock.until(clock.now() + 0.5, signal);
  }
}

/** The router has a place for so many pods of a service, and would leave out the rest. */
export function requirePlaces(arm: Arm, services: number): void {
  const most = mostReplicas(arm, services);
  if (most > routerPlaces)
    throw new TargetError(
      'plan the pods',
      `the arm may have ${most} pods of a service, and the router has places for ${routerPlaces}: lower its max or its replicas.`,
    );
}
