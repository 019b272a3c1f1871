import { expect, test } from 'vitest';
import { LogLinearHistogram } from '../../../src/core/math/histogram.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { chartsOf } from '../../../src/core/report/charts/all.ts';
import { differenceEnds, quantileDifference } from '../../../src/core/report/charts/quantile-difference.ts';
import { svgOf } from '../../../src/core/report/charts/svg.ts';
import { pairedTrials, type TrialPairs } from '../../../src/core/report/charts/trial-pairs.ts';
import { csvFilesOf } from '../../../src/core/report/csv.ts';
import { speaker } from '../../../src/core/report/text.ts';
import { syntheticCampaign, syntheticTrial } from '../../fixtures/report/synthetic.ts';
import { expectGolden } from '../../golden-file.ts';

const reader = { lang: 'en', say: speaker('en') } as const;
const drawn = (paired: TrialPairs) =>
  quantileDifference(paired, differenceEnds([paired]), { colour: '#0072b2', index: 1 }, reader);

/** A trial whose requests took these many seconds. */
function trialOf(name: string, number: number, seconds: readonly number[]): Trial {
  const made = syntheticTrial({ case: name, trial: number, lengthSeconds: 20 });
  const histogram = new LogLinearHistogram();
  for (const each of seconds) histogram.record(Math.round(each * 1e6));
  return { ...made, whole: { ...made.whole, processed: histogram.count, histogram: histogram.toJSON() } };
}

const hundred = Array.from({ length: 101 }, (_, i) => i / 100);

test('each quantile is what the case took more than its base, in seconds and with its sign', () => {
  const base = trialOf('A', 1, hundred);
  const slower = trialOf(
    'B',
    1,
    hundred.map((seconds) => seconds * 1.5),
  );
  const { table, records, notes } = drawn(pairedTrials([base], [slower]))!;
  expect(table.head).toEqual(['Quantile', 'A, ms', 'B, ms', 'Difference, ms']);
  const p50 = records!.find(([quantile]) => quantile === 0.5)!;
  expect(p50.slice(0, 3)).toEqual([0.5, 'A.1', 'B.1']);
  expect(p50[5]).toBeGreaterThan(0.245);
  expect(p50[5]).toBeLessThan(0.255);
  expect(table.rows.find(([name]) => name === 'p50')!.at(-1)).toMatch(/^\+2[45]\d$/);
  expect(notes.join(' ')).toContain('Only one trial of each is compared (B.1, A.1)');
  const faster = drawn(pairedTrials([slower], [base]))!;
  expect(faster.table.rows.find(([name]) => name === 'p50')!.at(-1)).toMatch(/^\u22122[45]\d$/);
});

test('of several trials each pair has its points, and the line is their median', () => {
  const shifted = (by: number) => hundred.map((seconds) => seconds + by);
  const bases = [1, 2, 3].map((number) => trialOf('A', number, hundred));
  const others = [0.1, 0.2, 0.9].map((by, i) => trialOf('B', i + 1, shifted(by)));
  const { table, records, notes, spec } = drawn(pairedTrials(bases, others))!;
  expect(records).toHaveLength(1 + 3 * 20);
  for (const [, , , middle, least, greatest] of table.rows) {
    expect(Number(middle)).toBeCloseTo(200, -1);
    expect(Number(least)).toBeCloseTo(100, -1);
    expect(Number(greatest)).toBeCloseTo(900, -1);
  }
  expect(notes.join(' ')).toContain('of the same repetition');
  expect(JSON.stringify(spec)).toContain('pairs of trials: 3');
});

test('trials are paired by repetition, else in the order of running; who has no counterpart is said', () => {
  const of = (name: string, ...numbers: number[]) =>
    numbers.map((number) => trialOf(name, number, hundred.slice(0, 10)));
  const ids = (paired: ReturnType<typeof pairedTrials>) =>
    paired.pairs.map((pair) => pair.map(({ id }) => id));
  const missing = pairedTrials(of('A', 1, 2, 3), of('B', 3, 1));
  expect(ids(missing)).toEqual([
    ['A.1', 'B.1'],
    ['A.3', 'B.3'],
  ]);
  expect(missing).toMatchObject({ by: 'repetition', unpaired: 1 });
  expect(drawn(missing)!.notes.at(-1)).toBe('Trials without a counterpart, left out here: 1.');
  expect(pairedTrials(of('A', 1), of('A', 2))).toMatchObject({ by: 'order', unpaired: 0 });
  const imports = of('B', 1, 2).map((trial) => ({ ...trial, plan: null }));
  expect(pairedTrials(of('A', 1, 2, 3), imports)).toMatchObject({ by: 'order', unpaired: 1 });
});

test('all charts of a report share their axis, which reaches over every pair', () => {
  const base = trialOf('A', 1, hundred);
  const shifted = (name: string, by: number) =>
    pairedTrials(
      [base],
      [
        trialOf(
          name,
          1,
          hundred.map((each) => each + by),
        ),
      ],
    );
  const ends = differenceEnds([shifted('B', 0.5), shifted('C', 2)]);
  expect(ends.low).toBe(0);
  expect(ends.high).toBeCloseTo(2, 1);
  const axes = chartsOf(syntheticCampaign({ lengthSeconds: 60 }), reader).flatMap(({ quantiles }) =>
    quantiles.map(({ spec }) => JSON.stringify(spec).match(/"domain":\[-?[\d.]+,-?[\d.]+\]/g)),
  );
  expect(axes).toHaveLength(2);
  expect(axes[0]).toEqual(axes[1]);
});

test('nothing answered, or bins of another version, give no chart', () => {
  const full = trialOf('A', 1, hundred);
  const other = { ...full.whole.histogram, significantBits: 9 };
  const foreign = { ...full, whole: { ...full.whole, histogram: other } };
  expect(drawn(pairedTrials([full], [trialOf('B', 1, [])]))).toBeNull();
  expect(drawn(pairedTrials([full], [foreign]))).toBeNull();
});

test('of three trials each it looks as it did, and its CSV has every trial', async () => {
  const charts = chartsOf(syntheticCampaign({ lengthSeconds: 150, trialsPerCase: 3 }), reader);
  const chart = charts[0]!.quantiles[0]!;
  expectGolden('test/golden/charts/quantiles-of-three.svg', await svgOf(chart.spec));
  const { text } = csvFilesOf(charts).find(({ name }) => name === `${chart.id}.csv`)!;
  const lines = text.trim().split('\r\n');
  expect(lines[0]).toBe('quantile,baseTrial,caseTrial,baseSeconds,caseSeconds,differenceSeconds');
  expect(lines).toHaveLength(1 + 3 * 20);
  for (const line of lines.slice(1)) {
    const [, , , base, of, difference] = line.split(',');
    expect(Number(of) - Number(base)).toBeCloseTo(Number(difference), 6);
  }
});
