import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../src/core/math/random.ts';
import type { Finding } from '../../../../src/core/model/capacity-check.ts';
import type { CheckSettings } from '../../../../src/core/model/check-settings.ts';
import type { Trial } from '../../../../src/core/model/trial.ts';
import { normal } from '../trials-of.ts';
import { anySide, around, checkOf, figureOf, sideOf } from './sides.ts';

/** Only one figure decides, so that a test can hold one thing at a time. */
const only = (metric: 'plateauThroughput' | 'mean' | 'errorRate', regression: string): CheckSettings => {
  const off = { severity: 'off' } as const;
  return {
    thresholds: {
      plateauThroughput: off,
      mean: off,
      errorRate: off,
      [metric]: { regression, severity: 'error' },
    },
  };
};

const opposite: Record<Finding, Finding> = {
  worse: 'better',
  better: 'worse',
  equal: 'equal',
  'not-worse': 'not-better',
  'not-better': 'not-worse',
  undecided: 'undecided',
  unobserved: 'unobserved',
};

describe('swapping candidate and baseline', () => {
  it('turns every finding round, and nothing else', () => {
    const seen = new Set<Finding>();
    fc.assert(
      fc.property(anySide, anySide, (one, other) => {
        const a = checkOf(sideOf(one), sideOf(other));
        const b = checkOf(sideOf(other), sideOf(one));
        expect(b.claims).toBe(a.claims);
        a.cases[0]!.figures.forEach((figure, i) => {
          const turned = b.cases[0]!.figures[i]!;
          seen.add(figure.finding);
          expect(turned.finding, figure.metric).toBe(opposite[figure.finding]);
          expect(turned).toMatchObject({
            metric: figure.metric,
            threshold: figure.threshold,
            severity: figure.severity,
            baseline: figure.candidate,
            candidate: figure.baseline,
          });
          expect(turned.effect.p).toBe(figure.effect.p);
          expect(turned.effect.adjustedP).toBe(figure.effect.adjustedP);
        });
      }),
      { numRuns: 200 },
    );
    // Otherwise it would prove little.
    expect(seen).toEqual(new Set(Object.keys(opposite).filter((finding) => finding !== 'unobserved')));
  });
});

