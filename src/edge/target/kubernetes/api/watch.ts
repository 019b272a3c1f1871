import type { Clock } from '../../../clock.ts';
import type { Api } from './api.ts';
import { ApiError } from './api-error.ts';
import type { KubeObject } from './objects.ts';

/**
 * - `listed`: it was there when the watch began, or when it was taken up again
 * - `added`, `modified`, `deleted`: it happened now; also `deleted` for what had gone when the watch was taken up again
 */
export interface Change<T> {
  what: 'listed' | 'added' | 'modified' | 'deleted';
  object: T;
  /** Our clock when we were told; the time stamps of objects are whole seconds. */
  atSeconds: number;
}

export interface WatchOptions<T> {
  path: string;
  labelSelector?: string;
  onChange(change: Change<T>): void;
  /** Called when nothing could be had for a while, and again with null when it works again. */
  onProblem?(message: string | null): void;
}

interface WatchLine<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T & { message?: string };
}

const renewSeconds = 300;
const pause = { leastSeconds: 0.2, mostSeconds: 2 };
/** Longer without an answer than an API server needs to come back after it was killed. */
const troubleSeconds = 20;
const refusedWithinSeconds = 1;

/** Follows all objects of one collection, through lost connections and restarts of the API server, until stopped. */
export class Watch<T extends KubeObject> {
  /** Objects as last seen, by uid. */
  readonly objects = new Map<string, T>();
  /** When the first list has been read. Rejects only if the watch is stopped before. */
  readonly listed: Promise<void>;
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #options: WatchOptions<T>;
  readonly #stopping = new AbortController();
  readonly #loop: Promise<void>;
  #resolveListed: () => void = () => {};
  #rejectListed: (error: unknown) => void = () => {};
  #version: string | null = null;

  constructor(api: Api, clock: Clock, options: WatchOptions<T>) {
    this.#api = api;
    this.#clock = clock;
    this.#options = options;
    this.listed = new Promise((resolve, reject) => {
      this.#resolveListed = resolve;
      this.#rejectListed = reject;
    });
    this.listed.catch(() => {});
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the watch was stopped'));
    await this.#loop;
    this.#rejectListed(this.#stopping.signal.reason);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let pauseSeconds = pause.leastSeconds;
    let workedSeconds = this.#clock.now();
    let inTrouble = false;
    while (!signal.aborted) {
      try {
        if (this.#version === null) await this.#list(signal);
        workedSeconds = this.#clock.now();
        if (inTrouble) this.#options.onProblem?.(null);
        inTrouble = false;
        pauseSeconds = pause.leastSeconds;
        const followedFrom = this.#clock.now();
        try {
          await this.#follow(signal);
        } finally {
          // A watch that was refused ends at once; one that lived until now was seeing until now.
          if (this.#clock.now() - followedFrom > refusedWithinSeconds) workedSeconds = this.#clock.now();
        }
        await this.#clock.until(this.#clock.now() + pause.leastSeconds, signal).catch(() => {});
      } catch (error) {
        if (signal.aborted) return;
        // 410: what we know is too old to go on from.
        if (error instanceof ApiError && error.status >= 400 && error.status < 500) this.#version = null;
        if (!inTrouble && this.#clock.now() - workedSeconds > troubleSeconds) {
          inTrouble = true;
          this.#options.onProblem?.((error as Error).message);
        }
        await this.#clock.until(this.#clock.now() + pauseSeconds, signal).catch(() => {});
        pauseSeconds = Math.min(pause.mostSeconds, pauseSeconds * 2);
      }
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const list = await this.#api.get<{ metadata: { resourceVersion: string }; items: T[] }>(this.#path({}), {
      signal,
    });
    const present = new Set(list.items.map((item) => item.metadata.uid));
    for (const [uid, object] of this.objects) if (!present.has(uid)) this.#tell('deleted', object);
    for (const object of list.items) {
      const before = this.objects.get(object.metadata.uid!);
      if (before?.metadata.resourceVersion !== object.metadata.resourceVersion) this.#tell('listed', object);
    }
    this.#version = list.metadata.resourceVersion;
    this.#resolveListed();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const path = this.#path({
      watch: '1',
      allowWatchBookmarks: 'true',
      resourceVersion: this.#version!,
      timeoutSeconds: String(renewSeconds),
    });
    for await (const line of this.#api.lines(path, signal)) {
      const { type, object } = JSON.parse(line) as WatchLine<T>;
      if (type === 'ERROR') {
        this.#version = null;
        throw new ApiError('GET', path, 410, object.message ?? 'the watch ended with an error');
      }
      this.#version = object.metadata.resourceVersion!;
      if (type !== 'BOOKMARK') this.#tell(type.toLowerCase() as 'added' | 'modified' | 'deleted', object);
    }
  }

  #tell(what: Change<T>['what'], object: T): void {
    if (what === 'deleted') this.objects.delete(object.metadata.uid!);
    else this.objects.set(object.metadata.uid!, object);
    try {
      this.#options.onChange({ what, object, atSeconds: this.#clock.now() });
    } catch (error) {
      // Our own mistake about one object costs what it said, not the watch.
      this.#options.onProblem?.(`${object.metadata.name}: ${(error as Error).message}`);
    }
  }

  #path(query: Record<string, string>): string {
    const { path, labelSelector } = this.#options;
    const parameters = new URLSearchParams(labelSelector === undefined ? query : { labelSelector, ...query });
    return `${path}?${parameters}`;
  }
}
