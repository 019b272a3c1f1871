import { describe, expect, test } from 'vitest';
import { compareTrials } from '../../../src/core/compare/compare.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { scorecardOf } from '../../../src/core/requirements/scorecard.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

const [first, , third] = syntheticCampaign({ lengthSeconds: 10, trialsPerCase: 2 }).trials;
const quiet = {
  cpuTaskSeconds: 0.1,
  loadAverage1m: null,
  cpuTotalSeconds: null,
  cpuStealSeconds: null,
  cpuPressureShare: 0,
  throttledSeconds: null,
};

/** The same trial on a host that was as busy before it as this. */
function on(trial: Trial, cpuPressureShare: number): Trial {
  return {
    ...trial,
    environment: { ...trial.environment!, fingerprint: { ...quiet, cpuPressureShare } },
  };
}

function judgedTrials(trials: readonly Trial[]): string[] {
  const records = trials.map((trial) => ({ trial, file: `${trial.id}.json`, sha256: '0'.repeat(64) }));
  const wanted = {
    measure: 'mean',
    case: first!.case,
    against: null,
    bound: 'atMost',
    limit: 99,
    confidence: null,
  } as const;
  const asked = {
    title: 'PoC',
    titleKo: null,
    requirements: [{ id: 'X', area: null, title: 'X', titleKo: null, wanted }],
  };
  const card = scorecardOf(asked, '0'.repeat(64), records);
  return card.requirements[0]!.judgements[0]!.trials.map(({ trial }) => trial);
}

describe('a scorecard counts the trials that the comparison counts', () => {
  const repeat = (trial: Trial): Trial => ({
    ...trial,
    id: `${first!.id}-2`,
    case: first!.case,
    plan: { ...trial.plan!, case: first!.case, repeats: first!.id },
  });

  test.each([
    ['the repeat on a quiet host', 0, [`${first!.id}-2`]],
    ['the first where its repeat met a disturbed host, too', 0.8, [first!.id]],
  ])('%s', (_, pressure, expected) => {
    const trials = [on(first!, 0.9), repeat(on(third!, pressure))];
    expect(judgedTrials(trials)).toEqual(expected);
    expect(compareTrials(trials, null).cases[0]!.trials).toEqual(expected);
  });

  test('no warm-up', () => {
    const warmUp = { ...first!, id: 'warm-up', plan: { ...first!.plan!, warmUp: true } };
    expect(judgedTrials([warmUp, first!])).toEqual([first!.id]);
  });
});
