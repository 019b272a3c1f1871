import { type Answer, type Visitor, WindowOver } from './visitor.ts';

/** What sends requests and passes time; in k6 its modules, in a test a stand-in. */
export interface Means {
  request(method: string, path: string, body: string | null, params: RequestParams): Response;
  sleep(seconds: number): void;
  nowMs(): number;
  /** One answer came: its duration in milliseconds, as k6 measures. */
  served(durationMs: number, tags: Record<string, string>): void;
}

export interface RequestParams {
  headers: Record<string, string>;
  tags: { name: string };
  timeout: string;
  responseType: 'text' | 'none';
}

export interface Response {
  /** 0 when no answer came. */
  status: number;
  body: unknown;
  headers: Record<string, string>;
  timings: { duration: number };
}

export interface Terms {
  thinkSeconds: number;
  /** Epoch milliseconds from which on no request starts. */
  endMs: number;
  /** Epoch milliseconds at which a request without an answer is given up. */
  giveUpMs: number;
  /** Asked once for each request: is it the last on its connection? */
  connectionEnds(): boolean;
}

const timeoutMs = 90_000;

/**
 * A visitor within a window: before each request it looks at the clock, and it never sleeps past the end, so that a
 * trial ends as soon as the requests under way are answered.
 */
export function windowVisitor(means: Means, terms: Terms): Visitor {
  let token: string | null = null;

  function ask(method: string, route: string, path: string, body: object | null, keep: boolean): Answer {
    const nowMs = means.nowMs();
    if (nowMs >= terms.endMs) throw new WindowOver();
    const headers: Record<string, string> = {};
    if (body !== null) headers['Content-Type'] = 'application/json';
    if (token !== null) headers.Authorization = `Bearer ${token}`;
    if (terms.connectionEnds()) headers.Connection = 'close';
    const response = means.request(method, path, body === null ? null : JSON.stringify(body), {
      headers,
      tags: { name: route },
      timeout: `${Math.min(timeoutMs, terms.giveUpMs - nowMs)}ms`,
      responseType: keep ? 'text' : 'none',
    });
    // Tags of k6's own rows are taken before the answer, so the pod that answered needs a row of ours.
    if (response.status > 0) {
      const pod = response.headers['X-Pod'];
      means.served(response.timings.duration, pod === undefined ? { route } : { pod, route });
    }
    const ok = response.status >= 200 && response.status < 300;
    return { ok, body: typeof response.body === 'string' ? response.body : null };
  }

  return {
    get: (route, path) => ask('GET', route, path, null, false),
    post: (route, path, body, keep) => ask('POST', route, path, body, keep === 'body'),
    carry(given) {
      token = given;
    },
    think() {
      const leftSeconds = (terms.endMs - means.nowMs()) / 1000;
      if (leftSeconds > 0) means.sleep(Math.min(terms.thinkSeconds, leftSeconds));
      if (leftSeconds <= terms.thinkSeconds) throw new WindowOver();
    },
  };
}
