import type { Clock } from '../../../clock.ts';
import type { ObservationSink } from '../../target.ts';
import type { Api } from '../api/api.ts';
import type { KubeObject } from '../api/objects.ts';
import { nameLabel } from '../manifests/names.ts';

/** What every observer works with. */
export interface Scene {
  api: Api;
  clock: Clock;
  sink: ObservationSink;
  services: readonly string[];
}

/** Something that looks at one thing until it is stopped. It never throws into others; what fails it tells the sink. */
export interface Observer {
  stop(): Promise<void>;
}

/** The service that an object belongs to, by its label; null for those of the router and of nobody. */
export function serviceOf(object: KubeObject, services: readonly string[]): string | null {
  const name = object.metadata.labels?.[nameLabel];
  return name !== undefined && services.includes(name) ? name : null;
}

/** Tells the sink that an observer got into trouble; coming out of it again is an event of its own. */
export function troubleTeller(scene: Scene, observer: string): (message: string | null) => void {
  return (message) => {
    if (message !== null) scene.sink.failed(observer, message);
    scene.sink.event({
      at: scene.clock.now(),
      service: null,
      object: observer,
      type: message === null ? 'Normal' : 'Warning',
      reason: message === null ? 'ObserverRecovered' : 'ObserverFailed',
      message: message ?? `the observer ${observer} sees again`,
    });
  };
}

/** What is looked at may itself have to start first; once it was seen, it is missed sooner. */
const patienceSeconds = { first: 120, again: 20 };

/** Runs `act` at once and then every so often until stopped; a failure is told once, and when it is over. */
export class Repeated implements Observer {
  readonly #stopping = new AbortController();
  readonly #loop: Promise<void>;

  constructor(
    clock: Clock,
    periodSeconds: number,
    act: (signal: AbortSignal) => Promise<void>,
    onProblem: (message: string | null) => void,
  ) {
    this.#loop = this.#run(clock, periodSeconds, act, onProblem);
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the observer was stopped'));
    await this.#loop;
  }

  async #run(
    clock: Clock,
    periodSeconds: number,
    act: (signal: AbortSignal) => Promise<void>,
    onProblem: (message: string | null) => void,
  ): Promise<void> {
    const { signal } = this.#stopping;
    let workedSeconds: number | null = null;
    const beganLooking = clock.now();
    let told = false;
    while (!signal.aborted) {
      const began = clock.now();
      try {
        await act(signal);
        if (told) onProblem(null);
        workedSeconds = clock.now();
        told = false;
      } catch (error) {
        if (signal.aborted) return;
        // One lost answer is no news: an API server under load times out now and then.
        const patience = workedSeconds === null ? patienceSeconds.first : patienceSeconds.again;
        if (clock.now() - (workedSeconds ?? beganLooking) > patience && !told) {
          told = true;
          onProblem((error as Error).message);
        }
      }
      await clock.until(Math.max(clock.now() + 0.05, began + periodSeconds), signal).catch(() => {});
    }
  }
}
