import { describe, expect, test } from 'vitest';
import { differencesOf } from '../../../src/core/report/differences.ts';
import { renderMarkdown } from '../../../src/core/report/markdown.ts';
import { columnsOf } from '../../../src/core/report/names.ts';
import { referenceTable } from '../../../src/core/report/reference-table.ts';
import { sparkline } from '../../../src/core/report/sparkline.ts';
import { renderTerminal } from '../../../src/core/report/terminal.ts';
import { comparisonOf, syntheticCampaign } from '../../fixtures/report/synthetic.ts';

const campaign = syntheticCampaign({ lengthSeconds: 120 });
const table = referenceTable(campaign, 'en');
const cell = (row: string, column: string) =>
  table.rows.find((each) => each.id === row)!.cells[table.columns.findIndex((each) => each.case === column)]!;

describe('the reference table', () => {
  test('sets measured, predicted and published beside each other', () => {
    const processed = cell('processed', 'T-02');
    expect(processed.text).toBe(campaign.trials[1]!.whole.processed.toLocaleString('en-US'));
    expect(processed.published).toBe('93,869');
    expect(processed.predicted).toMatch(/^\d\d,\d{3}$/);
    expect(processed.miss).toMatch(/^[+−]\d/);
    expect(cell('mean', 'T-01').published).toBe('2,374');
    expect(cell('max', 'T-01').published).toBe('19,979');
  });

  test('sets T-03 against T-01g, and against T-01 only as another service', () => {
    expect(cell('versus', 'T-03').text).toMatch(/^\d+ % of T-01g$/);
    expect(cell('versus', 'T-03').published).toBeNull();
    expect(cell('versus.other', 'T-03').text).toMatch(/^\d+ % of T-01$/);
    expect(cell('versus.other', 'T-03').published).toBe('171 %');
    expect(cell('faster.other', 'T-03').published).toBe('244 %');
    expect(cell('versus', 'T-01').text).toBe('base');
  });

  test('faster is the ratio turned round', () => {
    const mean = campaign.comparison.contrasts.find((each) => each.case === 'T-02')!.ratios.mean!.value!;
    expect(cell('faster', 'T-02').text).toBe(`${Math.round(100 / mean)} % of T-01`);
  });

  test('a doubt is marked at the figures that it is about, and nowhere else', () => {
    const trials = campaign.trials.map((trial) =>
      trial.case === 'T-02'
        ? {
            ...trial,
            warnings: [
              { code: 'a', severity: 'doubt' as const, message: 'Mean.', metric: 'mean', facts: {} },
              { code: 'b', severity: 'doubt' as const, message: 'All.', metric: null, facts: {} },
            ],
          }
        : trial,
    );
    const marked = referenceTable({ comparison: comparisonOf(trials), trials }, 'en');
    expect(marked.doubts.map((doubt) => [doubt.mark, doubt.sentence])).toEqual([
      ['a', 'Mean.'],
      ['b', 'All.'],
    ]);
    const at = marked.columns.findIndex((column) => column.case === 'T-02');
    const mean = marked.rows.find((row) => row.id === 'mean')!.cells;
    expect(mean.map((each) => each?.marks)).toEqual(mean.map((_, i) => (i === at ? ['a'] : [])));
    expect(marked.columns[at]!.marks).toEqual(['b']);
  });

  test('a refused pair has no ratio', () => {
    const contrasts = campaign.comparison.contrasts.map((contrast) => ({
      ...contrast,
      refusals: [{ code: 'length-differs', message: 'length', facts: {} }],
    }));
    const refused = referenceTable({ ...campaign, comparison: { ...campaign.comparison, contrasts } }, 'en');
    const versus = refused.rows.find((row) => row.id === 'versus')!;
    expect(versus.cells.map((each) => each?.text)).toContain('not compared');
    expect(versus.cells.some((each) => each?.text.includes('%'))).toBe(false);
  });
});

