import { expect, test } from 'vitest';
import { chartsOf } from '../../../src/core/report/charts/all.ts';
import { csvFilesOf } from '../../../src/core/report/csv.ts';
import { speaker } from '../../../src/core/report/text.ts';
import { comparisonOf, syntheticCampaign, syntheticTrial } from '../../fixtures/report/synthetic.ts';

const reader = { lang: 'en', say: speaker('en') } as const;

test('numbers are bare, what was not observed is empty, and texts are quoted where they must be', () => {
  const files = csvFilesOf(chartsOf(syntheticCampaign({ lengthSeconds: 60 }), reader));
  for (const { text } of files) {
    expect(text).toMatch(/\r\n$/);
    expect(text).not.toContain('—');
    expect(text).not.toMatch(/\d,\d{3} s/);
  }
  expect(new Set(files.map((file) => file.name)).size).toBe(files.length);
});

test('a name that a spreadsheet would run stays a name', () => {
  const trial = syntheticTrial({ case: 'T-01', lengthSeconds: 20 });
  const heat = { ...trial.heat, routes: trial.heat.routes.map(() => '=HYPERLINK("http://x","a,b")') };
  const trials = [{ ...trial, heat }];
  const files = csvFilesOf(chartsOf({ comparison: comparisonOf(trials), trials }, reader));
  const { text } = files.find(({ name }) => name.startsWith('heatmap'))!;
  expect(text).toContain(`"'=HYPERLINK(""http://x"",""a,b"")"`);
  expect(text).not.toMatch(/(^|,)"?=/m);
});

test('what a table joins or cuts is said under it, and is whole in the CSV', () => {
  const campaign = syntheticCampaign({ lengthSeconds: 150 });
  const scenarios = chartsOf(campaign, reader);
  const [charts] = scenarios;
  const files = csvFilesOf(scenarios);
  const rowsOf = (id: string) =>
    files
      .find(({ name }) => name === `${id}.csv`)!
      .text.trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','));
  for (const chart of [
    charts!.timelines[0]!,
    charts!.heatmaps[0]!,
    charts!.differences[0]!,
    charts!.pods[0]!,
  ]) {
    expect(chart.tableNote, chart.id).toContain(`data/${chart.id}.csv`);
    expect(rowsOf(chart.id).length, chart.id).toBeGreaterThan(chart.table.rows.length);
  }
  const [base, other] = charts!.trials.map(({ whole }) => whole.processed);
  const difference = rowsOf(charts!.differences[0]!.id).reduce((sum, row) => sum + Number(row.at(-1)), 0);
  expect(difference).toBe(other! - base!);
  const answered = rowsOf(charts!.pods[0]!.id).reduce((sum, row) => sum + Number(row.at(-1)), 0);
  expect(answered).toBe(base);
  // Of a short trial each second has its own row.
  const short = chartsOf(syntheticCampaign({ lengthSeconds: 30 }), reader);
  expect(short[0]!.timelines[0]!.tableNote).toBeUndefined();
});

test('pods that are not drawn are named as left out, and are in the CSV', () => {
  const trial = syntheticTrial({ case: 'T-01', lengthSeconds: 20 });
  const pods = Array.from({ length: 50 }, (_, i) => ({ ...trial.pods[0]!, name: `pod-${i}` }));
  const trials = [{ ...trial, pods }];
  const charts = chartsOf({ comparison: comparisonOf(trials), trials }, reader);
  const chart = charts[0]!.podRates[0]!;
  expect(chart.table.rows).toHaveLength(40);
  expect(chart.notes.join(' ')).toContain('The first 40 of 50 pods are shown');
  const { text } = csvFilesOf(charts).find(({ name }) => name === `${chart.id}.csv`)!;
  expect(text.trim().split('\r\n')).toHaveLength(1 + 50);
});
