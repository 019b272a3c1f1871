import { describe, expect, test } from 'vitest';
import { chartsOf } from '../../../src/core/report/charts/all.ts';
import { svgOf } from '../../../src/core/report/charts/svg.ts';
import { chartsIn } from '../../../src/core/report/html.ts';
import { speaker } from '../../../src/core/report/text.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';
import { expectGolden } from '../../golden-file.ts';

const campaign = syntheticCampaign({ lengthSeconds: 150 });
const scenarios = chartsOf(campaign, { lang: 'en', say: speaker('en') });
const korean = chartsOf(campaign, { lang: 'ko', say: speaker('ko') });

describe('each chart looks as it did', () => {
  for (const chart of chartsIn(scenarios[0]!))
    test(chart.id, async () => {
      expectGolden(`test/golden/charts/${chart.id}.svg`, await svgOf(chart.spec));
    });

  test('in Korean', async () => {
    const chart = korean[0]!.timelines[1]!;
    expectGolden(`test/golden/charts/${chart.id}-ko.svg`, await svgOf(chart.spec));
  });
});

describe('a scenario has every chart', () => {
  test('of each kind', () => {
    expect(scenarios.map((charts) => charts.trials.map((trial) => trial.case))).toEqual([
      ['T-01', 'T-02'],
      ['T-01g', 'T-03'],
    ]);
    for (const charts of scenarios) {
      expect(charts.timelines).toHaveLength(2);
      expect(charts.heatmaps).toHaveLength(2);
      expect(charts.pods).toHaveLength(2);
      expect(charts.lags).toHaveLength(1);
      expect(charts.distribution).not.toBeNull();
      expect(charts.scalability).not.toBeNull();
    }
  });

  test('with a text and numbers, all ids different', () => {
    const all = scenarios.flatMap(chartsIn);
    expect(new Set(all.map((chart) => chart.id)).size).toBe(all.length);
    for (const chart of all) {
      expect(chart.alt.length).toBeGreaterThan(20);
      expect(chart.alt).not.toMatch(/[{}]|NaN|undefined/);
      expect(chart.table.rows.length).toBeGreaterThan(0);
      for (const row of chart.table.rows) expect(row).toHaveLength(chart.table.head.length);
    }
  });

  test('on the same scales and the same time axis', () => {
    const domains = scenarios
      .flatMap((charts) => charts.timelines)
      .map((chart) => JSON.stringify(chart.spec).match(/"domain":\[[^\]]*\]/g)!)
      .map((found) => [...new Set(found)].sort());
    expect(domains[0]!.length).toBeGreaterThan(3);
    for (const found of domains) expect(found).toEqual(domains[0]);
  });
});
