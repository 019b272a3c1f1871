import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { greatest, integral, stepsOf, sumOfSteps, valueAt } from '../../../src/core/math/step-series.ts';

const pods = { t: [-5, 20, 55], value: [5, 8, 10] };
const series = fc
  .array(fc.record({ t: fc.integer({ min: -20, max: 100 }), value: fc.nat(20) }), {
    minLength: 1,
    maxLength: 20,
  })
  .map(stepsOf);

describe('a step series', () => {
  test('has the value of the last step, and none before the first', () => {
    expect(valueAt(pods, -6)).toBeNull();
    expect(valueAt(pods, -5)).toBe(5);
    expect(valueAt(pods, 19.9)).toBe(5);
    expect(valueAt(pods, 20)).toBe(8);
    expect(valueAt(pods, 1000)).toBe(10);
  });

  test('integrates to replica-seconds', () => {
    expect(integral(pods, 0, 60)).toBe(5 * 20 + 8 * 35 + 10 * 5);
    expect(integral(pods, 60, 60)).toBe(0);
    expect(integral(pods, -10, 60)).toBeNull();
  });

  test('knows the greatest value in a stretch', () => {
    expect(greatest(pods, 0, 54)).toBe(8);
    expect(greatest(pods, 0, 55)).toBe(10);
    expect(greatest(pods, -6, 55)).toBeNull();
  });

  test('integrals of neighbouring stretches add up', () => {
    fc.assert(
      fc.property(series, fc.nat(60), fc.nat(60), fc.nat(60), (steps, a, b, c) => {
        const start = steps.t[0]! + a;
        const parts = integral(steps, start, start + b)! + integral(steps, start + b, start + b + c)!;
        expect(integral(steps, start, start + b + c)).toBeCloseTo(parts, 6);
      }),
    );
  });

  test('the sum of several has the sum of their values wherever all are known', () => {
    fc.assert(
      fc.property(
        fc.array(series, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: -30, max: 120 }),
        (all, t) => {
          const values = all.map((one) => valueAt(one, t));
          const expected = values.includes(null)
            ? null
            : values.reduce<number>((sum, value) => sum + value!, 0);
          expect(valueAt(sumOfSteps(all), t)).toBe(expected);
        },
      ),
    );
  });

  test('is made from samples in any order; the last of one moment holds', () => {
    expect(
      stepsOf([
        { t: 10, value: 6 },
        { t: 0, value: 5 },
        { t: 10, value: 7 },
        { t: 12, value: 7 },
      ]),
    ).toEqual({ t: [0, 10], value: [5, 7] });
  });
});
