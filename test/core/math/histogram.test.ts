import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binOf, binRange, LogLinearHistogram } from '../../../src/core/math/histogram.ts';
import { quantileOfSorted } from '../../../src/core/math/quantile.ts';
import { histogramSchema } from '../../../src/core/model/trial.ts';

/** Microseconds: many short ones, some of hours, so that both arithmetic paths are walked. */
const micros = fc.oneof(
  fc.nat(1000),
  fc.nat(10_000_000),
  fc.nat(0x7fffffff),
  fc.integer({ min: 0x7ffffff0, max: 0x80000010 }),
  fc.integer({ min: 0, max: 100 * 3600 * 1e6 }),
);
const values = fc.array(micros, { maxLength: 300 });

function histogramOf(list: readonly number[]): LogLinearHistogram {
  const histogram = new LogLinearHistogram();
  for (const value of list) histogram.record(value);
  return histogram;
}

describe('bins', () => {
  test('hold their value and are at most 1/128 wide', () => {
    fc.assert(
      fc.property(micros, (value) => {
        const { low, width } = binRange(binOf(value));
        expect(low).toBeLessThanOrEqual(value);
        expect(value).toBeLessThan(low + width);
        expect(width === 1 || width / low <= 1 / 128).toBe(true);
      }),
    );
  });

  test('follow each other without a gap', () => {
    for (let bin = 0; bin < 4000; bin++) {
      const { low, width } = binRange(bin);
      expect(binOf(low)).toBe(bin);
      expect(binOf(low + width - 1)).toBe(bin);
      expect(binRange(bin + 1).low).toBe(low + width);
    }
  });
});

describe('a histogram', () => {
  test('keeps count, sum, least and greatest exactly', () => {
    fc.assert(
      fc.property(values, (list) => {
        const histogram = histogramOf(list);
        expect(histogram.count).toBe(list.length);
        expect(Math.round(histogram.sumSeconds * 1e6)).toBe(list.reduce((a, b) => a + b, 0));
        expect(histogram.minSeconds).toBe(list.length ? Math.min(...list) / 1e6 : null);
        expect(histogram.maxSeconds).toBe(list.length ? Math.max(...list) / 1e6 : null);
        expect(histogram.toJSON().counts.reduce((a, b) => a + b, 0)).toBe(list.length);
      }),
    );
  });

  test('answers a quantile within 1/256 of the sorted list', () => {
    fc.assert(
      fc.property(
        fc.array(micros, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, q) => {
          const sorted = [...list].sort((a, b) => a - b);
          const exact = quantileOfSorted(sorted, q)!;
          // Between two neighbours the error is at most that of the upper one.
          const upper = sorted[Math.min(sorted.length - 1, Math.ceil(q * (sorted.length - 1)))]!;
          const error = Math.abs(histogramOf(list).quantileSeconds(q)! * 1e6 - exact);
          expect(error).toBeLessThanOrEqual(upper / 256 + 1e-3);
        },
      ),
    );
  });

  test('merged equals one that recorded everything, in any order and grouping', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const together = histogramOf([...a, ...b, ...c]).toJSON();
        expect(histogramOf(a).merge(histogramOf(b)).merge(histogramOf(c)).toJSON()).toEqual(together);
        expect(
          histogramOf(a)
            .merge(histogramOf(b).merge(histogramOf(c)))
            .toJSON(),
        ).toEqual(together);
        expect(histogramOf(c).merge(histogramOf(b)).merge(histogramOf(a)).toJSON()).toEqual(together);
      }),
    );
  });

  test('survives being written and read', () => {
    fc.assert(
      fc.property(values, (list) => {
        const json = histogramSchema.parse(JSON.parse(JSON.stringify(histogramOf(list))));
        const back = LogLinearHistogram.fromJSON(json);
        expect(back.toJSON()).toEqual(histogramOf(list).toJSON());
        expect(back.quantileSeconds(0.95)).toBe(histogramOf(list).quantileSeconds(0.95));
      }),
    );
  });

  test('refuses bins of another kind and what is no time', () => {
    const json = histogramOf([1, 2, 3]).toJSON();
    expect(() => LogLinearHistogram.fromJSON({ ...json, significantBits: 5 })).toThrow('5 bits');
    expect(() => LogLinearHistogram.fromJSON({ ...json, count: 4 })).toThrow('says 4 values');
    expect(() => new LogLinearHistogram().record(-1)).toThrow('-1 is not a time');
    expect(() => new LogLinearHistogram().record(Number.NaN)).toThrow('NaN');
  });

  test('without values answers nothing', () => {
    const empty = new LogLinearHistogram();
    expect(empty.quantileSeconds(0.5)).toBeNull();
    expect(empty.meanSeconds).toBeNull();
  });
});
