import type { KubePod } from '../api/objects.ts';
import { nameLabel, routerName, routerNamespace, routerStatsPort } from '../manifests/names.ts';
import { type Observer, Repeated, type Scene, troubleTeller } from './observer.ts';

const periodSeconds = 1;

/** One pod as the router sees it. Times are means over the last 1,024 requests. */
export interface RouterServer {
  address: string;
  open: number;
  requests: number;
  queueSeconds: number | null;
  connectSeconds: number | null;
  responseSeconds: number | null;
  totalSeconds: number | null;
}

export interface RouterBackend {
  service: string;
  queued: number;
  open: number;
  retries: number;
  redispatches: number;
  connectionErrors: number;
  responseErrors: number;
  servers: RouterServer[];
}

/** HAProxy's own view: who waits in it, what it tried again, which pods it knows and how they answer. */
export class RouterObserver implements Observer {
  readonly #scene: Scene;
  readonly #loop: Repeated;
  readonly #latest = new Map<string, RouterBackend>();
  #pod: string | null = null;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#loop = new Repeated(
      scene.clock,
      periodSeconds,
      (signal) => this.#read(signal),
      troubleTeller(scene, 'router'),
    );
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Pods of a service that the router sends requests to, as of the last second. */
  known(service: string): number {
    return this.#latest.get(service)?.servers.length ?? 0;
  }

  async #read(signal: AbortSignal): Promise<void> {
    this.#pod ??= await this.#readyPod(signal);
    try {
      const csv = await this.#scene.api.text(
        'GET',
        `/api/v1/namespaces/${routerNamespace}/pods/${this.#pod}:${routerStatsPort}/proxy/stats;csv`,
        { signal, timeoutSeconds: 5 },
      );
      const at = this.#scene.clock.now();
      for (const backend of routerBackends(csv)) {
        this.#latest.set(backend.service, backend);
        this.#scene.sink.log('router', JSON.stringify({ at, ...backend }));
      }
    } catch (error) {
      this.#pod = null;
      throw error;
    }
  }

  async #readyPod(signal: AbortSignal): Promise<string> {
    const selector = encodeURIComponent(`${nameLabel}=${routerName}`);
    const { items } = await this.#scene.api.get<{ items: KubePod[] }>(
      `/api/v1/namespaces/${routerNamespace}/pods?labelSelector=${selector}`,
      { signal },
    );
    const pod = items.find(({ metadata }) => metadata.deletionTimestamp === undefined);
    if (pod === undefined) throw new Error('there is no pod of the router');
    return pod.metadata.name;
  }
}

/** The backends in HAProxy's statistics (CSV); only servers that it sends requests to. */
export function routerBackends(csv: string): RouterBackend[] {
  const [header = '', ...lines] = csv.trim().split('\n');
  const names = header.replace(/^# /, '').split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    return new Map(names.map((name, i) => [name, cells[i] ?? '']));
  });
  const count = (row: Map<string, string>, name: string) => Number(row.get(name) || 0);
  return rows
    .filter((row) => row.get('svname') === 'BACKEND' && row.get('pxname') !== 'stats')
    .map((row) => ({
      service: row.get('pxname')!,
      queued: count(row, 'qcur'),
      open: count(row, 'scur'),
      retries: count(row, 'wretr'),
      redispatches: count(row, 'wredis'),
      connectionErrors: count(row, 'econ'),
      responseErrors: count(row, 'eresp'),
      servers: rows
        .filter((server) => server.get('pxname') === row.get('pxname') && isInService(server))
        .map((server) => ({
          address: server.get('addr') ?? '',
          open: count(server, 'scur'),
          requests: count(server, 'stot'),
          queueSeconds: secondsIn(server.get('qtime')),
          connectSeconds: secondsIn(server.get('ctime')),
          responseSeconds: secondsIn(server.get('rtime')),
          totalSeconds: secondsIn(server.get('ttime')),
        })),
    }));
}

function isInService(row: Map<string, string>): boolean {
  const isServer = row.get('svname') !== 'BACKEND' && row.get('svname') !== 'FRONTEND';
  return isServer && (row.get('status') === 'no check' || (row.get('status') ?? '').startsWith('UP'));
}

function secondsIn(milliseconds: string | undefined): number | null {
  return milliseconds === undefined || milliseconds === '' ? null : Number(milliseconds) / 1000;
}
