import { describe, expect, it } from 'vitest';
import { groupware } from '../../../../clusters/services/groupware-demo/site.ts';
import { portal } from '../../../../clusters/services/portal-demo/site.ts';
import { bodyField, matchingRoute, type Site } from '../../../../clusters/services/service/site.ts';

const visits: [Site, string, string, string][] = [
  [portal, 'GET', '/portal/sign-in', 'sign-in'],
  [portal, 'POST', '/portal/sign-in', 'sign-in'],
  [portal, 'GET', '/survey/establishments-2026', 'survey'],
  [portal, 'POST', '/survey/establishments-2026/page/3', 'page'],
  [portal, 'POST', '/survey/establishments-2026/submit', 'submit'],
  [groupware, 'GET', '/inbox', 'inbox'],
  [groupware, 'GET', '/document/d-1001', 'document'],
  [groupware, 'POST', '/document/d-1001/approve', 'approve'],
];

describe('the demo sites', () => {
  it.each(visits)('%# answers a page of realistic size', (site, method, path, name) => {
    const match = matchingRoute(site.routes, method, path);
    if (match.found !== 'route') throw new Error(`${method} ${path} found ${match.found}`);
    expect(match.route.name).toBe(name);
    const session = { user: 'kim', since: 1, pod: 'p' };
    const page = match.route.page({
      params: match.params,
      query: new URLSearchParams(),
      body: 'a=b',
      session,
      pod: 'p',
    });
    expect(Buffer.byteLength(page.body)).toBeGreaterThan(60);
    expect(Buffer.byteLength(page.body)).toBeLessThan(2_048);
    if (page.type === 'json') expect(() => JSON.parse(page.body)).not.toThrow();
  });

  it('declare a mean demand for each route that they have, and for no other', () => {
    for (const site of [portal, groupware]) {
      expect(Object.keys(site.meanCpuSeconds).sort()).toEqual(
        [...new Set(site.routes.map(({ name }) => name))].sort(),
      );
    }
  });

  it('tell another method from another page', () => {
    expect(matchingRoute(portal.routes, 'DELETE', '/portal/sign-in')).toEqual({
      found: 'other methods',
      allow: 'GET, POST',
    });
    expect(matchingRoute(portal.routes, 'GET', '/survey/<script>')).toEqual({ found: 'nothing' });
  });

  it('read a field of a form and of JSON', () => {
    expect(bodyField('user=kim&code=1', 'user')).toBe('kim');
    expect(bodyField('{"user":"kim"}', 'user')).toBe('kim');
    expect(bodyField('{"user":', 'user')).toBe('');
    expect(bodyField('', 'user')).toBe('');
  });
});
