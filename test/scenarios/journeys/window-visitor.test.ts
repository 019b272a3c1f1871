import { describe, expect, test } from 'vitest';
import { type Visitor, WindowOver } from '../../../scenarios/journeys/visitor.ts';
import { type RequestParams, windowVisitor } from '../../../scenarios/journeys/window-visitor.ts';

const startMs = 1_000_000;

/** A world in which a request takes `requestMs` and sleeping takes exactly as long as asked. */
function world({ lengthMs = 10_000, thinkSeconds = 1, requestMs = 100, status = 200, pod = 'pod-a' } = {}) {
  let nowMs = startMs;
  const sent: { at: number; method: string; path: string; body: string | null; params: RequestParams }[] = [];
  const served: Record<string, string>[] = [];
  const slept: number[] = [];
  const endMs = startMs + lengthMs;
  const visitor = windowVisitor(
    {
      request(method, path, body, params) {
        sent.push({ at: nowMs - startMs, method, path, body, params });
        nowMs += requestMs;
        const headers: Record<string, string> = pod === '' ? {} : { 'X-Pod': pod };
        return { status, body: 'text', headers, timings: { duration: requestMs } };
      },
      sleep(seconds) {
        slept.push(seconds);
        nowMs += seconds * 1000;
      },
      nowMs: () => nowMs,
      served: (durationMs, tags) => served.push({ ...tags, ms: String(durationMs) }),
    },
    { thinkSeconds, endMs, giveUpMs: endMs + 60_000, connectionEnds: () => sent.length % 2 === 1 },
  );
  return { visitor, sent, served, slept, elapsedMs: () => nowMs - startMs };
}

function walkForEver(visitor: Visitor): void {
  for (;;) {
    visitor.get('page', '/page');
    visitor.think();
  }
}

describe('the window', () => {
  test('no request starts after its end, and no sleep passes it', () => {
    const { visitor, sent, slept, elapsedMs } = world({ lengthMs: 10_000, requestMs: 300 });
    expect(() => walkForEver(visitor)).toThrow(WindowOver);
    expect(sent.length).toBe(8);
    expect(Math.max(...sent.map(({ at }) => at))).toBeLessThan(10_000);
    expect(slept.at(-1)).toBeLessThan(1);
    expect(elapsedMs()).toBe(10_000);
  });

  test('a request that passes the end is waited for, and nothing is done after it', () => {
    const { visitor, sent, slept, elapsedMs } = world({ lengthMs: 1000, requestMs: 5000 });
    expect(() => walkForEver(visitor)).toThrow(WindowOver);
    expect(sent.length).toBe(1);
    expect(slept).toEqual([]);
    expect(elapsedMs()).toBe(5000);
  });

  test('a cut pause is no pause: without think time left no request follows', () => {
    const { visitor, sent } = world({ lengthMs: 1100, requestMs: 100, thinkSeconds: 1 });
    expect(() => walkForEver(visitor)).toThrow(WindowOver);
    expect(sent.length).toBe(1);
  });

  test('a request is given 90 s, and less where the grace ends before', () => {
    const { visitor, sent } = world({ lengthMs: 100_000, thinkSeconds: 60, requestMs: 0 });
    expect(() => walkForEver(visitor)).toThrow(WindowOver);
    expect(sent.map(({ params }) => params.timeout)).toEqual(['90000ms', '90000ms']);
    const late = world({ lengthMs: 10_000, thinkSeconds: 5, requestMs: 0 });
    expect(() => walkForEver(late.visitor)).toThrow(WindowOver);
    expect(late.sent.map(({ params }) => params.timeout)).toEqual(['70000ms', '65000ms']);
  });
});

describe('a request', () => {
  test('is tagged by its route and carries the token once there is one', () => {
    const { visitor, sent } = world();
    visitor.post('sign-in', '/in', { user: 'a' }, 'body');
    visitor.carry('abc');
    visitor.get('page', '/page');
    expect(sent.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/in', '{"user":"a"}'],
      ['GET', '/page', null],
    ]);
    expect(sent.map(({ params }) => [params.tags.name, params.responseType, params.headers])).toEqual([
      ['sign-in', 'text', { 'Content-Type': 'application/json' }],
      ['page', 'none', { Authorization: 'Bearer abc', Connection: 'close' }],
    ]);
  });

  test.each([
    [200, true],
    [204, true],
    [302, false],
    [401, false],
    [503, false],
    [0, false],
  ])('with status %i is ok: %s', (status, ok) => {
    expect(world({ status }).visitor.get('page', '/page').ok).toBe(ok);
  });

  test('that is answered is served by a pod, whatever the answer', () => {
    const { visitor, served } = world({ status: 503, requestMs: 30 });
    visitor.get('page', '/page');
    expect(served).toEqual([{ pod: 'pod-a', route: 'page', ms: '30' }]);
  });

  test('without an answer is served by nobody, and without x-pod by nobody known', () => {
    const silent = world({ status: 0 });
    silent.visitor.get('page', '/page');
    expect(silent.served).toEqual([]);
    const unnamed = world({ pod: '' });
    unnamed.visitor.get('page', '/page');
    expect(unnamed.served).toEqual([{ route: 'page', ms: '100' }]);
  });
});
