import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Housekeeping } from '../../../src/core/platform/housekeeping.ts';
import type { CpuReading } from '../../../src/core/platform/metrics-window.ts';

/** A pod that has used one CPU second each second since it started. */
const readingOf = (pod: string, startTimeSeconds: number, atSeconds: number): CpuReading => ({
  pod,
  container: 'app',
  startTimeSeconds,
  atSeconds,
  cpuSeconds: atSeconds - startTimeSeconds,
});

/** When readings of one pod were held, looked at every tenth of a second. */
function heldTimes(seed: number, pod: string, seconds: number): number[] {
  const housekeeping = new Housekeeping(seed);
  const times = new Set<number>();
  for (let tenth = 0; tenth <= seconds * 10; tenth++) {
    housekeeping.note([readingOf(pod, 0, tenth / 10)]);
    times.add(housekeeping.held()[0]!.atSeconds);
  }
  return [...times];
}

describe('Housekeeping', () => {
  it('reads a container at its start, and then 10 to 20 s after the last time', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ minLength: 1 }), (seed, pod) => {
        const times = heldTimes(seed, pod, 200);
        expect(times[0]).toBe(0);
        for (const [i, time] of times.slice(1).entries()) {
          expect(time - times[i]!).toBeGreaterThan(9.8);
          expect(time - times[i]!).toBeLessThan(20.2);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is 15 s apart on average, and each container has its own rhythm', () => {
    const times = heldTimes(7, 'portal-01', 3000);
    expect((times.at(-1)! - times[0]!) / (times.length - 1)).toBeCloseTo(15, 0);
    expect(heldTimes(7, 'portal-02', 100)).not.toEqual(heldTimes(7, 'portal-01', 100));
    expect(heldTimes(8, 'portal-01', 100)).not.toEqual(heldTimes(7, 'portal-01', 100));
    expect(heldTimes(7, 'portal-01', 100)).toEqual(heldTimes(7, 'portal-01', 100));
  });

  it('begins anew with a restarted container, and forgets a pod that has gone', () => {
    const housekeeping = new Housekeeping(7);
    housekeeping.note([readingOf('a', 0, 3), readingOf('b', 0, 3)]);
    housekeeping.note([readingOf('a', 4, 4.5)]);
    expect(housekeeping.held()).toEqual([readingOf('a', 4, 4.5)]);
  });
});
