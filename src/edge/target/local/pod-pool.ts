import type { Deployment } from './deployment.ts';

/** The pods that all services may have together, as a ResourceQuota limits them. */
export class PodPool {
  readonly limit: number;
  readonly deployments: Deployment[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Terminating pods still hold their place. */
  hasRoom(): boolean {
    const pods = this.deployments.flatMap((deployment) => deployment.pods);
    return pods.filter((pod) => !pod.ended).length < this.limit;
  }
}
