import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionEnds, connectionOptions } from '../../../scenarios/profiles/connections.ts';
import type { Connections } from '../../../scenarios/profiles/plan.ts';

/** Requests on each finished connection, over `count` requests. */
function lengths(connections: Connections, seed: number, user: number, count: number): number[] {
  const ends = connectionEnds(connections, seed, user);
  const found: number[] = [];
  let length = 0;
  for (let i = 0; i < count; i++) {
    length++;
    if (!ends()) continue;
    found.push(length);
    length = 0;
  }
  return found;
}

test('rotated connections have a length in the range, the same for the same seed and user', () => {
  const ranges = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }));
  fc.assert(
    fc.property(ranges, fc.integer({ min: 0, max: 0xffffffff }), fc.nat(5000), ([min, more], seed, user) => {
      const rotate = { policy: 'rotate', min, max: min + more } as const;
      const found = lengths(rotate, seed, user, 400);
      expect(found.length).toBeGreaterThanOrEqual(Math.floor(400 / rotate.max));
      for (const length of found) {
        expect(length).toBeGreaterThanOrEqual(min);
        expect(length).toBeLessThanOrEqual(rotate.max);
      }
      expect(lengths(rotate, seed, user, 400)).toEqual(found);
    }),
  );
});

test('rotated connections of many users use the whole range and do not end in step', () => {
  const rotate = { policy: 'rotate', min: 5, max: 15 } as const;
  const first = Array.from({ length: 300 }, (_, user) => lengths(rotate, 20, user + 1, 40)[0]);
  const counts = new Map<number | undefined, number>();
  for (const length of first) counts.set(length, (counts.get(length) ?? 0) + 1);
  expect(counts.size).toBe(11);
  expect(Math.max(...counts.values())).toBeLessThan(90);
});

test('no connection ends by us under the other policies', () => {
  expect(lengths({ policy: 'keep' }, 1, 1, 1000)).toEqual([]);
  expect(lengths({ policy: 'per-request' }, 1, 1, 1000)).toEqual([]);
});

test('k6 reuses connections unless each request has its own', () => {
  const reuse = (connections: Connections) => connectionOptions(connections).noConnectionReuse;
  expect(reuse({ policy: 'per-request' })).toBe(true);
  expect(reuse({ policy: 'keep' })).toBe(false);
  expect(reuse({ policy: 'rotate', min: 1, max: 2 })).toBe(false);
});
