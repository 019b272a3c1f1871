import { describe, expect, test } from 'vitest';
import { answerOf } from '../../../src/core/report/answer.ts';
import { validityOf } from '../../../src/core/report/validity.ts';
import {
  comparisonOf,
  syntheticCampaign,
  syntheticTrial,
  withoutDifference,
} from '../../fixtures/report/synthetic.ts';

const campaign = syntheticCampaign({ lengthSeconds: 120 });

describe('the answer', () => {
  test('says the ratio, where it comes from, and its doubt', () => {
    const { headline, others } = answerOf(campaign, 'en');
    expect(headline.text).toMatch(
      /^HPA 5–10 at 60 % CPU \(T-02\) handled 1\.\d\d times the requests of 5 fixed pods \(T-01\) and answered \d\.\d\d times as fast on average \(emulated\); 1\.\d\d = [12]\.\d\d from more pods × \(1 − \d+ % scaling lag\)/,
    );
    expect(headline.doubt).toBe(
      'one trial each: no significance is claimed; each case needs 4 more (about 80 min), 5 in all',
    );
    expect(headline.published).toContain('1.75 times');
    expect(others).toHaveLength(1);
    // What was published for T-03 was set against another service, so it is no counterpart of this pair.
    expect(others[0]!.published).toBeNull();
  });

  test('puts the autoscaled arm before a fixed one', () => {
    const withCeiling = syntheticCampaign({ lengthSeconds: 60, ceiling: true });
    const { headline, others } = answerOf(withCeiling, 'en');
    expect(headline.text).toContain('HPA');
    expect(others.at(-1)!.text).toContain('10 fixed pods');
  });

  test('names what may not be compared, and does not compare it', () => {
    const longer = { ...campaign.trials[1]!, plan: { ...campaign.trials[1]!.plan!, lengthSeconds: 600 } };
    const trials = [campaign.trials[0]!, longer];
    const { headline } = answerOf({ comparison: comparisonOf(trials), trials }, 'en');
    expect(headline.text).toMatch(/^T-02 is not compared with T-01: .*600/);
    expect(headline.text).not.toContain('times');
  });

  test('is guarded when the measurement is INVALID', () => {
    const comparison = {
      ...campaign.comparison,
      verdict: 'INVALID' as const,
      checks: [{ ...campaign.comparison.checks[0]!, verdict: 'INVALID' as const, code: 'pods-pinned' }],
    };
    expect(answerOf({ ...campaign, comparison }, 'en').headline.text).toMatch(
      /^The measurement is not to be trusted \(pods-pinned\)/,
    );
  });

  test('claims a difference only where there is one, and says how sure it is', () => {
    const six = syntheticCampaign({ lengthSeconds: 60, trialsPerCase: 6 });
    const { headline } = answerOf(six, 'en');
    expect(headline.doubt).toMatch(
      /^6 and 6 trials: the difference is significant at the 5 % level, adjusted p 0\.00\d+, 95\.8 % interval [\d.]+ to [\d.]+$/,
    );
    expect(headline.text).toMatch(
      /= [\d.]+ \[[\d.]+, [\d.]+\] from more pods × \(1 − \d+ % \[−\d+ %, −\d+ %\]/,
    );
  });

  test('says of noise what would have been found, and asks for no more trials', () => {
    const noise = answerOf(withoutDifference(6), 'en').headline.doubt!;
    expect(noise).toMatch(
      /^~ 6 and 6 trials: the difference is within the noise, adjusted p [\d.]+, 95\.8 % interval/,
    );
    const [, above, below] = /a ratio of ([\d.]+) or more, or of ([\d.]+) or less/.exec(noise)!;
    expect(Number(above)).toBeGreaterThan(1);
    expect(Number(above) * Number(below)).toBeCloseTo(1, 1);
    expect(noise).not.toContain('each case needs');
  });

  test('with four trials each there is an interval, no claim, and one trial that is missing', () => {
    const four = syntheticCampaign({ lengthSeconds: 60, trialsPerCase: 4 });
    expect(answerOf(four, 'en').headline.doubt).toMatch(
      /^4 and 4 trials: no significance is claimed, 97\.1 % interval .* to .*; each case needs 1 more \(about 5 min\), 5 in all$/,
    );
  });

  test('without pairs or trials there is none', () => {
    const trials = [syntheticTrial({ case: 'T-01', lengthSeconds: 20 })];
    expect(answerOf({ comparison: comparisonOf(trials), trials }, 'en').headline.text).toContain('no answer');
    expect(answerOf({ comparison: comparisonOf([]), trials: [] }, 'en').headline.text).toContain('no trial');
  });
});

describe('what a comparison has to have before it is read', () => {
  const { comparison } = syntheticCampaign({ lengthSeconds: 20 });
  const verdicts = (changes: Partial<typeof comparison>) =>
    validityOf({ ...comparison, ...changes }).map((line) => line.verdict);
  const checked = (code: string, verdict: 'PASS' | 'INVALID') => ({
    code,
    verdict,
    seen: '',
    facts: {},
    trial: 'T-01.1',
  });

  test('has the worst that any trial showed, and says what nobody looked at', () => {
    expect(verdicts({ checks: [] })).toEqual([null, null, null, null, 'PASS']);
    expect(
      verdicts({
        checks: [
          checked('planned-users', 'PASS'),
          checked('generator', 'PASS'),
          checked('generator-starved', 'INVALID'),
          checked('share', 'PASS'),
        ],
      }),
    ).toEqual(['PASS', 'INVALID', 'PASS', null, 'PASS']);
  });

  test('knows a refused pair', () => {
    const refusals = [{ code: 'length-differs', message: 'length', facts: {} }];
    const contrasts = comparison.contrasts.map((contrast) => ({ ...contrast, refusals }));
    expect(verdicts({ contrasts }).at(-1)).toBe('INVALID');
    expect(verdicts({ contrasts: [] }).at(-1)).toBeNull();
  });
});