describe('what differs', () => {
  const six = syntheticCampaign({ lengthSeconds: 60, trialsPerCase: 6 });

  test('stands with interval, p, verdict and the smallest that would be found', () => {
    const [portal, groupware] = differencesOf(six, 'en');
    expect([portal!.case, portal!.base, groupware!.case, groupware!.base]).toEqual([
      'T-02',
      'T-01',
      'T-03',
      'T-01g',
    ]);
    const row = (name: string) => portal!.rows.find(([first]) => first!.startsWith(name))!;
    const { ratios, differences } = six.comparison.contrasts[0]!;
    expect(row('Mean response')[3]).toBe(`× ${ratios.mean!.value!.toFixed(3)}`);
    expect(row('Mean response')[4]).toMatch(/^× 0\.\d+ to × 0\.\d+ \(95\.8 %\)$/);
    expect(row('Mean response')[5]).toBe('0.0065 †');
    expect(row('Mean response')[6]).toBe('better');
    expect(row('Mean response')[7]).toMatch(/^× 1\.\d+ or × 0\.\d+$/);
    expect(row('APDEX')[3]).toBe(`+${differences.apdex!.value!.toFixed(3)}`);
    expect(row('APDEX')[5]).toBe('0.0022');
    for (const each of portal!.rows) expect(each).toHaveLength(portal!.head.length);
  });

  test('with one trial each holds figures and no column of doubt', () => {
    const [portal] = differencesOf(campaign, 'ko');
    expect(portal).toMatchObject({ judged: false, more: 4 });
    expect(portal!.head).toHaveLength(4);
  });

  test('the mark of noise stands where the very figure is noise', () => {
    const contrasts = six.comparison.contrasts.map((contrast) => ({
      ...contrast,
      ratios: { ...contrast.ratios, mean: { ...contrast.ratios.mean!, significant: false } },
    }));
    const noisy = referenceTable({ ...six, comparison: { ...six.comparison, contrasts } }, 'en');
    const at = noisy.columns.findIndex((column) => column.case === 'T-02');
    const text = (id: string) => noisy.rows.find((row) => row.id === id)!.cells[at]!.text;
    expect(text('faster')).toMatch(/^~ /);
    expect(text('versus')).not.toContain('~');
  });

  test('an interval is printed with its own confidence', () => {
    const cells = referenceTable(six, 'en').rows.find((row) => row.id === 'versus')!.cells;
    expect(cells.map((each) => each?.confidence ?? null)).toContain('95.8 %');
    expect(renderMarkdown(six, { lang: 'en' })).toContain('95.8 % interval');
    expect(renderMarkdown(six, { lang: 'ko' })).toContain('95.8% 신뢰구간');
    expect(renderMarkdown(six, { lang: 'en' })).toContain('## What differs');
    expect(renderMarkdown(campaign, { lang: 'en' })).not.toContain('## What differs');
  });
});

describe('the terminal', () => {
  for (const lang of ['en', 'ko'] as const)
    for (const width of [60, 80, 100, 200])
      test(`${lang} fits ${width} columns`, () => {
        const text = renderTerminal(campaign, { width, colour: false, lang });
        for (const line of text.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
        for (const name of ['T-01', 'T-01g', 'T-02', 'T-03']) expect(text).toContain(name);
      });

  test('columns stand above each other in Korean too', () => {
    const lines = renderTerminal(campaign, { width: 100, colour: false, lang: 'ko' }).split('\n');
    const rule = lines.findIndex((line) => line.startsWith('──'));
    const ends = new Set(
      lines
        .slice(rule + 1, lines.indexOf('', rule))
        .filter((line) => /[\d%)]$/.test(line))
        .map(columnsOf),
    );
    expect(ends.size).toBeLessThanOrEqual(2);
    expect(Math.max(...ends)).toBe(columnsOf(lines[rule]!));
  });

  test('colour adds nothing but colour', () => {
    const plain = renderTerminal(campaign, { width: 100, colour: false, lang: 'en' });
    const coloured = renderTerminal(campaign, { width: 100, colour: true, lang: 'en' });
    expect(plain).not.toContain('\u001b');
    expect(coloured).not.toBe(plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  test('says the label, the verdict and why', () => {
    const checks = [{ ...campaign.comparison.checks[0]!, verdict: 'INVALID' as const, seen: 'It was late.' }];
    const comparison = { ...campaign.comparison, checks, verdict: 'INVALID' as const };
    const text = renderTerminal({ ...campaign, comparison }, { width: 100, colour: false, lang: 'en' });
    expect(text).toContain('emulated');
    expect(text).toContain('Verdict: INVALID');
    expect(text).toContain('It was late.');
  });
});

describe('Markdown', () => {
  const text = renderMarkdown(campaign, { lang: 'en' });

  test('holds answer, verdict, folded checks and the tables', () => {
    expect(text).toMatch(/^# Synthetic campaign/);
    expect(text).toContain('handled');
    expect(text).toContain('**Verdict: PASS.**');
    expect(text).toContain('<details><summary>12 checks passed');
    expect(text).toContain('| Processed requests |');
    expect(text).toContain('<sub>published 53,582</sub>');
    expect(text).toMatch(/`[▁▂▃▄▅▆▇█]{20,48}`/);
  });

  test('every table row has the cells of its head', () => {
    let cells = 0;
    for (const line of text.split('\n')) {
      if (!line.startsWith('|')) cells = 0;
      else {
        const found = line.replaceAll('\\|', '').split('|').length;
        if (cells !== 0) expect(found, line).toBe(cells);
        cells = found;
      }
    }
  });
});

test('a sparkline is scaled from nothing to the greatest', () => {
  expect(sparkline([0, 1, 2, 4, 8], 10)).toBe('▁▂▃▅█');
  expect(sparkline([0, 0], 10)).toBe('▁▁');
  expect(sparkline([], 10)).toBe('');
  expect([...sparkline(new Array(1000).fill(1), 48)].length).toBeLessThanOrEqual(48);
});
