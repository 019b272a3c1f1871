import type { KubeEvent } from '../api/objects.ts';
import { Watch } from '../api/watch.ts';
import { serviceNamespace } from '../manifests/names.ts';
import { type Observer, type Scene, troubleTeller } from './observer.ts';

/** What `kubectl get events` shows of the services, from when we began to look. */
export class EventsObserver implements Observer {
  readonly #watch: Watch<KubeEvent>;
  #beganSeconds: number;

  constructor(scene: Scene) {
    this.#beganSeconds = scene.clock.now();
    this.#watch = new Watch<KubeEvent>(scene.api, scene.clock, {
      path: `/api/v1/namespaces/${serviceNamespace}/events`,
      onChange: ({ what, object, atSeconds }) => {
        // The cluster keeps events for an hour; those of an earlier trial are not ours. Whole seconds: one of grace.
        const told = lastTold(object) ?? atSeconds;
        if (what === 'deleted' || (what === 'listed' && told < this.#beganSeconds - 1)) return;
        const name = object.involvedObject.name ?? '';
        scene.sink.event({
          at: what === 'listed' ? told : atSeconds,
          service:
            scene.services.find((service) => name === service || name.startsWith(`${service}-`)) ?? null,
          object: name,
          type: object.type === 'Warning' ? 'Warning' : 'Normal',
          reason: object.reason ?? '',
          message: `${object.message ?? ''}${object.count && object.count > 1 ? ` (${object.count} times)` : ''}`,
        });
      },
      onProblem: troubleTeller(scene, 'events'),
    });
  }

  stop(): Promise<void> {
    return this.#watch.stop();
  }
}

function lastTold(event: KubeEvent): number | null {
  const text =
    event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp ?? event.metadata.creationTimestamp;
  const milliseconds = Date.parse(text ?? '');
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
}
