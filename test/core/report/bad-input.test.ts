import { describe, expect, test } from 'vitest';
import type { Trial } from '../../../src/core/model/trial.ts';
import { heatDifference } from '../../../src/core/report/charts/heat-difference.ts';
import { heatScalesOf } from '../../../src/core/report/charts/heatmap.ts';
import { pageScript } from '../../../src/core/report/html/page-script.ts';
import { renderHtml } from '../../../src/core/report/html.ts';
import { renderMarkdown } from '../../../src/core/report/markdown.ts';
import { columnsOf } from '../../../src/core/report/names.ts';
import { renderTerminal } from '../../../src/core/report/terminal.ts';
import { speaker } from '../../../src/core/report/text.ts';
import { dayTrial } from '../../fixtures/report/day.ts';
import { blind, imported, named, oddNames, silent } from '../../fixtures/report/odd.ts';
import { comparisonOf, syntheticTrial } from '../../fixtures/report/synthetic.ts';

async function rendered(trials: readonly Trial[], lang: 'en' | 'ko' = 'en') {
  const input = { comparison: comparisonOf(trials), trials };
  return {
    html: await renderHtml(input, { lang }),
    markdown: renderMarkdown(input, { lang }),
    terminal: renderTerminal(input, { width: 100, colour: false, lang }),
  };
}

