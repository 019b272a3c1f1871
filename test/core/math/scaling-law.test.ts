import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CapacityPoint,
  lawCapacity,
  linearLaw,
  universalLaw,
} from '../../../src/core/math/scaling-law.ts';

const exact = (rate: number, contention: number, coherency: number, replicas: readonly number[]) =>
  replicas.map((n): CapacityPoint => ({ n, capacity: lawCapacity({ rate, contention, coherency }, n) }));

describe('the universal law', () => {
  it('finds the parameters that made the points', () => {
    const shape = fc.record({
      rate: fc.double({ min: 1, max: 1000, noNaN: true }),
      contention: fc.double({ min: 0, max: 0.5, noNaN: true }),
      coherency: fc.double({ min: 0, max: 0.05, noNaN: true }),
    });
    fc.assert(
      fc.property(shape, ({ rate, contention, coherency }) => {
        const law = universalLaw(exact(rate, contention, coherency, [1, 2, 4, 8, 16]), 0.95)!;
        expect(law.rate.value / rate).toBeCloseTo(1, 3);
        expect(law.contention.value).toBeCloseTo(contention, 3);
        expect(law.coherency.value).toBeCloseTo(coherency, 4);
      }),
      { numRuns: 25 },
    );
  });

  it('is left open by two numbers of replicas', () => {
    expect(universalLaw(exact(10, 0.1, 0, [1, 2, 2, 2]), 0.95)).toBeNull();
  });

  it('has no interval without a degree of freedom, and a peak only where pairs cost something', () => {
    const law = universalLaw(exact(10, 0.1, 0.01, [1, 4, 9]), 0.95)!;
    expect(law.contention.interval).toBeNull();
    expect(law.scatter).toBeNull();
    expect(law.peakReplicas).toBeCloseTo(Math.sqrt(0.9 / 0.01), 1);
    expect(universalLaw(exact(10, 0, 0, [1, 4, 9]), 0.95)!.peakReplicas).toBeNull();
  });
});

describe('the linear law', () => {
  it('is the geometric mean of what one replica carries', () => {
    const { rate, scatter } = linearLaw(
      [
        { n: 1, capacity: 10 },
        { n: 4, capacity: 160 },
      ],
      0.95,
    );
    expect(rate.value).toBeCloseTo(20, 9);
    expect(scatter).toBeCloseTo(Math.log(4) / Math.SQRT2, 9);
    expect(rate.interval!.low).toBeLessThan(10);
    expect(() => linearLaw([], 0.95)).toThrow(RangeError);
    expect(linearLaw([{ n: 2, capacity: 10 }], 0.95)).toEqual({
      rate: { value: 5, interval: null },
      scatter: null,
    });
  });
});
