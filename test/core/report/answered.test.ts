import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Series } from '../../../src/core/model/trial.ts';
import { answeredPerSecond } from '../../../src/core/report/answered.ts';

function answers(completed: number[], widthSeconds = 1): Series {
  const none = completed.map(() => null);
  const nothing = completed.map(() => 0);
  return {
    widthSeconds,
    planned: none,
    users: none,
    started: nothing,
    completed,
    failed: nothing,
    iterations: nothing,
    dropped: nothing,
    mean: none,
    p50: none,
    p95: none,
    p99: none,
  };
}

describe('answers per second of a stretch', () => {
  it('are those that came in it, whenever they were asked for; a second that is cut counts in part', () => {
    const series = answers([0, 10, 20, 40]);
    expect(answeredPerSecond(series, 1, 3)).toBe(15);
    expect(answeredPerSecond(series, 2.5, 4)).toBeCloseTo((10 + 40) / 1.5);
    expect(answeredPerSecond(answers([30, 60], 3), 0, 6)).toBe(15);
  });

  it('are not known where nothing was recorded', () => {
    expect(answeredPerSecond(answers([]), 0, 10)).toBeNull();
    expect(answeredPerSecond(answers([1, 1]), 5, 10)).toBeNull();
    expect(answeredPerSecond(answers([1, 1]), 1, 1)).toBeNull();
  });

  it('of neighbours make up the answers of the whole', () => {
    const counts = fc.array(fc.nat(500), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(counts, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (completed, share) => {
        const series = answers(completed);
        const end = completed.length;
        const cut = share * end;
        const parts =
          answeredPerSecond(series, 0, cut)! * cut + answeredPerSecond(series, cut, end)! * (end - cut);
        expect(parts).toBeCloseTo(
          completed.reduce((sum, n) => sum + n, 0),
          6,
        );
      }),
    );
  });
});
