import { Agent, type IncomingMessage, request } from 'node:http';
import { LineSplitter } from '../../../exec/line-splitter.ts';
import { ApiError } from './api-error.ts';

export interface CallOptions {
  body?: unknown;
  /** Of the body; JSON unless said otherwise. */
  contentType?: string;
  timeoutSeconds?: number;
  signal?: AbortSignal;
}

const defaultTimeoutSeconds = 15;
/** A stream in which nothing arrives for so long is taken for dead. Watches carry a bookmark about every minute. */
const silentStreamSeconds = 150;

/**
 * The API server of a cluster, spoken to in plain HTTP over a Unix socket that only we can open: `kubectl proxy` on the
 * other side knows the kubeconfig with all its ways to sign in.
 */
export class Api {
  readonly #socketPath: string;
  readonly #agent = new Agent({ keepAlive: true, maxFreeSockets: 4 });

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  /** The answer as JSON. Throws ApiError. */
  async json<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
    return JSON.parse(await this.text(method, path, options)) as T;
  }

  get<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.json<T>('GET', path, options);
  }

  /** The answer as text. Throws ApiError. */
  async text(method: string, path: string, options: CallOptions = {}): Promise<string> {
    const limit = AbortSignal.timeout((options.timeoutSeconds ?? defaultTimeoutSeconds) * 1000);
    const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
    const response = await this.#send(method, path, options, signal);
    const text = await bodyOf(response, method, path);
    if (isSuccess(response)) return text;
    throw new ApiError(method, path, response.statusCode ?? 0, sentenceIn(text));
  }

  /** Lines of an answer that goes on: a watch, a followed log. Ends when the other side ends it. Throws ApiError. */
  async *lines(path: string, signal: AbortSignal): AsyncGenerator<string> {
    const response = await this.#send('GET', path, {}, signal);
    if (!isSuccess(response)) {
      const text = await bodyOf(response, 'GET', path);
      throw new ApiError('GET', path, response.statusCode ?? 0, sentenceIn(text));
    }
    response.socket.setTimeout(silentStreamSeconds * 1000, () =>
      response.destroy(new Error('it fell silent')),
    );
    const splitter = new LineSplitter();
    try {
      for await (const chunk of response) yield* splitter.push(chunk as Buffer);
    } catch (error) {
      signal.throwIfAborted();
      throw new ApiError('GET', path, 0, (error as Error).message);
    } finally {
      response.destroy();
    }
    const rest = splitter.rest();
    if (rest !== null) yield rest;
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, path: string, options: CallOptions, signal: AbortSignal): Promise<IncomingMessage> {
    const body = options.body === undefined ? undefined : Buffer.from(JSON.stringify(options.body));
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          socketPath: this.#socketPath,
          agent: this.#agent,
          method,
          path,
          signal,
          headers: {
            host: 'localhost',
            accept: 'application/json, */*',
            ...(body === undefined
              ? {}
              : {
                  'content-type': options.contentType ?? 'application/json',
                  'content-length': body.length,
                }),
          },
        },
        resolve,
      );
      sent.on('error', (error) => {
        const why = signal.aborted ? (signal.reason as Error | string) : error;
        reject(new ApiError(method, path, 0, why instanceof Error ? why.message : String(why)));
      });
      sent.end(body);
    });
  }
}

function isSuccess({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

async function bodyOf(response: IncomingMessage, method: string, path: string): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch (error) {
    throw new ApiError(method, path, 0, (error as Error).message);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The message of a Status object, or the text itself. */
function sentenceIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: string };
    if (message) return message;
  } catch {
    // Not every answer is a Status: a proxy in between has words of its own.
  }
  return text.trim().slice(0, 300) || 'nothing';
}
