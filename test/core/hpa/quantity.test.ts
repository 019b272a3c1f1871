import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approximateDouble, milliOf } from '../../../src/core/hpa/quantity.ts';

test('quantities in milli-units, fractions rounded up', () => {
  const cases = {
    '1': 1000,
    '250m': 250,
    '0.5': 500,
    '.5': 500,
    '123456789n': 124,
    '1500u': 2,
    '2k': 2_000_000,
    '1Ki': 1_024_000,
    '64Mi': 67_108_864_000,
    '1.5Gi': 1_610_612_736_000,
    '1e3': 1_000_000,
    '12E-1': 1200,
    '-1500u': -2,
    '0': 0,
  };
  for (const [text, milli] of Object.entries(cases)) expect([text, milliOf(text)]).toEqual([text, milli]);
});

test('text that is no quantity is refused with the text in the sentence', () => {
  for (const text of ['', 'm', '1.2.3', '1 m', '5x', '--1', '1KI'])
    expect(() => milliOf(text)).toThrow(`"${text}" is not a Kubernetes quantity`);
});

test('a plain number is taken as the API server stores it, text as it is written', () => {
  expect(approximateDouble('0.3')).toBe(0.30000000000000004);
  expect(approximateDouble('300m')).toBe(0.3);
  expect(approximateDouble(0.3)).toBe(0.3);
  expect(approximateDouble(0)).toBe(0);
  expect(approximateDouble(2)).toBe(2);
});

test('whole milli-units pass unchanged', () => {
  fc.assert(fc.property(fc.nat(), (milli) => milliOf(`${milli}m`) === milli));
});
