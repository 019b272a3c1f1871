import type { TrialPlan } from '../../../core/model/plan.ts';
import type { ServicePlan } from '../../../core/model/service.ts';
import type { Clock } from '../../clock.ts';
import type { ObservationSink, Place, RunningArm, Target } from '../target.ts';
import type { ClusterAccess } from './api/kubectl-proxy.ts';
import { contextProblems } from './context-check.ts';
import { ContextError } from './context-error.ts';
import { KubernetesTarget } from './kubernetes-target.ts';
import type { Images } from './manifests/manifests.ts';
import { type ClusterNode, nodeAddresses } from './node-addresses.ts';

/** What a target in a cluster of the user's has to know. */
export interface ContextSettings {
  access: ClusterAccess & { context: string };
  images: Images;
  services: readonly ServicePlan[];
  /** Where the user says that services are reached, by name. */
  urls: Readonly<Record<string, string>>;
  campaignFolder: string | null;
  clock: Clock;
  /** Told which cluster is about to get load. */
  say(line: string): void;
}

/**
 * Any cluster of a kubeconfig, by a context that the user named: we make our own namespaces on it, and delete them. It is
 * looked at before anything is made, and everything that is in the way is said together.
 */
export class ContextTarget implements Target {
  readonly name = 'context';
  readonly #settings: ContextSettings;
  readonly #inner: KubernetesTarget;
  #addresses: readonly string[] = [];

  constructor(settings: ContextSettings) {
    this.#settings = settings;
    const { access, images, urls, campaignFolder, clock } = settings;
    this.#inner = new KubernetesTarget(
      {
        name: 'context',
        access,
        images,
        urlsOf: (service, nodePort) =>
          urls[service] === undefined
            ? this.#addresses.map((address) => `http://${address}:${nodePort}`)
            : [urls[service]],
        reachAdvice:
          'This machine has to reach the node port of some node, or a load balancer or Ingress of yours that leads to it: name that with --url SERVICE=http://... A forwarded port would do no load test: it leads to one pod.',
        campaignFolder,
        usage: null,
        node: null,
      },
      clock,
    );
  }

  /** @throws ContextError with everything that is in the way */
  async open(_arm: string | null, _signal: AbortSignal): Promise<Place> {
    const { access, images, services, urls, say } = this.#settings;
    const { kubernetes } = await this.#inner.open();
    const { api } = this.#inner;
    const problems = await contextProblems(api, { images, services, kubernetes });
    const nodes = await api
      .get<{ items: ClusterNode[] }>('/api/v1/nodes')
      .then(({ items }) => items)
      .catch(() => null);
    this.#addresses = nodes === null ? [] : nodeAddresses(nodes);
    if (this.#addresses.length === 0 && Object.keys(urls).length === 0)
      problems.push(
        'the addresses of its nodes cannot be seen, so nobody knows where its node ports are: say --url SERVICE=http://...',
      );
    if (problems.length > 0) throw new ContextError(access.context, problems);
    const size = nodes === null ? '' : `, ${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}`;
    say(
      `The cluster of context ${access.context} gets the load (Kubernetes ${kubernetes}${size}); peakproof makes the namespaces peakproof and peakproof-router there, and deletes them afterwards.`,
    );
    const system = await api
      .get<{ metadata: { creationTimestamp: string } }>('/api/v1/namespaces/kube-system')
      .catch(() => null);
    return {
      kubernetes,
      cluster:
        system === null ? null : { name: access.context, createdAt: system.metadata.creationTimestamp },
    };
  }

  async bringUp(plan: TrialPlan, sink: ObservationSink, signal: AbortSignal): Promise<RunningArm> {
    return this.#inner.bringUp(plan, sink, signal);
  }

  async close(keep: boolean): Promise<void> {
    await this.#inner.close(keep);
  }
}
