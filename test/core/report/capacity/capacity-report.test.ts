import { describe, expect, it, test } from 'vitest';
import { capacityOf } from '../../../../src/core/capacity/capacity.ts';
import { capacityChart } from '../../../../src/core/report/capacity/chart.ts';
import { renderCapacityHtml } from '../../../../src/core/report/capacity/html.ts';
import { renderCapacityMarkdown } from '../../../../src/core/report/capacity/markdown.ts';
import { renderCapacityTerminal } from '../../../../src/core/report/capacity/terminal.ts';
import { svgOf } from '../../../../src/core/report/charts/svg.ts';
import { langs } from '../../../../src/core/report/format.ts';
import { speaker } from '../../../../src/core/report/text.ts';
import { expectGolden } from '../../../golden-file.ts';
import { question, triedOn } from '../../capacity/simulated-search.ts';

const found = capacityOf(
  question,
  'emulated',
  triedOn(question, { rate: 17, contention: 0.03, coherency: 0.002 }),
);

describe('the report of a capacity search', () => {
  test('the chart looks as it did', async () => {
    const chart = capacityChart(found, { lang: 'en', say: speaker('en') });
    expectGolden('test/golden/capacity/capacity.svg', await svgOf(chart.spec));
  });

  test.each(langs)('Markdown in %s', (lang) => {
    expectGolden(`test/golden/capacity/report-${lang}.md`, renderCapacityMarkdown(found, { lang }));
  });

  test('the terminal', () => {
    expectGolden(
      'test/golden/capacity/terminal.txt',
      renderCapacityTerminal(found, { lang: 'en', width: 100, colour: false }),
    );
  });

  it('is one page without script, labelled, with every load that was tried', async () => {
    const html = await renderCapacityHtml(found, { lang: 'en' });
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    expect(html).toContain('<span class="label">emulated</span>');
    expect(html.match(/<tr>/g)!.length).toBe(2 + question.replicas.length + found.tried.length);
  });

  it('shows names as names, and says what was not found', async () => {
    const nothing = capacityOf({ ...question, service: '<script>alert(1)</script>' }, 'kind', []);
    for (const lang of langs) {
      const html = await renderCapacityHtml(nothing, { lang });
      expect(html).not.toContain('<script');
      expect(html).not.toMatch(/NaN|undefined|Infinity/);
      expect(renderCapacityMarkdown(nothing, { lang })).not.toContain('<script');
    }
  });
});
