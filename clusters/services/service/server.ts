import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Server as SocketServer } from 'node:net';
import { DemandSource } from './demand.ts';
import { RequestMetrics } from './metrics.ts';
import type { Processor } from './processor.ts';
import { requestToken, type Session, sessionCookie, sessionInToken, sessionToken } from './session.ts';
import type { ServiceSettings } from './settings.ts';
import { matchingRoute, type Page, type Route, type RouteFound, type Site } from './site.ts';
import { WorkQueue } from './work-queue.ts';

const bodyLimitBytes = 65_536;

/** Who has no token: the pages serve guests too, so that a load of single requests needs no sign-in. */
const guest: Session = { user: 'guest', since: 0, pod: '' };

export type Log = (event: string, facts?: Record<string, unknown>) => void;

/** One pod of a demo service behind node:http; program.ts decides when it listens and when it ends. */
export class SiteServer {
  readonly server: Server;
  readonly #site: Site;
  readonly #settings: ServiceSettings;
  readonly #processor: Processor;
  readonly #log: Log;
  readonly #metrics = new RequestMetrics();
  readonly #queue: WorkQueue;
  readonly #demands: DemandSource;
  /** Accepted so far. */
  #connections = 0;
  /** From SIGTERM on: not ready, and every answer closes its connection. */
  draining = false;