describe('a verdict', () => {
  it('is the first of INVALID, FAIL, INCONCLUSIVE, PASS, over what decides', () => {
    fc.assert(
      fc.property(anySide, anySide, (one, other) => {
        const check = checkOf(sideOf(one), sideOf(other));
        const verdicts = check.cases[0]!.figures.filter(({ severity }) => severity === 'error').map(
          ({ verdict }) => verdict,
        );
        expect(verdicts.length).toBe(3);
        const expected = (['FAIL', 'INCONCLUSIVE', 'PASS'] as const).find((each) => verdicts.includes(each));
        expect(check.verdict).toBe(expected);
        expect(check.cases[0]!.verdict).toBe(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('claims a regression only beyond the noise and the threshold, and passes only what excludes one', () => {
    fc.assert(
      fc.property(anySide, anySide, (one, other) => {
        for (const { effect, finding, threshold, better, scale } of checkOf(sideOf(one), sideOf(other))
          .cases[0]!.figures) {
          const toWorse = (value: number) => (better === 'higher' ? -value : value);
          const bound =
            scale === 'difference' ? threshold : better === 'higher' ? 1 - threshold : 1 + threshold;
          if (finding === 'worse') {
            expect(effect.significant).toBe(true);
            if (effect.value !== null) expect(toWorse(effect.value - bound)).toBeGreaterThanOrEqual(-1e-9);
          }
          if (finding === 'equal' || finding === 'not-worse') {
            const end = better === 'higher' ? effect.interval!.low : effect.interval!.high;
            expect(scale === 'difference' ? toWorse(end) : toWorse(end - bound)).toBeLessThan(
              scale === 'difference' ? threshold : 0,
            );
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    { loss: 0.9, verdict: 'FAIL', finding: 'worse' },
    { loss: 0.99, verdict: 'PASS', finding: 'equal' },
    { loss: 1, verdict: 'PASS', finding: 'equal' },
    { loss: 1.1, verdict: 'PASS', finding: 'better' },
  ])('$verdict at $loss of the throughput', ({ loss, verdict, finding }) => {
    const check = checkOf(sideOf(around(90 * loss, 5)), sideOf(around(90, 5)));
    expect(check.verdict).toBe(verdict);
    expect(figureOf(check, 'plateauThroughput')).toMatchObject({
      finding,
      severity: 'error',
      threshold: 0.05,
    });
    expect(figureOf(check, 'plateauThroughput').effect.detectable).not.toBeNull();
  });

  it('turns at the threshold itself', () => {
    const verdictAt = (regression: string) =>
      figureOf(
        checkOf(sideOf(around(90, 6)), sideOf(around(100, 6)), only('plateauThroughput', regression)),
        'plateauThroughput',
      ).verdict;
    // The loss is 10 %, give or take 1 %.
    expect(verdictAt('8%')).toBe('FAIL');
    expect(verdictAt('10%')).toBe('FAIL');
    expect(verdictAt('10.1%')).toBe('INCONCLUSIVE');
    expect(verdictAt('12%')).toBe('PASS');
  });

  it('is not changed by what only warns', () => {
    const slower = around(90, 5).map((each) => ({ ...each, p95: each.p95 * 2 }));
    const check = checkOf(sideOf(slower), sideOf(around(90, 5)));
    expect(figureOf(check, 'p95')).toMatchObject({ finding: 'worse', verdict: 'FAIL', severity: 'warn' });
    expect(check.verdict).toBe('PASS');
  });

  it('takes differences of shares as points', () => {
    const failing = around(90, 5).map((each, i) => ({ ...each, errorRate: 0.01 + i / 10_000 }));
    const check = checkOf(sideOf(failing), sideOf(around(90, 5)));
    expect(figureOf(check, 'errorRate')).toMatchObject({ finding: 'worse', scale: 'difference' });
    expect(check.verdict).toBe('FAIL');
    const tolerant = checkOf(sideOf(failing), sideOf(around(90, 5)), only('errorRate', '2%'));
    expect(figureOf(tolerant, 'errorRate').finding).toBe('equal');
  });

  it('asks nothing where everything is off', () => {
    const off = { severity: 'off' } as const;
    const settings = { thresholds: { plateauThroughput: off, mean: off, errorRate: off } };
    const check = checkOf(sideOf(around(50, 5)), sideOf(around(90, 5)), settings);
    expect(check).toMatchObject({ verdict: 'PASS', claims: 0 });
  });
});

describe('few trials', () => {
  it.each([1, 2, 3, 4])('%d of each decide nothing, and say how many would', (count) => {
    const check = checkOf(sideOf(around(45, count)), sideOf(around(90, count)));
    expect(check.verdict).toBe('INCONCLUSIVE');
    const figure = figureOf(check, 'plateauThroughput');
    expect(figure.trialsNeeded).toBe(5);
    expect(figure.effect.interval === null).toBe(count < 4);
  });

  it('needs more of them for more figures that decide', () => {
    const cases = (side: readonly Trial[]) => [
      ...side,
      ...['T-02', 'T-03', 'T-04'].flatMap((name) =>
        side.map((trial) => ({ ...trial, case: name, id: trial.id.replace('T-01', name) })),
      ),
    ];
    const check = checkOf(cases(sideOf(around(60, 5))), cases(sideOf(around(90, 5))));
    expect(check).toMatchObject({ claims: 12, verdict: 'INCONCLUSIVE' });
    expect(figureOf(check, 'plateauThroughput').trialsNeeded).toBe(6);
    expect(checkOf(cases(sideOf(around(60, 6))), cases(sideOf(around(90, 6)))).verdict).toBe('FAIL');
  });

  it('estimates what scatter would need, within reason', () => {
    const random = seededRandom(7);
    const noisy = (count: number) =>
      around(90, count).map((each) => ({ ...each, throughput: 90 * Math.exp(0.05 * normal(random)) }));
    const check = checkOf(sideOf(noisy(5)), sideOf(noisy(5)), only('plateauThroughput', '5%'));
    const { verdict, trialsNeeded } = figureOf(check, 'plateauThroughput');
    expect(verdict).toBe('INCONCLUSIVE');
    expect(trialsNeeded).toBeGreaterThan(5);
    expect(trialsNeeded).toBeLessThanOrEqual(100);
    const same = sideOf(noisy(5));
    const hopeless = checkOf(same, same, only('plateauThroughput', '0.1%'));
    expect(figureOf(hopeless, 'plateauThroughput').trialsNeeded).toBeNull();
  });
});

describe('the risk of a false alarm', () => {
  it('stays below 5 % over all figures that decide', () => {
    const random = seededRandom(11);
    const side = () =>
      sideOf(
        Array.from({ length: 5 }, () => ({
          throughput: 90 * Math.exp(0.1 * normal(random)),
          mean: Math.exp(0.1 * normal(random)),
          p95: 3 * Math.exp(0.1 * normal(random)),
          errorRate: random.next() / 10,
        })),
      );
    // So small that every loss told from noise is beyond it.
    const strict = (severity: 'error') => ({ regression: '0.1%', severity });
    const settings = {
      thresholds: {
        plateauThroughput: strict('error'),
        mean: strict('error'),
        errorRate: strict('error'),
      },
    };
    const runs = 400;
    const alarms = Array.from({ length: runs }, () => checkOf(side(), side(), settings)).filter(
      ({ verdict }) => verdict === 'FAIL',
    ).length;
    // Half of what is told apart by chance is a gain. 4 standard deviations above 2.5 % of 400.
    expect(alarms).toBeLessThan(runs * 0.025 + 4 * Math.sqrt(runs * 0.025 * 0.975));
  });
});
