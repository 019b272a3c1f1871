import { expect, test } from 'vitest';
import { planText } from '../../src/commands/plan.ts';
import { langs } from '../../src/core/report/format.ts';
import { columnsOf } from '../../src/core/report/names.ts';
import { campaignOf, watchedPlan } from '../core/watch/watched.ts';

const plan = campaignOf([watchedPlan('T-02'), watchedPlan('T-03')]);

test.each(langs)('a plan in %s stands in straight columns, wide letters or not', (lang) => {
  const lines = planText(plan, 2, lang).split('\n');
  const rule = lines.findIndex((line) => line.startsWith('-'));
  const [head, , first, second] = lines.slice(rule - 1).map(columnsOf);
  expect(head).toBe(columnsOf(lines[rule]!));
  expect([first, second]).toEqual([head, head]);
});

test('a plan in Korean says everything in Korean', () => {
  const sentences = planText(plan, 1, 'ko').split('\n').slice(5);
  expect(sentences.length).toBeGreaterThan(2);
  for (const sentence of sentences.filter((line) => line !== '')) expect(sentence).toMatch(/[가-힣]/);
  expect(sentences.join(' ')).toContain('1코어');
});
