import { expect, test } from 'vitest';
import { ImportTally } from '../../../src/core/distil/import-tally.ts';

const start = 1_800_000_000;

/** A tally of one request at the start, and of users by second. */
function tallyOf(users: readonly number[]): ImportTally {
  const tally = new ImportTally();
  tally.request(start * 1e6, 1000, 500);
  users.forEach((active, second) => {
    tally.users((start + second) * 1e6, active);
  });
  return tally;
}

test('the span is from the first start to the last end, whatever the order', () => {
  const tally = new ImportTally();
  expect(tally.span).toBeNull();
  tally.request((start + 5) * 1e6, 1_000_000, 0);
  tally.request(start * 1e6, 7_000_000, 500_000);
  expect(tally.span).toEqual({ firstSeconds: start, lastSeconds: start + 7.5 });
});

test('the plateau is the longest stretch with the most users', () => {
  const ramp = [0, 10, 20];
  expect(tallyOf([...ramp, ...new Array(20).fill(30), 10]).plateau()).toEqual({
    fromSeconds: 3,
    toSeconds: 22,
  });
  const twice = [...new Array(12).fill(30), 20, ...new Array(15).fill(30)];
  expect(tallyOf(twice).plateau()).toEqual({ fromSeconds: 13, toSeconds: 27 });
});

test('a peak is no plateau, and without users there is none', () => {
  expect(tallyOf([10, 20, 30, 30, 30, 20, 10]).plateau()).toBeNull();
  expect(tallyOf([]).plateau()).toBeNull();
});

test('the lines of each second grow, and hold the starts of their own second', () => {
  const tally = tallyOf([1, 2]);
  tally.iteration((start + 1.5) * 1e6, 1_200_000);
  tally.iteration((start + 1.6) * 1e6, 100_000);
  tally.dropped((start + 1) * 1e6, 4);
  tally.maxUsers((start + 1) * 1e6, 300);
  expect(tally.loadLines()).toEqual([
    { at: start + 0.5, users: 1, maxUsers: null, iterations: 0, dropped: 0, starts: [[start, 1]] },
    { at: start + 1.5, users: 2, maxUsers: 300, iterations: 2, dropped: 4, starts: [[start + 1, 1]] },
  ]);
});
