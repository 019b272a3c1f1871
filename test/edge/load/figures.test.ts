import { expect, it } from 'vitest';
import type { LoadLine } from '../../../src/core/model/observation.ts';
import { LiveFigures } from '../../../src/edge/load/live-figures.ts';
import { LoadLines } from '../../../src/edge/load/load-lines.ts';

it('shows the figures of the last five seconds, and the counts of all', () => {
  const live = new LiveFigures();
  expect(live.tick()).toEqual({
    users: null,
    requests: 0,
    failed: 0,
    perSecond: null,
    p95Seconds: null,
    failedShare: null,
  });
  const second = (count: number, micros: number, expected = true) => {
    for (let i = 0; i < count; i++) live.request(0, micros - 1_000, 1_000, 200, expected);
  };
  live.users(0, 30);
  second(100, 10_000);
  second(1, 5_000_000, false);
  let last = live.tick();
  expect(last).toMatchObject({ users: 30, requests: 101, failed: 1, perSecond: 50, failedShare: 1 / 101 });
  expect(last.p95Seconds).toBeCloseTo(0.01, 4);
  for (let i = 0; i < 5; i++) {
    second(20, 200_000);
    last = live.tick();
  }
  // The first seconds are out of sight now.
  expect(last).toMatchObject({ requests: 201, failed: 1, perSecond: 20 });
  expect(last.p95Seconds).toBeCloseTo(0.2, 3);
  for (let i = 0; i < 6; i++) last = live.tick();
  expect(last).toMatchObject({ requests: 201, perSecond: 0, p95Seconds: null });
});

it('writes a line whenever k6 says how many users it has, and one for what follows the last', () => {
  const lines: LoadLine[] = [];
  const writer = new LoadLines(99, (line) => lines.push(line));
  writer.users(98e6, 0);
  writer.maxUsers(98e6, 300);
  writer.users(100e6, 5);
  writer.maxUsers(100e6, 300);
  writer.iteration(100.5e6, 0.4e6);
  writer.iteration(100.9e6, 2e6);
  writer.dropped(100.9e6, 3);
  writer.users(101e6, 7);
  // This k6 does not say how many exist.
  writer.users(102e6, 6);
  writer.iteration(102.5e6, 1e6);
  writer.iteration(102.4e6, 1e6);
  writer.end();
  expect(lines).toEqual([
    { at: 100, users: 5, maxUsers: 300, iterations: 0, dropped: 0, starts: [] },
    {
      at: 101,
      users: 7,
      maxUsers: null,
      iterations: 2,
      dropped: 3,
      starts: [
        [98, 1],
        [100, 1],
      ],
    },
    { at: 102, users: 6, maxUsers: null, iterations: 2, dropped: 3, starts: [] },
    { at: 102.5, users: null, maxUsers: null, iterations: 4, dropped: 3, starts: [[101, 2]] },
  ]);
});
