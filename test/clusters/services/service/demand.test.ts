import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DemandSource } from '../../../../clusters/services/service/demand.ts';

function draws(source: DemandSource, count: number, mean: number): number[] {
  return Array.from({ length: count }, () => source.nextCpuSeconds(mean));
}

describe('DemandSource', () => {
  it('draws with the mean and the variation that were asked for', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffff_ffff),
        fc.double({ min: 0.001, max: 0.1, noNaN: true }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (seed, mean, variation) => {
          const sample = draws(new DemandSource(seed, 'pod-1', variation), 20_000, mean);
          const average = sample.reduce((a, b) => a + b) / sample.length;
          const deviation = Math.sqrt(sample.reduce((a, b) => a + (b - average) ** 2, 0) / sample.length);
          // Five standard errors of the mean; the spread of a log-normal's deviation is wider.
          expect(Math.abs(average / mean - 1)).toBeLessThan((5 * variation) / Math.sqrt(20_000));
          expect(Math.abs(deviation / mean / variation - 1)).toBeLessThan(0.25);
          expect(Math.min(...sample)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('repeats itself for the same seed and pod, and for nothing else', () => {
    const first = draws(new DemandSource(7, 'portal-1', 0.5), 20, 1);
    expect(draws(new DemandSource(7, 'portal-1', 0.5), 20, 1)).toEqual(first);
    expect(draws(new DemandSource(7, 'portal-2', 0.5), 20, 1)).not.toEqual(first);
    expect(draws(new DemandSource(8, 'portal-1', 0.5), 20, 1)).not.toEqual(first);
  });

  it('gives the mean itself where nothing varies', () => {
    for (const demand of draws(new DemandSource(1, 'p', 0), 5, 0.004)) expect(demand).toBeCloseTo(0.004, 15);
  });
});
