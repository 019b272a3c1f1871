import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTrials } from '../../../src/core/compare/compare.ts';
import { effectsJudged } from '../../../src/core/compare/effects.ts';
import { headlineMetrics, metrics } from '../../../src/core/compare/metrics.ts';
import { type Contrast, comparisonSchema, type Effect } from '../../../src/core/model/comparison.ts';
import { metricNames } from '../../../src/core/model/metric.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';
import { type Figures, trialsOf } from './trials-of.ts';

/** Coarse figures, so that ties are common; an error rate that is often 0. */
const figures: fc.Arbitrary<Figures> = fc.record({
  throughput: fc.integer({ min: 800, max: 1000 }).map((value) => value / 10),
  mean: fc.integer({ min: 20, max: 30 }).map((value) => value / 10),
  p95: fc.integer({ min: 40, max: 4000 }).map((value) => value / 1000),
  errorRate: fc.constantFrom(0, 0, 0, 0.001, 0.02),
});
/** A case that is often better or worse than its base. */
const caseFigures = fc
  .tuple(fc.constantFrom(0.7, 1, 1, 1.4), fc.array(figures, { minLength: 1, maxLength: 8 }))
  .map(([factor, trials]) =>
    trials.map((each) => ({ ...each, throughput: each.throughput * factor, mean: each.mean / factor })),
  );
const pair = fc.tuple(caseFigures, caseFigures);

function judged(other: readonly Figures[], base: readonly Figures[], swapped = false): Contrast {
  const trials = swapped
    ? [...trialsOf('other', other, null), ...trialsOf('base', base, 'T-10')]
    : [...trialsOf('other', other), ...trialsOf('base', base)];
  const comparison = compareTrials(trials, null);
  expect(comparisonSchema.parse(comparison)).toEqual(comparison);
  expect(comparison.contrasts).toHaveLength(1);
  return comparison.contrasts[0]!;
}

const opposite: Record<Effect['verdict'], Effect['verdict']> = {
  better: 'worse',
  worse: 'better',
  same: 'same',
  different: 'different',
  unknown: 'unknown',
};

const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));

/** The same but for the last digits. */
function unchanged(effect: Effect): unknown {
  const { interval, value, detectable } = effect;
  return {
    ...effect,
    value: near(value),
    interval: interval && { ...interval, low: near(interval.low), high: near(interval.high) },
    detectable: near(detectable),
  };
}

/** The effect that the other arm would be said to have: turned round, and otherwise the same. */
function turned(effect: Effect, turn: (value: number) => number): unknown {
  const { interval, value, verdict } = effect;
  return unchanged({
    ...effect,
    verdict: opposite[verdict],
    value: value === null ? null : turn(value),
    interval: interval && { ...interval, low: turn(interval.high), high: turn(interval.low) },
  });
}

