import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { langs } from '../../../src/core/report/format.ts';
import { codeTexts } from '../../../src/core/report/text/codes.ts';
import { sentenceOf, speaker, texts } from '../../../src/core/report/text.ts';

test('every text is there in every language, with the same blanks', () => {
  const blanks = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [id, text] of Object.entries(texts)) {
    for (const lang of langs) expect(text[lang], `${id} in ${lang}`).not.toBe('');
    expect(new Set(blanks(text.ko)), id).toEqual(new Set(blanks(text.en)));
  }
});

test('Korean texts are Korean, but for proper names', () => {
  const foreign = Object.entries(texts)
    .filter(([, text]) => !/[가-힣]/.test(text.ko))
    .map(([id]) => id);
  expect(foreign.sort()).toEqual(['cell.range', 'metric.apdex', 'term.apdex', 'unit.points']);
});

test('blanks are filled, and a value cannot open another blank', () => {
  expect(speaker('en')('arm.fixed', { n: 5 })).toBe('5 fixed pods');
  expect(speaker('en')('cell.of', { percent: '{base}', base: 'T-01' })).toBe('{base} of T-01');
});

test('a warning is translated by code, and stays English where that is not possible', () => {
  const missing = { code: 'trials-missing', message: '2 of 4 planned trials are not there.' };
  expect(sentenceOf({ ...missing, facts: { planned: 4, missing: 2 } }, 'ko')).toContain('4회 중 2회');
  expect(sentenceOf({ ...missing, facts: {} }, 'ko')).toBe(missing.message);
  expect(sentenceOf({ ...missing, facts: { planned: 4, missing: 2 } }, 'en')).toBe(missing.message);
  expect(sentenceOf({ code: 'never-heard-of', message: 'So.', facts: {} }, 'ko')).toBe('So.');
});

test('every check and warning of the source has a Korean sentence in text/codes.ts', () => {
  const source = join(import.meta.dirname, '../../../src');
  const codes = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(core|edge)\/.*\.ts$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(source, name), 'utf8').matchAll(
        /\b(?:check|doubt|note|warning)\(\s*'([a-z0-9]+(?:-[a-z0-9]+)*)'/g,
      ),
    ])
    .map(([, code]) => code!);
  expect(codes.length).toBeGreaterThan(30);
  expect([...new Set(codes)].filter((code) => codeTexts[code]?.ko === undefined)).toEqual([]);
});
