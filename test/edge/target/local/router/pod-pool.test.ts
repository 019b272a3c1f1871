import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pod, PodPool } from '../../../../../src/edge/target/local/router/pod-pool.ts';

function poolOf(...names: string[]): PodPool {
  const pool = new PodPool();
  pool.replace(names.map((name, i) => ({ name, port: 1_000 + i })));
  return pool;
}

function totals(pool: PodPool): number[] {
  return Object.values(pool.reportedCounts()).map(({ total }) => total);
}

describe('least connections', () => {
  it('takes turns among pods that are equally busy: totals differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(60), fc.boolean(), (pods, requests, oneAtATime) => {
        const pool = poolOf(...Array.from({ length: pods }, (_, i) => `pod-${i}`));
        for (let i = 0; i < requests; i++) {
          const pod = pool.leastLoaded()!;
          pod.take();
          if (oneAtATime) pod.release();
        }
        expect(Math.max(...totals(pool)) - Math.min(...totals(pool))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('always takes a pod than which none has fewer open requests', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(1_000)), { maxLength: 200 }), (steps) => {
        const pool = poolOf('a', 'b', 'c', 'd');
        const open: Pod[] = [];
        for (const [release, which] of steps) {
          if (release && open.length > 0) open.splice(which % open.length, 1)[0]!.release();
          else {
            const least = Math.min(...Object.values(pool.reportedCounts()).map((counts) => counts.open));
            const pod = pool.leastLoaded()!;
            expect(pod.counts.open).toBe(least);
            pod.take();
            open.push(pod);
          }
        }
      }),
    );
  });

  it('leaves out the pod that has just refused, and gives up where there is no other', () => {
    const pool = poolOf('a', 'b');
    const first = pool.leastLoaded()!;
    expect(pool.leastLoaded(first)!.name).not.toBe(first.name);
    const alone = poolOf('a');
    expect(alone.leastLoaded(alone.leastLoaded()!)).toBeNull();
    expect(new PodPool().leastLoaded()).toBeNull();
  });
});

describe('a draw', () => {
  it('points at every pod for an equal part of [0, 1)', () => {
    const pool = poolOf('a', 'b', 'c', 'd');
    expect([0, 0.24, 0.26, 0.5, 0.99].map((uniform) => pool.drawn(uniform)!.name)).toEqual([
      'a',
      'a',
      'b',
      'c',
      'd',
    ]);
    expect(new PodPool().drawn(0.5)).toBeNull();
  });
});

describe('a new list of pods', () => {
  it('keeps what is known of those that stay', () => {
    const pool = poolOf('a', 'b');
    const a = pool.leastLoaded()!;
    a.take();
    pool.replace([
      { name: 'b', port: 1_001 },
      { name: 'a', port: 1_000 },
      { name: 'c', port: 1_002 },
    ]);
    expect(pool.reportedCounts()).toMatchObject({ a: { open: 1, total: 1 }, b: { open: 0 }, c: { open: 0 } });
    expect(a.ready).toBe(true);
  });

  it('tells of a pod that left until it is idle, and once more', () => {
    const pool = poolOf('a', 'b');
    const left = pool.leastLoaded()!;
    left.take();
    pool.replace([{ name: 'b', port: 1_001 }]);
    expect(left.ready).toBe(false);
    for (let i = 0; i < 5; i++) expect(pool.leastLoaded()!.name).toBe('b');
    expect(pool.reportedCounts()).toMatchObject({ a: { open: 1, total: 1 } });
    left.release();
    expect(pool.reportedCounts()).toMatchObject({ a: { open: 0, total: 1 } });
    expect(Object.keys(pool.reportedCounts())).toEqual(['b']);
  });

  it('takes the same name on another port for another pod, told of together', () => {
    const pool = poolOf('a');
    const before = pool.leastLoaded()!;
    before.take();
    pool.replace([{ name: 'a', port: 2_000 }]);
    const after = pool.leastLoaded()!;
    expect(after.port).toBe(2_000);
    after.take();
    expect(pool.reportedCounts()).toEqual({ a: { open: 2, total: 2, retries: 0, errors: 0 } });
  });
});
