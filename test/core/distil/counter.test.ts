import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Counter } from '../../../src/core/distil/counter.ts';

function counterOf(readings: readonly [number, number][]): Counter {
  const counter = new Counter();
  for (const [t, value] of readings) counter.read(t, value);
  return counter;
}

describe('a counter', () => {
  test('grows evenly between two readings', () => {
    const counter = counterOf([
      [0, 10],
      [10, 20],
    ]);
    expect(counter.growth(2, 5)).toBeCloseTo(3);
    expect(counter.growth(-5, 50)).toBeCloseTo(10);
  });

  test('that starts again at zero goes on from where it was', () => {
    const counter = counterOf([
      [0, 0],
      [10, 8],
      [11, 1],
      [20, 5],
    ]);
    expect(counter.growth(0, 20)).toBeCloseTo(13);
  });

  test('says nothing about a time without readings', () => {
    const counter = counterOf([
      [0, 0],
      [10, 8],
    ]);
    expect(counter.growth(10, 20)).toBeNull();
    expect(counter.growth(-5, 0)).toBeNull();
    expect(counterOf([[0, 5]]).growth(0, 10)).toBeNull();
  });

  test('never shrinks, and its growth over neighbouring stretches adds up', () => {
    const readings = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(100)), { minLength: 2, maxLength: 30 })
      .map((steps) => {
        let t = 0;
        return steps.map(([wait, value]): [number, number] => {
          t += wait;
          return [t, value];
        });
      });
    fc.assert(
      fc.property(readings, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (list, share) => {
        const counter = counterOf(list);
        const [from, to] = [list[0]![0], list.at(-1)![0]];
        const middle = from + (to - from) * share;
        const [a, b] = [counter.growth(from, middle)!, counter.growth(middle, to)!];
        expect(Math.min(a, b)).toBeGreaterThanOrEqual(0);
        expect(a + b).toBeCloseTo(counter.growth(from, to)!, 6);
      }),
    );
  });
});
