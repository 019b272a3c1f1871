import { describe, expect, test } from 'vitest';
import { answerOf } from '../../../src/core/report/answer.ts';
import { comparisonOf, syntheticCampaign, syntheticTrial } from '../../fixtures/report/synthetic.ts';

const campaign = syntheticCampaign({ lengthSeconds: 120 });

describe('the answer', () => {
  test('says the ratio, where it comes from, and its doubt', () => {
    const { headline, others } = answerOf(campaign, 'en');
    expect(headline.text).toMatch(
      /^HPA 5–10 at 60 % CPU \(T-02\) handled 1\.\d\d times the requests of 5 fixed pods \(T-01\) and answered \d\.\d\d times as fast on average \(emulated\); 1\.\d\d = [12]\.\d\d from more pods × \(1 − \d+ % scaling lag\)/,
    );
    expect(headline.doubt).toBe('one trial each: no significance is claimed; 5 trials a case are needed');
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

  test('claims a difference only where there is one', () => {
    const with4 = syntheticCampaign({ lengthSeconds: 30, trialsPerCase: 2 });
    const judged = (significant: boolean | null) => {
      const contrasts = with4.comparison.contrasts.map((contrast) => ({ ...contrast, significant }));
      return answerOf({ ...with4, comparison: { ...with4.comparison, contrasts } }, 'en').headline.doubt;
    };
    expect(judged(true)).toMatch(/^2 and 2 trials: the difference is significant/);
    expect(judged(false)).toMatch(/^~ .*within the noise.*5 trials/);
    expect(judged(null)).toMatch(/no significance is claimed; 5/);
  });

  test('without pairs or trials there is none', () => {
    const trials = [syntheticTrial({ case: 'T-01', lengthSeconds: 20 })];
    expect(answerOf({ comparison: comparisonOf(trials), trials }, 'en').headline.text).toContain('no answer');
    expect(answerOf({ comparison: comparisonOf([]), trials: [] }, 'en').headline.text).toContain('no trial');
  });
});
