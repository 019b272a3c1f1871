import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a page is made from; never more than a path and its query. */
export interface PageRequest {
  /** Decoded segments: `/campaign/a%2Fb` is `['campaign', 'a/b']`. */
  segments: readonly string[];
  query: URLSearchParams;
}

/** What is sent back for one address. */
export interface PageAnswer {
  status: number;
  html: string;
  /** Content-Security-Policy of this page. */
  policy: string;
}

/** A server on 127.0.0.1 that listens. */
export interface LocalServer {
  port: number;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

const host = '127.0.0.1';
/** Longer addresses are none of ours. */
const mostUrlLength = 8192;

/**
 * Serves pages to this machine alone. A page of another site that has its name resolved to 127.0.0.1 (DNS rebinding)
 * is known by its Host header and gets nothing. `port` 0 takes a free one.
 */
export async function serveLocally(
  port: number,
  answer: (request: PageRequest) => Promise<PageAnswer>,
): Promise<LocalServer> {
  let hosts: string[] = [];
  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 16_384 }, (request, response) => {
    const refused = refusal(request, hosts);
    if (refused !== null) {
      plain(request, response, refused.status, refused.text);
      return;
    }
    const asked = pageRequest(request.url ?? '/');
    if (asked === null) {
      plain(request, response, 400, 'This address cannot be read.');
      return;
    }
    answer(asked).then(
      (page) => send(request, response, page.status, page.html, 'text/html; charset=utf-8', page.policy),
      (error: unknown) =>
        plain(request, response, 500, error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  hosts = [`${host}:${bound}`, `localhost:${bound}`];
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refusal(
  request: IncomingMessage,
  hosts: readonly string[],
): { status: number; text: string } | null {
  if (!hosts.includes(request.headers.host?.toLowerCase() ?? ''))
    return { status: 421, text: `This server answers for ${hosts.join(' and ')} alone.` };
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, text: 'There is nothing to change here: GET and HEAD alone.' };
  if ((request.url?.length ?? 0) > mostUrlLength) return { status: 414, text: 'This address is too long.' };
  return null;
}

/** null where it is no address. */
function pageRequest(url: string): PageRequest | null {
  try {
    // Taken apart by hand: URL would resolve `..`, which is no name of ours and has to be seen as what it is.
    const [path = '/', ...rest] = url.split('?');
    if (!path.startsWith('/')) return null;
    const segments = path.split('/').slice(1).map(decodeURIComponent);
    return {
      segments: segments.length === 1 && segments[0] === '' ? [] : segments,
      query: new URLSearchParams(rest.join('?')),
    };
  } catch {
    return null;
  }
}

function plain(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  send(request, response, status, `${text}\n`, 'text/plain; charset=utf-8', "default-src 'none'");
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: string,
  type: string,
  policy: string,
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': bytes.length,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    ...(status === 405 ? { Allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
