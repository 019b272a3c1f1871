import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoadWindow } from '../../../src/core/distil/load-window.ts';
import { Dictionary } from '../../../src/core/distil/sink.ts';
import { TrialAccumulator } from '../../../src/core/distil/trial-accumulator.ts';
import { LogLinearHistogram } from '../../../src/core/math/histogram.ts';
import { heatSchema, seriesSchema, stretchSchema } from '../../../src/core/model/trial.ts';

const start = 1_800_000_000_000_000;
const names = { routes: new Dictionary(), pods: new Dictionary(), errors: new Dictionary() };
const home = names.routes.id('home');
const [podA, podB] = [names.pods.id('a'), names.pods.id('b')];
const refused = names.errors.id('connection refused');

const window: LoadWindow = {
  loadStartMicros: start,
  lengthSeconds: 60,
  plateau: { fromSeconds: 10, toSeconds: 60 },
  phases: [
    { name: '5 pods', fromSeconds: 0, toSeconds: 20 },
    { name: '8 pods', fromSeconds: 20, toSeconds: 60 },
  ],
  satisfiedSeconds: 1,
  sloSeconds: 3,
};

/** [start in seconds, response in seconds, expected?] */
type Asked = [number, number, boolean?];

function tallyOf(asked: readonly Asked[], changes: Partial<LoadWindow> = {}) {
  const accumulator = new TrialAccumulator({ ...window, ...changes }, names);
  for (const [at, seconds, expected = true] of asked)
    accumulator.request(
      start + Math.round(at * 1e6),
      Math.round(seconds * 1e6),
      0,
      expected ? 200 : 503,
      expected,
      home,
      podA,
      0,
    );
  return accumulator.result();
}

describe('a request', () => {
  test('belongs to the stretch in which it started, however long it took', () => {
    const tally = tallyOf([
      [5, 30],
      [19.9, 0.1],
      [20, 0.1],
      [59.9, 40],
    ]);
    expect(tally.whole.processed).toBe(4);
    expect(tally.plateau?.processed).toBe(3);
    expect(tally.phases.map(({ name, stretch }) => [name, stretch.processed])).toEqual([
      ['5 pods', 2],
      ['8 pods', 2],
    ]);
    expect(tally.whole.throughputPerSecond).toBeCloseTo(4 / 60);
    expect(tally.plateau?.throughputPerSecond).toBeCloseTo(3 / 50);
  });

  test('outside of the window is counted apart; a little early is still the first second', () => {
    const tally = tallyOf([
      [-2, 1],
      [-0.4, 1],
      [60, 1],
      [70, 1],
    ]);
    expect(tally).toMatchObject({ startedBefore: 1, startedAfter: 2 });
    expect(tally.whole.processed).toBe(1);
    expect(tally.columns.started[0]).toBe(1);
  });

  test('takes the time that its user waited: for the connection and for the answer', () => {
    const accumulator = new TrialAccumulator(window, names);
    accumulator.request(start, 200_000, 50_000, 200, true, home, podA, 0);
    expect(accumulator.result().whole.responseSeconds?.mean).toBeCloseTo(0.25);
  });

  test('that fails is neither processed nor in any response time', () => {
    const accumulator = new TrialAccumulator(window, names);
    accumulator.request(start, 2_000_000, 0, 200, true, home, podA, 0);
    accumulator.request(start, 1000, 0, 503, false, home, podA, 0);
    accumulator.request(start, 1000, 0, 503, false, home, podA, 0);
    accumulator.request(start, 1000, 0, 0, false, home, 0, refused);
    const { whole, errors, heat } = accumulator.result();
    expect(whole).toMatchObject({ started: 4, processed: 1, failed: 3, errorRate: 0.75 });
    expect(whole.responseSeconds?.min).toBe(2);
    expect(errors).toEqual([
      { kind: 'HTTP 503', count: 2 },
      { kind: 'connection refused', count: 1 },
    ]);
    expect(heat.count).toEqual([1]);
  });

  test('is counted for its pod: first answer, mean, answers by second', () => {
    const accumulator = new TrialAccumulator(window, names);
    accumulator.request(start + 4_000_000, 1_500_000, 0, 200, true, home, podB, 0);
    accumulator.request(start + 3_000_000, 500_000, 0, 200, true, home, podB, 0);
    const { pods } = accumulator.result();
    expect([...pods.keys()]).toEqual(['b']);
    expect(pods.get('b')).toMatchObject({ requests: 2, sumSeconds: 2, firstServedSeconds: 3.5 });
    expect(pods.get('b')!.served[5]).toBe(1);
  });
});

