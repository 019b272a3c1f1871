import { expect, test } from 'vitest';
import { compareTrials } from '../../../src/core/compare/compare.ts';
import { besideTable } from '../../../src/core/report/beside-table.ts';
import { renderHtml } from '../../../src/core/report/html.ts';
import type { ReportInput } from '../../../src/core/report/input.ts';
import { renderMarkdown } from '../../../src/core/report/markdown.ts';
import { renderTerminal } from '../../../src/core/report/terminal.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

/** The synthetic campaign whose first case had a second load beside it, at half of its own throughput. */
function withBeside(): ReportInput {
  const { trials } = syntheticCampaign({ lengthSeconds: 20 });
  const first = trials[0]!;
  const plan = first.plan!;
  const trial = {
    ...first,
    plan: {
      ...plan,
      beside: [{ ...plan.scenario, name: 'other', service: 'archive', prediction: plan.prediction }],
    },
    beside: [
      {
        scenario: 'other',
        title: 'The archive',
        titleKo: '기록관',
        service: 'archive',
        whole: { ...first.whole, throughputPerSecond: 12.34 },
        plateau: null,
        errors: [],
        replicaSeconds: null,
      },
    ],
  };
  const all = trials.map((each) => (each.id === first.id ? trial : each));
  return { trials: all, comparison: compareTrials(all, null) };
}

test('the other load stands in a table of its own, with what was predicted of it', async () => {
  const input = withBeside();
  const [whole, plateau] = besideTable(input, 'en')!.rows;
  expect(whole!.slice(2, 5)).toEqual(['archive: The archive', 'whole', '12.3']);
  expect(Number(whole![5])).toBeGreaterThan(0);
  expect(plateau!.slice(3, 5)).toEqual(['plateau', '—']);
  expect(besideTable(input, 'ko')!.rows[0]![2]).toBe('archive: 기록관');
  expect(renderMarkdown(input, { lang: 'en' })).toContain('## The other load');
  expect(await renderHtml(input, { lang: 'ko' })).toContain('<section id="beside">');
  for (const line of renderTerminal(input, { width: 100, colour: false, lang: 'en' }).split('\n'))
    expect(line.length).toBeLessThanOrEqual(100);
});

test('without another load there is no such table', () => {
  const campaign = syntheticCampaign({ lengthSeconds: 20 });
  expect(besideTable(campaign, 'en')).toBeNull();
  expect(renderMarkdown(campaign, { lang: 'en' })).not.toContain('The other load');
});