describe('the judgement of two cases', () => {
  it('turns round with the arms, and nothing else of it changes', () => {
    fc.assert(
      fc.property(pair, ([other, base]) => {
        const one = judged(other, base);
        const { ratios, differences, ...rest } = judged(other, base, true);
        expect(rest).toEqual({
          ...one,
          case: one.against,
          against: one.case,
          published: expect.toSatisfy(() => true),
          ratios: undefined,
          differences: undefined,
        });
        for (const [name, effect] of Object.entries(one.ratios))
          expect(ratios[name], name).toEqual(turned(effect, (ratio) => 1 / ratio));
        for (const [name, effect] of Object.entries(one.differences))
          expect(differences[name], name).toEqual(turned(effect, (difference) => -difference));
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of the trials', () => {
    fc.assert(
      fc.property(
        pair.chain(([other, base]) =>
          fc.tuple(
            fc.constant([other, base] as const),
            fc.shuffledSubarray(other, { minLength: other.length }),
            fc.shuffledSubarray(base, { minLength: base.length }),
          ),
        ),
        ([[other, base], others, bases]) => {
          expect(judged(others, bases)).toEqual(judged(other, base));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not depend on the unit of a ratio', () => {
    fc.assert(
      fc.property(pair, fc.constantFrom(0.001, 0.37, 60, 1000), ([other, base], unit) => {
        const scaled = (list: readonly Figures[]) =>
          list.map((each) => ({ ...each, throughput: each.throughput * unit, p95: each.p95 * unit }));
        const one = judged(other, base).ratios;
        const two = judged(scaled(other), scaled(base)).ratios;
        for (const [name, effect] of Object.entries(one)) expect(two[name], name).toEqual(unchanged(effect));
      }),
      { numRuns: 200 },
    );
  });

  it('claims what its interval bears out, and nothing of fewer trials than it needs', () => {
    fc.assert(
      fc.property(pair, ([other, base]) => {
        const { significant, moreTrialsNeeded, ratios } = judged(other, base);
        expect(significant === null).toBe(moreTrialsNeeded > 0);
        for (const [name, { p, adjustedP, verdict, interval, value }] of Object.entries(ratios)) {
          if (adjustedP !== null) expect(adjustedP).toBeGreaterThanOrEqual(p!);
          if (verdict === 'better' || verdict === 'worse') {
            expect(Math.sign(value! - 1), name).toBe(
              (verdict === 'better') === (metrics[name as 'mean'].better === 'higher') ? 1 : -1,
            );
            expect(interval!.low > 1 || interval!.high < 1).toBe(true);
          }
          if (interval !== null) {
            expect(interval.low).toBeLessThanOrEqual(value!);
            expect(interval.high).toBeGreaterThanOrEqual(value!);
            expect(interval.confidence).toBeGreaterThanOrEqual(0.95 - 1e-12);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  const trials = (count: number, throughput: number, mean = 1): Figures[] =>
    Array.from({ length: count }, (_, i) => ({
      throughput: throughput + i / 10,
      mean: mean + i / 1000,
      p95: 3 + i / 100,
      errorRate: 0,
    }));

  it('gives an interval from four trials on and a verdict from five', () => {
    const four = judged(trials(4, 180), trials(4, 90));
    expect(four.ratios.throughput!.interval!.confidence).toBeCloseTo(1 - 2 / 70, 12);
    expect(four).toMatchObject({ significant: null, trialsNeeded: 5, moreTrialsNeeded: 1 });
    expect(four.ratios.throughput!.verdict).toBe('unknown');
    expect(judged(trials(3, 180), trials(3, 90)).ratios.throughput!.interval).toBeNull();
    const five = judged(trials(5, 180, 0.5), trials(5, 90));
    expect(five).toMatchObject({ significant: true, moreTrialsNeeded: 0 });
    expect(five.ratios.throughput).toMatchObject({ verdict: 'better', method: 'exact', p: 2 / 252 });
    expect(five.ratios.throughput!.value).toBeCloseTo(2, 2);
    expect(five.ratios.throughput!.adjustedP).toBeCloseTo((3 * 2) / 252, 12);
    expect(five.ratios.processed!.adjustedP).toBe(five.ratios.throughput!.adjustedP);
    expect(five.ratios.mean!.verdict).toBe('better');
    expect(five.ratios.p95).toMatchObject({ verdict: 'same', value: 1 });
    expect(five.differences.errorRate).toMatchObject({ verdict: 'same', value: 0, p: 1 });
    expect(five.ratios.max!.verdict).toBe('same');
  });

  it('names what it could have found', () => {
    const { throughput } = judged(trials(5, 90), trials(5, 90)).ratios;
    expect(throughput!.verdict).toBe('same');
    expect(throughput!.detectable).toBeGreaterThan(1.003);
    expect(throughput!.detectable).toBeLessThan(1.01);
  });

  it('makes no ratio of nothing, and ranks it all the same', () => {
    const none = trials(5, 90).map((each) => ({ ...each, throughput: 0 }));
    const { throughput } = judged(none, trials(5, 90)).ratios;
    expect(throughput).toMatchObject({ value: 0, interval: null, detectable: null, verdict: 'worse' });
    expect(judged(trials(5, 90), none).ratios.throughput).toMatchObject({ value: null, verdict: 'better' });
  });

  it('claims nothing of what may not be compared, nor of the published layout', () => {
    const { trials: records } = syntheticCampaign({ trialsPerCase: 5, lengthSeconds: 20 });
    const elsewhere = compareTrials(records, null).contrasts.find(({ kind }) => kind === 'other-service')!;
    expect(elsewhere.significant).toBeNull();
    expect(elsewhere.ratios.throughput).toMatchObject({ p: null, verdict: 'unknown' });
    expect(elsewhere.ratios.throughput!.interval).not.toBeNull();
    const refused = compareTrials(
      records.map((trial) => (trial.case === 'T-02' ? { ...trial, environment: null } : trial)),
      null,
    ).contrasts.find((found) => found.case === 'T-02')!;
    expect(refused.refusals).not.toEqual([]);
    expect(refused.significant).toBeNull();
    expect(refused.ratios.throughput).toMatchObject({ p: null, interval: null, verdict: 'unknown' });
  });

  it('keeps the place of a claim that could not be observed', () => {
    const unseen = trialsOf('other', trials(5, 180)).map((trial) => ({
      ...trial,
      whole: { ...trial.whole, responseSeconds: null },
    }));
    const effects = effectsJudged(unseen, trialsOf('base', trials(5, 90)));
    expect(effects.mean).toMatchObject({ value: null, p: null, verdict: 'unknown' });
    expect(effects.throughput.adjustedP).toBeCloseTo((3 * 2) / 252, 12);
  });

  it('judges the family that it is asked to', () => {
    const [other, base] = [trialsOf('other', trials(4, 180)), trialsOf('base', trials(4, 90))];
    const alone = effectsJudged(other, base, ['throughput']);
    expect(alone.throughput).toMatchObject({ verdict: 'better', adjustedP: expect.closeTo(2 / 70, 12) });
    expect(alone.mean.adjustedP).toBeNull();
    expect(effectsJudged(other, base).throughput.verdict).toBe('unknown');
  });
});

describe('the metrics', () => {
  it('all have a unit, a scale and a direction, and the headline can be judged', () => {
    expect(Object.keys(metrics)).toEqual([...metricNames]);
    for (const name of headlineMetrics) expect(metrics[name].better).not.toBeNull();
  });
});

describe('where a gain comes from', () => {
  it.each([true, false])('has intervals around its parts, ceiling measured: %s', (ceiling) => {
    const { trials } = syntheticCampaign({ trialsPerCase: 6, lengthSeconds: 60, ceiling });
    const split = compareTrials(trials, null).decompositions.find((found) => found.case === 'T-02')!;
    expect(split.morePods * (1 + split.scalingLag)).toBeCloseTo(split.ratio, 9);
    expect(split.ceiling.source).toBe(ceiling ? 'measured' : 'plateau');
    for (const part of ['ratio', 'morePods', 'scalingLag', 'replicaSecondsShare'] as const) {
      const { low, high, confidence } = split.intervals[part]!;
      expect(low).toBeLessThanOrEqual(split[part]! + 1e-12);
      expect(high).toBeGreaterThanOrEqual(split[part]! - 1e-12);
      expect(confidence).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('has none with too few', () => {
    const { trials } = syntheticCampaign({ trialsPerCase: 3, lengthSeconds: 20, ceiling: true });
    const split = compareTrials(trials, null).decompositions.find((found) => found.case === 'T-02')!;
    expect(Object.values(split.intervals)).toEqual([null, null, null, null]);
  });
});
