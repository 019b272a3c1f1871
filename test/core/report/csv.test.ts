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
