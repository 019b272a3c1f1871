import { setMaxListeners } from 'node:events';
import { ApiError } from '../api/api-error.ts';
import type { KubePod } from '../api/objects.ts';
import type { Observer, Scene } from './observer.ts';

const pauseSeconds = 1;

/** Follows the log of each pod from its start, so that what a vanished pod said is kept. */
export class LogsObserver implements Observer {
  readonly #scene: Scene;
  readonly #stopping = new AbortController();
  readonly #following = new Map<string, Promise<void>>();

  constructor(scene: Scene) {
    this.#scene = scene;
    // Every pod's log listens to it, and an arm may have many pods.
    setMaxListeners(0, this.#stopping.signal);
  }

  /** To be told of each start of a container; the same pod twice is followed once. */
  follow(pod: KubePod): void {
    const uid = pod.metadata.uid!;
    if (this.#following.has(uid) || this.#stopping.signal.aborted) return;
    this.#following.set(
      uid,
      this.#run(pod).finally(() => this.#following.delete(uid)),
    );
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the observer was stopped'));
    await Promise.all(this.#following.values());
  }

  async #run({ metadata: { name, namespace } }: KubePod): Promise<void> {
    const { signal } = this.#stopping;
    const { api, clock, sink } = this.#scene;
    let lastStamp = '';
    while (!signal.aborted) {
      // Lines carry the runtime's time stamp: after a lost connection those that are known are passed over.
      const since =
        lastStamp === '' ? '' : `&sinceTime=${encodeURIComponent(lastStamp.replace(/\.\d+Z$/, 'Z'))}`;
      try {
        const path = `/api/v1/namespaces/${namespace}/pods/${name}/log?follow=true&timestamps=true${since}`;
        for await (const line of api.lines(path, signal)) {
          const space = line.indexOf(' ');
          const stamp = line.slice(0, space);
          if (stamp <= lastStamp) continue;
          lastStamp = stamp;
          sink.log(name, line.slice(space + 1));
        }
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ApiError && error.status === 404) return;
      }
      await clock.until(clock.now() + pauseSeconds, signal).catch(() => {});
    }
  }
}
