import { expect, test } from 'vitest';
import { emptyLoadNames } from '../../../src/core/distil/k6csv/names.ts';
import { countLoadLines } from '../../../src/core/distil/load-lines.ts';
import { TrialAccumulator } from '../../../src/core/distil/trial-accumulator.ts';
import { loadStart } from './sample-plan.ts';

function tallyOf(lines: Parameters<typeof countLoadLines>[0], startSeconds = loadStart) {
  const accumulator = new TrialAccumulator(
    {
      loadStartMicros: startSeconds * 1e6,
      lengthSeconds: 10,
      plateau: null,
      phases: [],
      satisfiedSeconds: 1,
      sloSeconds: 3,
    },
    emptyLoadNames(),
  );
  countLoadLines(lines, accumulator);
  return accumulator.result();
}

test('counts grow from line to line; each difference belongs to the time between', () => {
  const line = { users: 5, maxUsers: 9 };
  const tally = tallyOf([
    { ...line, at: loadStart + 1, iterations: 3, dropped: 0, starts: [[loadStart, 3]] },
    { ...line, at: loadStart + 2, iterations: 3, dropped: 4 },
    { ...line, users: null, at: loadStart + 3, iterations: 5, dropped: 5, starts: [[loadStart + 1, 2]] },
  ]);
  expect([...tally.journeys.ended.slice(0, 4)]).toEqual([3, 0, 2, 0]);
  expect([...tally.columns.dropped.slice(0, 4)]).toEqual([0, 4, 1, 0]);
  expect([...tally.columns.journeys.slice(0, 4)]).toEqual([3, 2, 0, 0]);
  expect(tally.columns.users.slice(0, 4)).toEqual([null, 5, 5, null]);
  expect(tally.maxUsers).toBe(9);
});

test('starts are counted on the grid of the clock, so that planned against started is exact at its edges', () => {
  const tally = tallyOf(
    [{ at: loadStart + 3, users: 1, maxUsers: 1, iterations: 2, dropped: 0, starts: [[loadStart + 1, 2]] }],
    loadStart + 0.75,
  );
  expect([...tally.journeys.started.slice(0, 3)]).toEqual([0, 2, 0]);
  expect([tally.journeys.binEndsSeconds(0), tally.journeys.binEndsSeconds(1)]).toEqual([0.25, 1.25]);
});
