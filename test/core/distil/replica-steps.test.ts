import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  phasesOf,
  replicaSeconds,
  replicaSeries,
  replicaSteps,
} from '../../../src/core/distil/replica-steps.ts';
import { stepsOf } from '../../../src/core/math/step-series.ts';

const at = 1_800_000_000;

function phases(steps: [number, number][], length = 60) {
  const ready = stepsOf(steps.map(([t, value]) => ({ t, value })));
  return phasesOf(ready, length).map(({ name, fromSeconds, toSeconds }) => [name, fromSeconds, toSeconds]);
}

describe('phases', () => {
  test('are stretches with one number of Ready pods', () => {
    expect(
      phases([
        [-30, 5],
        [20, 8],
        [55, 10],
      ]),
    ).toEqual([
      ['5 pods', 0, 20],
      ['8 pods', 20, 55],
      ['10 pods', 55, 60],
    ]);
  });

  test('count pods that get Ready one after the other as one change', () => {
    expect(
      phases([
        [-30, 5],
        [20, 6],
        [20.4, 7],
        [21, 8],
      ]),
    ).toEqual([
      ['5 pods', 0, 20],
      ['8 pods', 20, 60],
    ]);
  });

  test('do not end for a moment', () => {
    expect(
      phases([
        [-30, 5],
        [20, 4],
        [21, 5],
      ]),
    ).toEqual([['5 pods', 0, 60]]);
    expect(
      phases([
        [-30, 5],
        [59, 4],
      ]),
    ).toEqual([['5 pods', 0, 60]]);
    expect(phases([[-30, 1]])).toEqual([['1 pod', 0, 60]]);
  });

  test('begin when somebody looked', () => {
    expect(phases([[10, 5]])).toEqual([['5 pods', 10, 60]]);
    expect(phases([])).toEqual([]);
  });

  test('follow each other to the end of the window, however the pods come and go', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: -10, max: 600 }), fc.nat(12)), { maxLength: 50 });
    fc.assert(
      fc.property(steps, (list) => {
        const found = phases([[-20, 5], ...list.map(([t, v]): [number, number] => [t / 10, v])]);
        expect(found[0]![1]).toBe(0);
        expect(found.at(-1)![2]).toBe(60);
        for (let i = 1; i < found.length; i++) {
          expect(found[i]![1]).toBe(found[i - 1]![2]);
          expect(found[i]![0]).not.toBe(found[i - 1]![0]);
        }
      }),
    );
  });
});

describe('replicas', () => {
  const line = (t: number, service: string, desired: number, created: number, ready: number) => ({
    at: at + t,
    service,
    desired,
    created,
    ready,
  });
  const steps = replicaSteps(
    [
      line(-30, 'portal', 5, 5, 0),
      line(-20, 'portal', 5, 5, 5),
      line(10, 'portal', 8, 8, 5),
      line(20, 'portal', 8, 8, 8),
      line(-30, 'groupware', 5, 5, 5),
      line(30, 'late', 1, 1, 1),
    ],
    at,
  );

  test('are series of one axis', () => {
    expect(replicaSeries(steps.portal!)).toEqual({
      t: [-30, -20, 10, 20],
      desired: [5, 5, 8, 8],
      created: [5, 5, 8, 8],
      ready: [0, 5, 5, 8],
    });
  });

  test('cost what was created, for as long as it was there', () => {
    expect(replicaSeconds([steps.portal], 60)).toBe(5 * 10 + 8 * 50);
    expect(replicaSeconds([steps.portal, steps.groupware], 60)).toBe(5 * 10 + 8 * 50 + 5 * 60);
  });

  test('cost nobody knows what, when one service was not watched from the start', () => {
    expect(replicaSeconds([steps.portal, undefined], 60)).toBeNull();
    expect(replicaSeconds([steps.portal, steps.late], 60)).toBeNull();
    expect(replicaSeconds([], 60)).toBeNull();
  });
});
