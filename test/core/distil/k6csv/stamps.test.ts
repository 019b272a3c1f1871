import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StampReader } from '../../../../src/core/distil/k6csv/stamp.ts';
import { codesOf, scanned } from './facts.ts';
import { exchange, stream } from './rows.ts';

const micros = 1_795_253_301_191_184;

/** The same moment in each of k6's formats, and what is left of it, in microseconds. */
const formats = [
  { unit: 'seconds', stamp: '1795253301', left: 1_795_253_301_000_000 },
  { unit: 'milliseconds', stamp: '1795253301191', left: 1_795_253_301_191_000 },
  { unit: 'microseconds', stamp: '1795253301191184', left: micros },
  { unit: 'nanoseconds', stamp: '1795253301191184999', left: micros },
  { unit: 'nanoseconds', stamp: '2026-11-21T09:28:21.191184999Z', left: micros },
  { unit: 'nanoseconds', stamp: '2026-11-21T18:28:21.191184+09:00', left: micros },
  { unit: 'nanoseconds', stamp: '2026-11-21T18:28:21.19+09:00', left: 1_795_253_301_190_000 },
  { unit: 'seconds', stamp: '2026-11-21T10:28:21+01:00', left: 1_795_253_301_000_000 },
];

describe('stamps', () => {
  it.each(formats)('tells $unit from $stamp', ({ unit, stamp, left }) => {
    const { facts, end } = scanned(stream(exchange({ stamp, ms: 250 })));
    expect(facts.requests).toMatchObject([{ start: left - 250_000 }]);
    expect(end.stampUnit).toBe(unit);
    expect(codesOf(end)).toEqual(unit === 'seconds' ? ['whole-second-stamps'] : []);
  });

  it('warns of whole seconds also where only some rows have them', () => {
    const { end } = scanned(
      stream(exchange({ stamp: micros, ms: 1 }), exchange({ stamp: 1_795_253_302, ms: 1 })),
    );
    expect(codesOf(end)).toEqual(['whole-second-stamps']);
  });

  it('tells each unit for every moment from 1973 to 2200', () => {
    const read = (text: string) => new StampReader().read(new TextEncoder().encode(`${text},`), 0);
    fc.assert(
      fc.property(
        fc.integer({ min: 100_000_000, max: 7_258_118_400 }),
        fc.integer({ min: 0, max: 999_999_999 }),
        (s, ns) => {
          const padded = String(ns).padStart(9, '0');
          expect(read(`${s}`)).toBe(s * 1e6);
          expect(read(`${s}${padded.slice(0, 3)}`)).toBe(s * 1e6 + Math.floor(ns / 1e6) * 1e3);
          expect(read(`${s}${padded.slice(0, 6)}`)).toBe(s * 1e6 + Math.floor(ns / 1e3));
          expect(read(`${s}${padded}`)).toBe(s * 1e6 + Math.floor(ns / 1e3));
        },
      ),
      // Sixteen digits that a double does not hold.
      { examples: [[900_719_925, 499_877_900]] },
    );
  });

  it.each(['', '-5', '12.5', '123456789012345678901', 'today', '2026-11-21', '2026-13-41T99:99:99Z', '1e9'])(
    'takes %j for no stamp',
    (text) => {
      expect(new StampReader().read(new TextEncoder().encode(`${text},`), 0)).toBeNaN();
    },
  );
});
