import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../src/core/model/trial.ts';
import { annotationsOf, mostAnnotations } from '../../../../src/core/report/check/annotations.ts';
import { wordsOf } from '../../../../src/core/report/check/figures.ts';
import { renderJUnit } from '../../../../src/core/report/check/junit.ts';
import { renderCheckMarkdown } from '../../../../src/core/report/check/markdown.ts';
import { renderCheckTerminal } from '../../../../src/core/report/check/terminal.ts';
import { langs } from '../../../../src/core/report/format.ts';
import { columnsOf } from '../../../../src/core/report/names.ts';
import { anySide, around, checkOf, sideOf } from '../../compare/check/sides.ts';
import { parseXml, problemsOf, type XmlElement } from './junit-schema.ts';

const five = sideOf(around(90, 5));
const slower = sideOf(around(80, 5));
const called = (trials: readonly Trial[], name: string) => trials.map((trial) => ({ ...trial, case: name }));
const odd = 'a <b> "c" & \'d\' ::error::%25,\n]]> \u0000\u001b[31m \ud800 한글 : 50%';

const refused = checkOf(
  slower.map((trial) => ({ ...trial, plan: null })),
  five,
);
const invalid = checkOf(
  five.map((trial) => ({ ...trial, verdict: 'INVALID' as const })),
  five,
);
const checks = {
  failed: checkOf(slower, five),
  passed: checkOf(five, five),
  better: checkOf(five, slower),
  undecided: checkOf(sideOf(around(80, 2)), five),
  refused,
  invalid,
  'one-sided': checkOf([...five, ...called(five, 'T-90')], [...five, ...called(five, 'T-80')]),
  nothing: checkOf([], []),
  odd: checkOf(called(slower, odd), called(five, odd)),
};

function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

describe('JUnit', () => {
  it.each(Object.entries(checks))('%s keeps the rules, in every language', (_, check) => {
    for (const lang of langs) expect(problemsOf(parseXml(renderJUnit(check, lang)))).toEqual([]);
  });

  it.each(Object.entries(checks).filter(([name]) => name !== 'nothing'))(
    '%s is red exactly where the exit code is',
    (_, check) => {
      const xml = parseXml(renderJUnit(check, 'en'));
      const red = [...all(xml, 'failure'), ...all(xml, 'error')];
      expect(red.length > 0).toBe(check.verdict !== 'PASS');
      expect(all(xml, 'failure').length > 0).toBe(check.verdict === 'FAIL');
    },
  );

  it('holds whatever is measured to that', () => {
    fc.assert(
      fc.property(anySide, anySide, (one, other) => {
        const check = checkOf(sideOf(one), sideOf(other));
        const xml = parseXml(renderJUnit(check, 'en'));
        expect(problemsOf(xml)).toEqual([]);
        expect(all(xml, 'failure').length + all(xml, 'error').length > 0).toBe(check.verdict !== 'PASS');
      }),
      { numRuns: 60 },
    );
  });

  it('names cases as they are called, but for what XML cannot hold', () => {
    const [suite] = parseXml(renderJUnit(checks.odd, 'en')).children;
    expect(suite!.attributes.name).toBe(
      odd.replace('\u0000\u001b', '\ufffd\ufffd').replace('\ud800', '\ufffd'),
    );
  });

  it('skips a case without a baseline, and calls one that is gone an error', () => {
    const suites = parseXml(renderJUnit(checks['one-sided'], 'en')).children;
    const ends = suites.map((suite) => [
      suite.attributes.name,
      suite.attributes.errors,
      suite.attributes.skipped,
    ]);
    expect(ends).toContainEqual(['T-80', '1', '0']);
    expect(ends).toContainEqual(['T-90', '0', '1']);
  });
});

describe('annotations', () => {
  const shape = /^::(error|warning|notice) title=[^:,\r\n]*::[^\r\n]*$/;

  it.each(Object.entries(checks))('%s are workflow commands', (_, check) => {
    for (const lang of langs)
      for (const line of annotationsOf(check, lang)) {
        expect(line).toMatch(shape);
        expect(line).not.toMatch(/%(?!25|0D|0A|3A|2C)/);
      }
  });

  it('say what is worse, broken, undecided or better, and nothing of what passed', () => {
    const levels = (check: (typeof checks)['failed']) =>
      [...new Set(annotationsOf(check, 'en').map((line) => /^::(\w+)/.exec(line)![1]))].sort();
    expect(levels(checks.failed)).toContain('error');
    expect(levels(checks.passed)).toEqual([]);
    expect(levels(checks.better)).toEqual(['notice']);
    expect(levels(checks.undecided)).toEqual(['warning']);
    expect(levels(checks.refused)).toEqual(['error']);
    expect(levels(checks.invalid)).toEqual(['error']);
  });

  it('stop at what GitHub shows, and count the rest', () => {
    const many = Array.from({ length: 14 }, (_, i) => `T-${i}`);
    const seven = { slow: sideOf(around(70, 7)), base: sideOf(around(90, 7)) };
    const check = checkOf(
      many.flatMap((name) => called(seven.slow, name)),
      many.flatMap((name) => called(seven.base, name)),
    );
    const lines = annotationsOf(check, 'en').filter((line) => line.startsWith('::error'));
    expect(lines).toHaveLength(mostAnnotations);
    expect(lines.at(-1)).toContain('And 5 more');
  });
});

describe('text', () => {
  it.each(Object.entries(checks))('%s has the verdict, and no name that steers', (_, check) => {
    for (const lang of langs) {
      const text = renderCheckTerminal(check, { width: 100, colour: false, lang });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
      expect(text).not.toMatch(/\{\w+\}/);
      expect(text).not.toMatch(/^::/m);
      const markdown = renderCheckMarkdown(check, lang);
      expect(markdown).not.toMatch(/\{\w+\}|<b>/);
      const verdict = {
        en: check.verdict,
        ko: { PASS: '적합', FAIL: '부적합', INVALID: '무효', INCONCLUSIVE: '판정 보류' }[check.verdict],
      }[lang];
      expect(text).toContain(verdict);
      expect(markdown).toContain(verdict);
    }
  });

  it('prints effect, interval, threshold and what could be detected', () => {
    const text = renderCheckTerminal(checks.failed, { width: 130, colour: false, lang: 'en' });
    expect(text).toMatch(
      /Throughput, plateau \(TPS\) +90\.0 +80\.0 +−11\.1 % +−11\.\d % to −1\d\.\d % +−5 % +± \d\.?\d* % +worse/,
    );
    const undecided = renderCheckTerminal(checks.undecided, { width: 200, colour: false, lang: 'en' });
    expect(undecided).toMatch(/About \d+ of each would decide/);
  });

  it.each([60, 80, 100, 140])('fits into %d columns, and loses nothing', (width) => {
    for (const lang of langs) {
      const text = renderCheckTerminal(checks.failed, { width, colour: false, lang });
      for (const line of text.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
      const figure = checks.failed.cases[0]!.figures[0]!;
      const words = wordsOf(figure, lang);
      for (const word of [words.change, words.interval, words.threshold, words.detectable, words.finding])
        expect(text).toContain(word);
    }
  });

  it('colours the verdict alone where colours are wanted', () => {
    const text = renderCheckTerminal(checks.failed, { width: 100, colour: true, lang: 'en' });
    expect(text).toContain('\u001b[31mFAIL\u001b[0m');
  });
});