test('APDEX counts T and 4 T, and every failure frustrates', () => {
  const { whole } = tallyOf([
    [1, 1],
    [1, 1.1],
    [1, 4],
    [1, 4.1],
    [1, 0.1, false],
  ]);
  expect(whole.apdex).toBeCloseTo((1 + 2 / 2) / 5);
  expect(whole.withinSloShare).toBeCloseTo(2 / 5);
});

test('users, journeys and drops go into their columns', () => {
  const accumulator = new TrialAccumulator(window, names);
  accumulator.users(start + 1_500_000, 30);
  accumulator.users(start + 1_900_000, 40);
  accumulator.maxUsers(start, 300);
  accumulator.iteration(start + 12_000_000, 10_000_000);
  accumulator.dropped(start + 12_000_000, 3);
  accumulator.dropped(start + 65_000_000, 3);
  const tally = accumulator.result();
  const series = tally.columns.toSeries(new Array(60).fill(null));
  expect(series.users.slice(0, 3)).toEqual([null, 40, null]);
  expect(series.iterations[2]).toBe(1);
  expect(series.dropped[12]).toBe(3);
  expect([tally.journeys.started[2], tally.journeys.ended[12], tally.journeys.dropped[12]]).toEqual([
    1, 1, 3,
  ]);
  expect([tally.whole.dropped, tally.plateau?.dropped, tally.maxUsers]).toEqual([3, 3, 300]);
});

test('every request is in exactly one column, one phase and one heat cell', () => {
  const asked = fc.array(
    fc.tuple(fc.double({ min: 0, max: 59.99, noNaN: true }), fc.double({ min: 0, max: 70, noNaN: true })),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(asked, (list) => {
      const tally = tallyOf(list);
      const series = seriesSchema.parse(tally.columns.toSeries(new Array(60).fill(null)));
      const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
      expect(sum(series.started)).toBe(list.length);
      expect(sum(heatSchema.parse(tally.heat).count)).toBe(list.length);
      expect(sum(tally.phases.map(({ stretch }) => stretch.processed))).toBe(list.length);
      const [first, second] = tally.phases.map(({ stretch }) =>
        LogLinearHistogram.fromJSON(stretch.histogram),
      );
      expect(first!.merge(second!).toJSON()).toEqual(stretchSchema.parse(tally.whole).histogram);
    }),
  );
});

test('a day fits into columns of 32 s and heat columns of 256 s', () => {
  const tally = tallyOf([[86_399, 1]], { lengthSeconds: 86_400, plateau: null, phases: [] });
  expect([tally.columns.widthSeconds, tally.columns.columns]).toEqual([32, 2700]);
  expect(tally.columns.started[2699]).toBe(1);
  expect([tally.heat.widthSeconds, tally.heat.column[0]]).toEqual([256, 337]);
});

test('many pods are counted apart from response times rather than make a record large', () => {
  const accumulator = new TrialAccumulator({ ...window, lengthSeconds: 600 }, names);
  for (let second = 0; second < 600; second++)
    for (let i = 0; i < 100; i++)
      accumulator.request(
        start + second * 1_000_000,
        1000 * Math.round(10 * 1.5 ** (i % 7)),
        0,
        200,
        true,
        home,
        names.pods.id(`p${i % 50}`),
        0,
      );
  const { heat } = accumulator.result();
  expect(heat.count.length).toBeLessThanOrEqual(40_000);
  expect([heat.widthSeconds, heat.byPod?.widthSeconds]).toEqual([1, 1]);
  expect(heat.byPod!.count.reduce((a, b) => a + b, 0)).toBe(60_000);
  expect(heat.count.reduce((a, b) => a + b, 0)).toBe(60_000);
});
