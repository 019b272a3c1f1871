import type { Session } from './session.ts';

/** One request as a page sees it. */
export interface Visit {
  /** What the groups of the route's path matched: letters, digits, "_" and "-" only, so safe in HTML. */
  params: readonly string[];
  query: URLSearchParams;
  body: string;
  session: Session;
  pod: string;
}

export interface Page {
  type: 'html' | 'json';
  body: string;
  /** Signs this user in. */
  signIn?: string;
}

export interface Route {
  /** Name in PEAKPROOF_ROUTES and in the metrics; GET and POST of one path may share it. */
  name: string;
  method: 'GET' | 'POST';
  path: RegExp;
  page(visit: Visit): Page;
}

/** A demo service: what it is called, what it serves, and what a request costs unless the settings say otherwise. */
export interface Site {
  service: string;
  /** Mean CPU seconds by route name: assumptions, declared in each trial and free to be swept. */
  meanCpuSeconds: Readonly<Record<string, number>>;
  routes: readonly Route[];
}

export interface RouteFound {
  found: 'route';
  route: Route;
  params: readonly string[];
}

export type RouteMatch = RouteFound | { found: 'other methods'; allow: string } | { found: 'nothing' };

export function matchingRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const allow = new Set<string>();
  for (const route of routes) {
    const match = route.path.exec(path);
    if (!match) continue;
    if (route.method === method) return { found: 'route', route, params: match.slice(1) };
    allow.add(route.method);
  }
  return allow.size > 0 ? { found: 'other methods', allow: [...allow].join(', ') } : { found: 'nothing' };
}

/** A small HTML document, as a survey site sends it. */
export function htmlPage(title: string, main: string): string {
  return `<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.6 sans-serif;max-width:44rem;margin:2rem auto}label{display:block}fieldset{margin:1rem 0}</style>
</head><body><header><a href="/">${title}</a></header><main>${main}</main>
<footer>This page is part of a demonstration; nothing that is sent here is kept.</footer></body></html>
`;
}

/** One field of a body that is a form or a JSON object; '' where it has none. */
export function bodyField(body: string, field: string): string {
  if (!body.startsWith('{')) return new URLSearchParams(body).get(field) ?? '';
  try {
    const value = (JSON.parse(body) as Record<string, unknown>)[field];
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}
