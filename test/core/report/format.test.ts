import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytes,
  count,
  digits,
  duration,
  exactDuration,
  instant,
  inUnit,
  moment,
  percent,
  signedPercent,
  unitFor,
} from '../../../src/core/report/format.ts';

test('digits by significance, with every digit before the point', () => {
  expect([0.15849, 1.5849, 15.849, 158.49, 1584.9, 53582].map((value) => digits(value))).toEqual([
    '0.158',
    '1.58',
    '15.8',
    '158',
    '1,585',
    '53,582',
  ]);
  expect(digits(9.996)).toBe('10.0');
  expect(digits(-0.5)).toBe('−0.500');
  expect(digits(Number.NaN)).toBe('—');
});

test('digits are within half of their last place', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (value) => {
      const read = Number(digits(value).replaceAll(',', ''));
      expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.max(0.5, 0.005 * value));
      expect(Math.abs(read / value - 1)).toBeLessThanOrEqual(0.0051);
    }),
  );
});

describe('units', () => {
  test('a value by itself chooses ms or s', () => {
    expect([0.00042, 0.0421, 0.999, 1, 2.374, 19.979].map((value) => duration(value, 'en'))).toEqual([
      '0.420 ms',
      '42 ms',
      '999 ms',
      '1.00 s',
      '2.37 s',
      '20.0 s',
    ]);
    expect(duration(2.374, 'ko')).toBe('2.37초');
  });

  test('a row shares the unit of its largest', () => {
    expect(unitFor([0.01, 2.374], 100)).toBe('ms');
    expect(unitFor([0.01, 500], 100)).toBe('s');
    expect(inUnit(19.979, 'ms')).toBe('19,979');
    expect(inUnit(0.0042, 'ms')).toBe('4.20');
  });

  test('settings are written as they were chosen', () => {
    expect(exactDuration(3, 'en')).toBe('3 s');
    expect(exactDuration(0.25, 'ko')).toBe('250 ms');
    expect(moment(12.34, 'en')).toBe('12.3 s');
    expect(moment(600, 'ko')).toBe('600초');
  });
});

test('percentages', () => {
  expect(percent(1.58, 'en')).toBe('158 %');
  expect(percent(1.58, 'ko')).toBe('158%');
  expect([0, 0.00056, 0.051, 0.58].map((share) => percent(share, 'en'))).toEqual([
    '0 %',
    '0.056 %',
    '5.1 %',
    '58 %',
  ]);
  expect([-0.23, 0.031, 0, -0.0001].map((share) => signedPercent(share, 'en'))).toEqual([
    '−23 %',
    '+3.1 %',
    '0.0 %',
    '0.0 %',
  ]);
});

test('counts, bytes, moments', () => {
  expect(count(1234567.4)).toBe('1,234,567');
  expect(bytes(61 * 2 ** 20)).toBe('61.0 MiB');
  expect(instant('2025-11-21T09:30:59Z')).toBe('2025-11-21 09:30 UTC');
  expect(instant('whenever')).toBe('whenever');
});
