import { expect, test } from 'vitest';
import { compareTrials } from '../../../src/core/compare/compare.ts';
import { besideTable } from '../../../src/core/report/beside-table.ts';
import { chartsOf } from '../../../src/core/report/charts/all.ts';
import { svgOf } from '../../../src/core/report/charts/svg.ts';
import { csvFilesOf } from '../../../src/core/report/csv.ts';
import { renderHtml } from '../../../src/core/report/html.ts';
import type { ReportInput } from '../../../src/core/report/input.ts';
import { renderMarkdown } from '../../../src/core/report/markdown.ts';
import { renderTerminal } from '../../../src/core/report/terminal.ts';
import { speaker } from '../../../src/core/report/text.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';
import { expectGolden } from '../../golden-file.ts';

/** The synthetic campaign whose first case had a second load beside it, at half of its own throughput. */
function withBeside(lengthSeconds = 20): ReportInput {
  const { trials } = syntheticCampaign({ lengthSeconds });
  const first = trials[0]!;
  const plan = first.plan!;
  const trial = {
    ...first,
    plan: {
      ...plan,
      beside: [
        {
          ...plan.scenario,
          name: 'other',
          title: 'The archive',
          titleKo: '기록관',
          service: 'archive',
          prediction: plan.prediction,
        },
      ],
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
        series: { ...first.series, planned: first.series.planned.map((users) => (users ?? 0) / 2) },
        heat: first.heat,
        cpu: null,
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

test('the other load is drawn over time by itself, with its own service, plan and CSV', async () => {
  const input = withBeside(150);
  const scenarios = chartsOf(input, { lang: 'en', say: speaker('en') });
  const [charts, other] = scenarios;
  expect(charts!.timelines).toHaveLength(2);
  expect(other!.besideTimelines).toEqual([]);
  const [chart, ...more] = charts!.besideTimelines;
  expect(more).toEqual([]);
  expect(chart).toMatchObject({ id: 'timeline-T-01.1-archive', title: 'T-01 (archive) over time' });
  // Nobody watched the archive's pods, so the main service's must not stand in their place.
  expect(chart!.notes.join(' ')).toContain('Number of pods: not observed.');
  expectGolden('test/golden/charts/timeline-beside.svg', await svgOf(chart!.spec));
  const files = csvFilesOf(scenarios);
  const [of, main] = ['timeline-T-01.1-archive.csv', 'timeline-T-01.1.csv'].map((name) =>
    files
      .find((file) => file.name === name)!
      .text.trim()
      .split('\r\n'),
  );
  expect(of).toHaveLength(1 + 150);
  expect(Number(of!.at(-1)!.split(',')[2]) * 2).toBe(Number(main!.at(-1)!.split(',')[2]));
  const html = await renderHtml(input, { lang: 'ko' });
  expect(html).toContain('id="chart-timeline-T-01.1-archive"');
  expect(html).toContain('archive (기록관)');
});

test('a record that did not keep the course of the other load has its table and no chart', () => {
  const input = withBeside();
  const trials = input.trials.map((trial) => ({
    ...trial,
    beside: trial.beside.map((load) => ({ ...load, series: null, heat: null })),
  }));
  const charts = chartsOf({ ...input, trials }, { lang: 'en', say: speaker('en') });
  expect(charts.flatMap(({ besideTimelines }) => besideTimelines)).toEqual([]);
  expect(besideTable({ ...input, trials }, 'en')!.rows).toHaveLength(2);
});

test('without another load there is no such table', () => {
  const campaign = syntheticCampaign({ lengthSeconds: 20 });
  expect(besideTable(campaign, 'en')).toBeNull();
  expect(renderMarkdown(campaign, { lang: 'en' })).not.toContain('The other load');
});
