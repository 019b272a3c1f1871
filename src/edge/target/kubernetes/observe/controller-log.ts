import type { KubePod } from '../api/objects.ts';
import { serviceNamespace } from '../manifests/names.ts';
import type { Observer, Scene } from './observer.ts';

/** What the autoscaler's controller says of one round at log verbosity 4. */
export type ControllerWord =
  | {
      kind: 'proposal';
      service: string;
      atSeconds: number;
      desiredReplicas: number;
      /** Time stamp of the first sample that it was computed from. */
      sampleSeconds: number | null;
    }
  | { kind: 'kept' | 'rescaled'; service: string; atSeconds: number; desiredReplicas: number };

const pauseSeconds = 1;

/**
 * Follows the log of kube-controller-manager, where the cluster lets us (kind does, a rented control plane does not). It
 * says when a round really was and what it proposed, which can otherwise only be inferred.
 */
export class ControllerLogObserver implements Observer {
  readonly #scene: Scene;
  readonly #onWord: (word: ControllerWord) => void;
  readonly #stopping = new AbortController();
  readonly #loop: Promise<void>;
  /** True once a line about one of our autoscalers has been read. */
  speaks = false;

  constructor(scene: Scene, onWord: (word: ControllerWord) => void) {
    this.#scene = scene;
    this.#onWord = onWord;
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the observer was stopped'));
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { api, clock } = this.#scene;
    let lastStamp = '';
    while (!signal.aborted) {
      try {
        const pod = await this.#controllerPod(signal);
        if (pod === null) return;
        const path = `/api/v1/namespaces/kube-system/pods/${pod}/log?follow=true&timestamps=true&sinceSeconds=5`;
        for await (const line of api.lines(path, signal)) {
          const stamp = line.slice(0, line.indexOf(' '));
          if (stamp <= lastStamp) continue;
          lastStamp = stamp;
          this.#heard(line);
        }
      } catch {
        if (signal.aborted) return;
      }
      await clock.until(clock.now() + pauseSeconds, signal).catch(() => {});
    }
  }

  /** Several control planes have one active controller each; with more than one we do not know which, so none is read. */
  async #controllerPod(signal: AbortSignal): Promise<string | null> {
    const { items } = await this.#scene.api.get<{ items: KubePod[] }>(
      '/api/v1/namespaces/kube-system/pods?labelSelector=component%3Dkube-controller-manager',
      { signal },
    );
    return items.length === 1 ? items[0]!.metadata.name : null;
  }

  #heard(line: string): void {
    const word = controllerWord(line);
    if (word === null || !this.#scene.services.includes(word.service)) return;
    this.speaks = true;
    this.#scene.sink.log('kube-controller-manager', line);
    this.#onWord(word);
  }
}

/** The word in a log line (time stamp of the runtime first), or null if it says nothing about our autoscalers. */
export function controllerWord(line: string): ControllerWord | null {
  const atSeconds = Date.parse(line.slice(0, line.indexOf(' '))) / 1000;
  const said = /"(Proposing desired replicas|Decided not to scale|Successfully rescaled)"/.exec(line)?.[1];
  if (said === undefined || Number.isNaN(atSeconds)) return null;
  const field = (name: string) => new RegExp(`\\b${name}="?([^"\\s]+)"?`).exec(line)?.[1];
  const [, namespace, name] =
    said === 'Successfully rescaled'
      ? ['', ...(field('HPA') ?? '').split('/')]
      : (field('scaleTarget') ?? '').split('/');
  const desiredReplicas = Number(field('desiredReplicas'));
  if (namespace !== serviceNamespace || name === undefined || Number.isNaN(desiredReplicas)) return null;
  const common = { service: name, atSeconds, desiredReplicas };
  if (said !== 'Proposing desired replicas')
    return { kind: said === 'Decided not to scale' ? 'kept' : 'rescaled', ...common };
  return { kind: 'proposal', ...common, sampleSeconds: sampleSeconds(line) };
}

/** `timestamp="2026-11-21 10:05:28 +0000 UTC"`. */
function sampleSeconds(line: string): number | null {
  const text = /\btimestamp="(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/.exec(line);
  return text === null ? null : Date.parse(`${text[1]}T${text[2]}Z`) / 1000;
}
