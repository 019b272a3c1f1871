import { describe, expect, it } from 'vitest';
import { judged } from '../../../src/core/capacity/service-level.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';
import { question } from './simulated-search.ts';

const base = syntheticCampaign({ lengthSeconds: 60 }).trials[0]!;
const seconds = base.series.started.length;

/** A trial of one request started in each tenth of a second, with a plateau over its second half. */
function trialWith(changes: {
  endedPerSecond?: number;
  inTime?: number;
  errorRate?: number;
  dropped?: number;
}): Trial {
  const { endedPerSecond = 10, inTime = 1, errorRate = 0, dropped = 0 } = changes;
  return {
    ...base,
    verdict: 'PASS',
    state: 'completed',
    plateau: {
      ...base.plateau!,
      fromSeconds: 30,
      toSeconds: 60,
      started: 300,
      withinSloShare: inTime,
      errorRate,
      dropped,
    },
    series: {
      ...base.series,
      widthSeconds: 1,
      started: new Array<number>(seconds).fill(10),
      completed: new Array<number>(seconds).fill(endedPerSecond),
      failed: new Array<number>(seconds).fill(0),
    },
  };
}

describe('a service level', () => {
  it('is held by what is in time, without errors, and keeps up', () => {
    expect(judged(trialWith({}), question.level, 10)).toEqual({ held: true, missed: [] });
    expect(
      judged(trialWith({ inTime: 0.95, endedPerSecond: 9.5, errorRate: 0.001 }), question.level, 10).held,
    ).toBe(true);
  });

  it('is missed for every reason at once', () => {
    const { held, missed } = judged(
      trialWith({ inTime: 0.9, endedPerSecond: 9, errorRate: 0.01, dropped: 3 }),
      question.level,
      10,
    );
    expect(held).toBe(false);
    expect(missed).toEqual([
      { code: 'slow', seen: 0.9, allowed: 0.95 },
      { code: 'behind', seen: 0.9, allowed: 0.95 },
      { code: 'errors', seen: 0.01, allowed: 0.001 },
      { code: 'dropped', seen: 3, allowed: 0 },
    ]);
  });

  it('is neither held nor missed by a trial that is not to be trusted', () => {
    for (const broken of [
      { ...trialWith({}), verdict: 'INVALID' as const },
      { ...trialWith({}), state: 'failed' as const },
      { ...trialWith({}), plateau: null },
    ])
      expect(judged(broken, question.level, 10).held).toBeNull();
  });
});