  constructor(site: Site, settings: ServiceSettings, processor: Processor, log: Log) {
    this.#site = site;
    this.#settings = settings;
    this.#processor = processor;
    this.#log = log;
    this.#queue = new WorkQueue(settings.queueLimit, () => this.#connections);
    this.#demands = new DemandSource(settings.seed, settings.pod, settings.cpuVariation);
    this.server = createServer((request, response) => this.#accept(request, response));
    this.server.on('connection', () => {
      this.#connections++;
    });
    // Longer than a router keeps an idle connection, so that it is the router who closes it.
    this.server.keepAliveTimeout = 75_000;
  }

  /** Takes no new connections once those that the kernel has made already are in; open ones stay. */
  async shut(): Promise<void> {
    for (let seen = -1; seen !== this.#connections; ) {
      seen = this.#connections;
      await new Promise(setImmediate);
    }
    // http.Server's own close() also ends connections that are idle at that moment, and with them the request that a
    // client has just sent down one of them.
    SocketServer.prototype.close.call(this.server);
  }

  #accept(request: IncomingMessage, response: ServerResponse): void {
    this.#processor.charge();
    const url = request.url ?? '/';
    const queryAt = url.indexOf('?');
    const path = queryAt < 0 ? url : url.slice(0, queryAt);
    if (this.#answeredProbe(path, response)) return;

    const match = matchingRoute(this.#site.routes, request.method ?? '', path);
    this.#observe(match.found === 'route' ? match.route.name : 'none', response);
    if (match.found === 'nothing') this.#refuse(response, 404, `There is no page ${path}.`);
    else if (match.found === 'other methods') {
      this.#refuse(response, 405, `${path} takes ${match.allow} only.`, 'allow', match.allow);
    } else {
      const query = new URLSearchParams(queryAt < 0 ? '' : url.slice(queryAt + 1));
      this.#visit(request, response, match, query);
    }
  }

  #visit(
    request: IncomingMessage,
    response: ServerResponse,
    match: RouteFound,
    query: URLSearchParams,
  ): void {
    const token = requestToken(request.headers);
    const session = token === null ? guest : sessionInToken(token, this.#settings.sessionKey);
    if (!session) {
      this.#refuse(response, 401, 'The session was not signed here; sign in again.');
      return;
    }
    const { route, params } = match;
    const visit = { params, query, session, pod: this.#settings.pod };
    const serve = (body: string) => this.#enqueue(route, response, () => route.page({ ...visit, body }));
    if (route.method === 'GET') serve('');
    else this.#readBody(request, response, serve);
  }

  /** Counts the request once its answer is out, or its client has left. */
  #observe(route: string, response: ServerResponse): void {
    const arrivedMs = performance.now();
    this.#processor.beginRequest();
    response.once('close', () => {
      this.#processor.endRequest();
      const status = response.writableFinished ? response.statusCode : 499;
      this.#metrics.count(route, status, (performance.now() - arrivedMs) / 1e3);
    });
  }

  #readBody(request: IncomingMessage, response: ServerResponse, done: (body: string) => void): void {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyLimitBytes) chunks.push(chunk);
      else if (!response.headersSent) {
        this.#refuse(response, 413, `A body has at most ${bodyLimitBytes} bytes.`, 'connection', 'close');
      }
    });
    request.on('end', () => {
      if (bytes <= bodyLimitBytes) done(Buffer.concat(chunks).toString());
    });
  }

  #enqueue(route: Route, response: ServerResponse, page: () => Page): void {
    const queued = this.#queue.add(() => {
      // Nobody waits for it any more.
      if (response.destroyed) return;
      const mean = this.#settings.meanCpuSeconds.get(route.name)! * this.#settings.demandFactor;
      this.#processor.serve(this.#demands.nextCpuSeconds(mean));
      const { extraDelaySeconds } = this.#settings;
      if (extraDelaySeconds > 0) setTimeout(() => this.#send(response, page), extraDelaySeconds * 1e3);
      else this.#send(response, page);
    });
    if (queued) return;
    this.#log('overloaded', { status: 503, route: route.name, waiting: this.#queue.length });
    this.#refuse(response, 503, 'Too many requests wait already.', 'retry-after', '1');
  }

  #send(response: ServerResponse, page: () => Page): void {
    try {
      const { type, body, signIn } = page();
      const contentType = type === 'html' ? 'text/html; charset=utf-8' : 'application/json';
      if (signIn === undefined) this.#answer(response, 200, contentType, body);
      else this.#answer(response, 200, contentType, body, 'set-cookie', this.#cookie(signIn));
    } catch (error) {
      this.#log('failed', { status: 500, error: String(error) });
      this.#refuse(response, 500, 'The page could not be made.');
    }
  }

  #cookie(user: string): string {
    const { pod, sessionKey } = this.#settings;
    const token = sessionToken({ user, since: Math.floor(Date.now() / 1e3), pod }, sessionKey);
    return `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Lax`;
  }

  #refuse(response: ServerResponse, status: number, error: string, ...headers: string[]): void {
    this.#answer(response, status, 'application/json', JSON.stringify({ error }), ...headers);
  }

  /** Probes are neither counted nor charged to a route, and answered ahead of the queue unless told otherwise. */
  #answeredProbe(path: string, response: ServerResponse): boolean {
    if (path === '/livez') this.#answer(response, 200, 'text/plain', 'alive\n');
    else if (path === '/readyz') {
      if (!this.#settings.readyInTurn) this.#answerReady(response);
      else if (!this.#queue.add(() => this.#answerReady(response)))
        this.#answer(response, 503, 'text/plain', 'overloaded\n');
    } else if (path === '/metrics') {
      this.#answer(response, 200, 'text/plain; version=0.0.4', this.#metricsText());
    } else return false;
    return true;
  }

  #answerReady(response: ServerResponse): void {
    if (response.destroyed) return;
    if (this.draining) this.#answer(response, 503, 'text/plain', 'draining\n');
    else this.#answer(response, 200, 'text/plain', 'ready\n');
  }

  #answer(response: ServerResponse, status: number, type: string, body: string, ...headers: string[]): void {
    const length = `${Buffer.byteLength(body)}`;
    const all = ['x-pod', this.#settings.pod, 'content-type', type, 'content-length', length, ...headers];
    if (this.draining) all.push('connection', 'close');
    response.writeHead(status, all).end(body);
  }

  #metricsText(): string {
    const { periods, throttledPeriods, throttledSeconds } = this.#processor.counts;
    return this.#metrics.text({
      pod: this.#settings.pod,
      service: this.#site.service,
      ready: !this.draining,
      inFlight: this.#processor.inFlight,
      queueLength: this.#queue.length,
      cpuSeconds: this.#processor.cpuSeconds,
      demandSeconds: this.#processor.demandedSeconds,
      quotaPeriods: periods,
      throttledPeriods,
      throttledSeconds,
      startTimeSeconds: performance.timeOrigin / 1e3,
    });
  }
}
