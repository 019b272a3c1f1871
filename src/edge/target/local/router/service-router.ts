import {
  type ClientRequest,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { Random } from '../../../../core/math/random.ts';
import { endToEndHeaders } from './headers.ts';
import { type RouterMode, type RouterReason, routerHeader, type ServiceCounts } from './messages.ts';
import { type Pod, PodPool } from './pod-pool.ts';

/** Methods that a pod may see twice: nothing is changed by them (RFC 9110, 9.2.1). */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface ServiceRouterOptions {
  mode: RouterMode;
  timeoutSeconds: number;
  /** Draws the pods in the mode `connections`. */
  random: Random;
}

/** Reverse proxy of one service: HTTP/1.1 in, one of its pods on 127.0.0.1 behind. */
export class ServiceRouter {
  readonly server: Server;
  readonly pool = new PodPool();
  readonly #options: ServiceRouterOptions;
  /** The pod that a client connection was given, in the mode `connections`. */
  readonly #pinned = new WeakMap<Socket, Pod>();
  #noReadyPod = 0;
  #aborted = 0;

  constructor(options: ServiceRouterOptions) {
    this.#options = options;
    this.server = createServer((request, response) => this.#route(request, response));
    // Longer than any think time, so that it is the client who closes an idle connection.
    this.server.keepAliveTimeout = 75_000;
  }

  get counts(): ServiceCounts {
    return { pods: this.pool.reportedCounts(), noReadyPod: this.#noReadyPod, aborted: this.#aborted };
  }

  #route(request: IncomingMessage, response: ServerResponse): void {
    response.once('close', () => {
      if (!response.writableFinished) this.#aborted++;
    });
    response.on('error', () => {}); // A client that left in the middle of its answer; 'close' has counted it.
    const pod = this.#chosenPod(request.socket);
    if (pod) this.#forward(pod, request, response, null);
    else {
      this.#noReadyPod++;
      answer(response, 503, 'no-ready-pod');
    }
  }

  /**
   * kube-proxy chooses when a client connects and never again. A pod that left is the one exception here: there its
   * connections would end with it, and the client would connect, and be drawn for, again.
   */
  #chosenPod(socket: Socket, except?: Pod): Pod | null {
    if (this.#options.mode === 'requests') return this.pool.leastLoaded(except);
    const pinned = this.#pinned.get(socket);
    if (pinned?.ready && pinned !== except) return pinned;
    const pod = this.pool.drawn(this.#options.random.next(), except);
    if (pod) this.#pinned.set(socket, pod);
    return pod;
  }

  /** Gives the request to `pod`; `refusedBy` is the pod that refused it before, if one did. */
  #forward(pod: Pod, request: IncomingMessage, response: ServerResponse, refusedBy: Pod | null): void {
    const { method = 'GET', url = '/' } = request;
    const upstream = httpRequest({
      host: '127.0.0.1',
      port: pod.port,
      agent: pod.agent,
      method,
      path: url,
      headers: endToEndHeaders(request.rawHeaders),
      timeout: this.#options.timeoutSeconds * 1e3,
    });
    let held = true;
    let silent = false;
    pod.take();
    const release = () => {
      if (held) pod.release();
      held = false;
    };
    const abandon = () => {
      // A finished request has given its connection back; what is on it now is another one's.
      if (held) upstream.destroy();
      release();
    };
    response.once('close', abandon);

    upstream.on('timeout', () => {
      silent = true;
      upstream.destroy();
    });
    upstream.on('response', (reply) => {
      response.writeHead(reply.statusCode!, reply.statusMessage, endToEndHeaders(reply.rawHeaders));
      pour(reply, response);
      reply.on('end', release);
      reply.on('error', () => {
        if (held) pod.counts.errors++;
        release();
        // The status is out already; an answer cut short is all that can be told.
        response.destroy();
      });
    });
    upstream.on('error', (error: NodeJS.ErrnoException) => {
      if (!held) return; // The client left, and took the request with it.
      release();
      if (response.headersSent) {
        pod.counts.errors++;
        response.destroy();
        return;
      }
      response.off('close', abandon);
      const other =
        !refusedBy && mayMoveOn(error, request, silent) ? this.#chosenPod(request.socket, pod) : null;
      if (other) {
        pod.counts.retries++;
        this.#forward(other, request, response, pod);
        return;
      }
      pod.counts.errors++;
      if (silent) answer(response, 504, 'pod-silent');
      else answer(response, 502, error.code === 'ECONNREFUSED' ? 'pod-refused' : 'pod-broke-off');
    });
    if (hasBody(request)) sendBody(request, upstream);
    else upstream.end();
  }
}

/** A refused connection has done nothing yet; a broken one may have, so only a harmless request goes to another pod. */
function mayMoveOn(error: NodeJS.ErrnoException, request: IncomingMessage, silent: boolean): boolean {
  if (silent) return false;
  if (error.code === 'ECONNREFUSED') return true;
  const broken = error.code === 'ECONNRESET' || error.code === 'EPIPE';
  return broken && safeMethods.has(request.method ?? '') && !hasBody(request);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The body flows only once the pod has taken the connection, so that it is whole for another pod when this one refuses. */
function sendBody(request: IncomingMessage, upstream: ClientRequest): void {
  upstream.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', () => pour(request, upstream));
    else pour(request, upstream);
  });
}

/** pipe() without its dozen listeners for each side, a tenth of the router's cost; errors are the caller's. */
function pour(from: IncomingMessage, to: Writable): void {
  from.on('data', (chunk: Buffer) => {
    if (to.write(chunk)) return;
    from.pause();
    to.once('drain', () => from.resume());
  });
  from.on('end', () => to.end());
}

function answer(response: ServerResponse, status: number, reason: RouterReason): void {
  if (response.destroyed) return;
  const body = `${reason}\n`;
  const retryAfter = status === 503 ? ['retry-after', '1'] : [];
  response.writeHead(status, [
    ...[routerHeader, reason, 'content-type', 'text/plain', 'content-length', `${body.length}`],
    ...retryAfter,
  ]);
  response.end(body);
}
