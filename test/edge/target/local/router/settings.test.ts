import { describe, expect, it } from 'vitest';
import { routerSettings } from '../../../../../src/edge/target/local/router/settings.ts';

function problemsIn(settings: unknown): string[] {
  const result = routerSettings(JSON.stringify(settings));
  return 'problems' in result ? result.problems : [];
}

describe('routerSettings', () => {
  it('needs a port for each service and knows the rest', () => {
    expect(routerSettings('{"ports":{"portal-demo":0,"groupware-demo":18080}}')).toEqual({
      settings: {
        ports: { 'portal-demo': 0, 'groupware-demo': 18080 },
        mode: 'requests',
        seed: 0,
        timeoutSeconds: 60,
      },
    });
  });

  it('tells all problems at once', () => {
    const problems = problemsIn({
      ports: { a: 70_000, b: 8080, c: 8080, d: 0, e: 0 },
      mode: 'sticky',
      seed: -1,
      timeoutSeconds: 0,
      port: 1,
    });
    expect(problems).toEqual([
      expect.stringContaining('ports.a is 70000'),
      expect.stringContaining('b and c the same port, 8080'),
      expect.stringContaining('mode is "sticky"'),
      expect.stringContaining('seed is -1'),
      expect.stringContaining('timeoutSeconds is 0'),
      expect.stringContaining('PEAKPROOF_ROUTER.port is unknown'),
    ]);
  });

  it('says so where there is nothing to read', () => {
    for (const json of [undefined, '', '{', '[]', 'null', '{}', '{"ports":{}}']) {
      const result = routerSettings(json);
      expect('problems' in result && result.problems.length, json).toBe(1);
    }
  });
});
