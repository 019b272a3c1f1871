import { describe, expect, test } from 'vitest';
import { chartsOf } from '../../../src/core/report/charts/all.ts';
import { svgOf } from '../../../src/core/report/charts/svg.ts';
import { chartsIn } from '../../../src/core/report/html.ts';
import { speaker } from '../../../src/core/report/text.ts';
import { comparisonOf, syntheticCampaign } from '../../fixtures/report/synthetic.ts';
import { expectGolden } from '../../golden-file.ts';

const campaign = syntheticCampaign({ lengthSeconds: 150 });
const scenarios = chartsOf(campaign, { lang: 'en', say: speaker('en') });
const korean = chartsOf(campaign, { lang: 'ko', say: speaker('ko') });

describe('each chart looks as it did', () => {
  for (const chart of chartsIn(scenarios[0]!))
    test(chart.id, async () => {
      expectGolden(`test/golden/charts/${chart.id}.svg`, await svgOf(chart.spec));
    });

  test('of an open load, where journeys are dropped', async () => {
    const closed = campaign.trials[1]!;
    const { series } = closed;
    const planned = series.started.map((_, t) => 10 + t / 10);
    const trial = {
      ...closed,
      id: 'T-02.open',
      plan: {
        ...closed.plan!,
        scenario: {
          ...closed.plan!.scenario,
          profile: {
            model: 'open' as const,
            points: [
              { atSeconds: 0, perSecond: 10 },
              { atSeconds: 150, perSecond: 25 },
            ],
            maxUsers: 2000,
            thinkSeconds: 1,
          },
        },
      },
      series: {
        ...series,
        planned,
        iterations: planned.map((rate, t) => (t > 100 ? 18 : Math.round(rate))),
        dropped: planned.map((rate, t) => (t > 100 ? Math.round(rate) - 18 : 0)),
      },
    };
    const [charts] = chartsOf(
      { comparison: comparisonOf([trial]), trials: [trial] },
      { lang: 'en', say: speaker('en') },
    );
    const chart = charts!.timelines[0]!;
    const text = JSON.stringify(chart.spec);
    expect(text).toContain('Journeys per second');
    expect(text).not.toContain('"Users"');
    expectGolden('test/golden/charts/timeline-open.svg', await svgOf(chart.spec));
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
      expect(charts.podRates).toHaveLength(2);
      expect(charts.differences).toHaveLength(1);
      expect(charts.quantiles).toHaveLength(1);
      expect(charts.users).not.toBeNull();
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
    // An autoscaled arm has panels more: for its rounds and for events.
    for (const found of domains) expect(found).toEqual(expect.arrayContaining(domains[0]!));
  });
});
