import type { EndpointSlice } from '../api/objects.ts';
import { Watch } from '../api/watch.ts';
import { podsServiceOf, serviceNamespace } from '../manifests/names.ts';
import { type Observer, type Scene, troubleTeller } from './observer.ts';

const serviceNameLabel = 'kubernetes.io/service-name';

/**
 * Ready → endpoint: when a pod's address is given out to routers, and when it is taken back. It is a step of its own
 * between a pod that is Ready and its first request.
 */
export class EndpointsObserver implements Observer {
  readonly #watch: Watch<EndpointSlice>;
  readonly #given = new Map<string, Set<string>>();

  constructor(scene: Scene) {
    this.#watch = new Watch<EndpointSlice>(scene.api, scene.clock, {
      path: `/apis/discovery.k8s.io/v1/namespaces/${serviceNamespace}/endpointslices`,
      onChange: ({ object, atSeconds }) => {
        const named = object.metadata.labels?.[serviceNameLabel];
        const service = scene.services.find((name) => podsServiceOf(name) === named);
        if (service === undefined) return;
        const given = this.#givenNow(service);
        const before = this.#given.get(service) ?? new Set();
        this.#given.set(service, given);
        const tell = (pod: string, reason: string, message: string) =>
          scene.sink.event({ at: atSeconds, service, object: pod, type: 'Normal', reason, message });
        for (const pod of given)
          if (!before.has(pod)) tell(pod, 'EndpointAdded', `the address of ${pod} is given to routers`);
        for (const pod of before)
          if (!given.has(pod)) tell(pod, 'EndpointRemoved', `the address of ${pod} is no longer given out`);
      },
      onProblem: troubleTeller(scene, 'endpoints'),
    });
  }

  stop(): Promise<void> {
    return this.#watch.stop();
  }

  #givenNow(service: string): Set<string> {
    const slices = [...this.#watch.objects.values()].filter(
      (slice) => slice.metadata.labels?.[serviceNameLabel] === podsServiceOf(service),
    );
    return new Set(
      slices
        .flatMap((slice) => slice.endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready !== false && conditions?.terminating !== true)
        .map(({ targetRef, addresses }) => targetRef?.name ?? addresses[0] ?? '')
        .filter((name) => name !== ''),
    );
  }
}
