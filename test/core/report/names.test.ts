import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf, fitted, padStart, shown, wrapped } from '../../../src/core/report/names.ts';
import { oddNames } from '../../fixtures/report/odd.ts';

test('what is shown is bounded and steers nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(oddNames))),
      (name) => {
        const text = shown(name, 40);
        // Two marks isolate a name that is written from the right.
        expect([...text].length).toBeLessThanOrEqual(42);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      },
    ),
  );
  expect(shown('hpa-5-10')).toBe('hpa-5-10');
  expect(shown('x'.repeat(50), 10)).toBe('xxxxxxxxx…');
});

test('a name from the right is isolated', () => {
  expect(shown('abc بحث')).toMatch(/^\u2068.*\u2069$/);
});

test('Hangul and emoji take two columns, accents none', () => {
  expect(columnsOf('처리량')).toBe(6);
  expect(columnsOf('TPS')).toBe(3);
  expect(columnsOf('e\u0301')).toBe(1);
  expect(columnsOf('👩‍👩‍👧')).toBe(2);
  expect(columnsOf('✓ −')).toBe(3);
});

test('padding and cutting count columns', () => {
  expect(padStart('처리', 6)).toBe('  처리');
  expect(columnsOf(fitted('평균 응답시간', 8))).toBeLessThanOrEqual(8);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 10, max: 60 }), (text, width) => {
      for (const line of wrapped(text, width)) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});