/** Nothing that only a bug leaves behind. */
function expectSound({ html, markdown, terminal }: Awaited<ReturnType<typeof rendered>>) {
  for (const text of [html, markdown, terminal])
    expect(text).not.toMatch(/\bNaN\b|undefined|Infinity|\[object/);
  expect(html).not.toContain('could not be drawn');
  expect(html).toMatch(/^<!doctype html>\n<html/);
  expect(html.endsWith('</html>\n')).toBe(true);
}

describe('names', () => {
  for (const [kind, name] of Object.entries(oddNames))
    test(kind, async () => {
      const report = await rendered([named(name), syntheticTrial({ case: 'T-01g', lengthSeconds: 20 })]);
      expectSound(report);
      expect(report.html.replace(`<script>${pageScript}</script>`, '')).not.toMatch(/<(script|img)/i);
      expect(report.html.length).toBeLessThan(1_000_000);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing may steer a terminal
      expect(report.terminal).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
      for (const line of report.terminal.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(100);
      expect(report.markdown.replaceAll('<sub>', '').replaceAll('</sub>', '')).not.toMatch(
        /<(script|img|!--)/i,
      );
      expect(report.markdown).not.toMatch(/[^\\]\[c\]\(/);
    });
});

describe('what is missing is said', () => {
  test('an import without a plan', async () => {
    const report = await rendered([imported()]);
    expectSound(report);
    expect(report.html).toContain('imported');
    for (const sentence of [
      'The measurement is not to be trusted',
      'Planned load: not known',
      'CPU of the pods: not observed',
      'Number of pods: not observed',
      'pods were not observed',
      'Nothing was predicted',
      'Health of the load generator: not observed',
    ])
      if (sentence.startsWith('The')) expect(report.html + report.terminal).toContain('INVALID');
      else expect(report.html).toContain(sentence);
    expect(report.terminal).toContain('INVALID');
  });

  test('an autoscaled trial whose observers failed', async () => {
    const report = await rendered([blind()]);
    expectSound(report);
    expect(report.html).toContain('decisions of the autoscaler were not observed');
    expect(report.html).toContain('not observed: replicas, usage');
  });

  test('a trial without an autoscaler has no decisions and lacks none', async () => {
    const report = await rendered([syntheticTrial({ case: 'T-01', lengthSeconds: 30 })]);
    expectSound(report);
    expect(report.html).not.toContain('decisions of the autoscaler were not observed');
    expect(report.html).not.toContain('What the autoscaler decided');
  });

  test('a series with holes', async () => {
    const trial = syntheticTrial({ case: 'T-02', arm: 'hpa-5-10', lengthSeconds: 60 });
    const holes = <T>(values: readonly T[]) => values.map((value, i) => (i > 20 && i < 40 ? null : value));
    const { series } = trial;
    expectSound(
      await rendered([
        {
          ...trial,
          series: { ...series, p50: holes(series.p50), p95: holes(series.p95), p99: holes(series.p99) },
          cpu: { ...trial.cpu!, utilization: trial.cpu!.utilization.map(() => null) },
        },
      ]),
    );
  });
});

describe('long and full trials', () => {
  test('a day, two hundred pods, two million errors, arms of different lengths', async () => {
    const trials = [
      dayTrial({ case: 'T-01', arm: 'fixed-5', pods: 5, requests: 40_000 }),
      dayTrial({ case: 'T-02', lengthSeconds: 72_000, failing: 0.4, each: 200, requests: 40_000 }),
    ];
    const report = await rendered(trials, 'ko');
    expectSound(report);
    expect(report.html.length).toBeLessThan(2_000_000);
    expect(report.html).toContain('부하 시작 후 경과시간(시간)');
    expect(report.html).toContain('파드 200개 중 처음 40개만 표시');
    expect(report.html).toMatch(/부하 시간이 다름\(7\d+초 \/ 8\d+초\)/);
    const failed = trials[1]!.errors.reduce((sum, { count }) => sum + count, 0);
    expect(failed).toBeGreaterThan(1_000_000);
    expect(report.html).toContain(failed.toLocaleString('en-US'));
    // As fine as the record is: pods are counted apart rather than columns joined until nothing is left to see.
    expect(trials[1]!.heat.widthSeconds).toBeLessThanOrEqual(512);
  }, 60_000);

  test('of two lengths that are compared all the same, only what both ran is set against each other', () => {
    const [base, other] = [
      syntheticTrial({ case: 'T-01', lengthSeconds: 60 }),
      syntheticTrial({ case: 'T-02', arm: 'hpa-5-10', lengthSeconds: 40 }),
    ];
    const scales = heatScalesOf([base!, other!])!;
    const chart = heatDifference(base!, other!, scales, 10, { lang: 'en', say: speaker('en') })!;
    expect(chart.notes.join(' ')).toContain('only the first 40 s');
    expect(chart.table.rows.at(-1)![0]).toBe('38 s');
    expect(JSON.stringify(chart.table)).not.toContain('NaN');
  });
});

describe('odd amounts', () => {
  test('one second of data', async () => {
    expectSound(await rendered([syntheticTrial({ case: 'T-02', arm: 'hpa-5-10', lengthSeconds: 1 })]));
  });

  test('nothing answered', async () => {
    const report = await rendered([silent()]);
    expectSound(report);
    expect(report.html).toContain('k6 could not start');
  });

  test('no trial at all', async () => {
    const report = await rendered([]);
    expectSound(report);
    expect(report.terminal).toContain('Nothing was measured');
    expect(report.html).toContain('INVALID');
  });

  test('a case whose trial record is not there', async () => {
    const trials = [
      syntheticTrial({ case: 'T-01', lengthSeconds: 20 }),
      syntheticTrial({ case: 'T-02', lengthSeconds: 20 }),
    ];
    const input = { comparison: comparisonOf(trials), trials: trials.slice(1) };
    expect(await renderHtml(input, { lang: 'ko' })).toContain('T-01');
  });

  test('twenty cases stay under three megabytes, and say what is not drawn', async () => {
    const trials = Array.from({ length: 20 }, (_, i) =>
      syntheticTrial({ case: `C-${i}`, arm: i % 2 ? 'hpa-5-10' : 'fixed-5', lengthSeconds: 120 }),
    );
    const { html } = await rendered(trials);
    expect(html.length).toBeLessThan(3_000_000);
    expect(html).toContain('Charts of the first 16 of 20 cases');
  }, 60_000);

  test('a histogram of another version', async () => {
    const trial = syntheticTrial({ case: 'T-01', lengthSeconds: 20 });
    const histogram = { ...trial.whole.histogram, significantBits: 9 };
    const other = { ...trial, id: 'T-02.1', case: 'T-02', whole: { ...trial.whole, histogram } };
    const report = await rendered([trial, other]);
    expectSound(report);
    expect(report.html).toContain('Of some cases there is no distribution');
  });
});
