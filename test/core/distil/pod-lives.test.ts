import { describe, expect, test } from 'vitest';
import { isReadyThrough, podLives, readyCount } from '../../../src/core/distil/pod-lives.ts';
import type { PodLine } from '../../../src/core/model/observation.ts';

const at = 1_800_000_000;

function lines(...steps: [number, PodLine['event'], string?][]): PodLine[] {
  return steps.map(([t, event, reason]) => ({
    at: at + t,
    service: 'portal',
    pod: 'portal-01',
    event,
    reason: reason ?? null,
  }));
}

describe('the life of a pod', () => {
  test('is Ready from ready to whatever ends it', () => {
    const [life] = podLives(
      lines(
        [-20, 'created'],
        [-10, 'ready'],
        [30, 'unready'],
        [35, 'ready'],
        [50, 'terminating', 'scaled down'],
        [52, 'ended', 'exit 0'],
      ),
      at,
    );
    expect(life).toEqual({
      name: 'portal-01',
      service: 'portal',
      createdSeconds: -20,
      ready: [
        { fromSeconds: -10, toSeconds: 30 },
        { fromSeconds: 35, toSeconds: 50 },
      ],
      endedSeconds: 52,
      endReason: 'scaled down (exit 0)',
      restarts: 0,
      lastExit: null,
    });
  });

  test('has not ended when its container is started again', () => {
    const [life] = podLives(
      lines(
        [0, 'created'],
        [1, 'ready'],
        [5, 'ended', 'exit 1'],
        [15, 'started', 'restart 1'],
        [18, 'ready'],
      ),
      at,
    );
    expect(life!.endedSeconds).toBeNull();
    expect(life).toMatchObject({ endReason: null, restarts: 1, lastExit: 'exit 1' });
    expect(life!.ready).toEqual([
      { fromSeconds: 1, toSeconds: 5 },
      { fromSeconds: 18, toSeconds: Number.POSITIVE_INFINITY },
    ]);
  });

  test('is put together from lines in any order', () => {
    const ordered = lines([0, 'created'], [1, 'ready'], [9, 'ended']);
    expect(podLives([...ordered].reverse(), at)).toEqual(podLives(ordered, at));
  });

  test('counts as Ready only where it was so all the time', () => {
    const lives = podLives(lines([0, 'created'], [1.5, 'ready'], [9, 'unready']), at);
    expect(isReadyThrough(lives[0]!, 2, 9)).toBe(true);
    expect(isReadyThrough(lives[0]!, 1, 2)).toBe(false);
    expect([readyCount(lives, 3, 4), readyCount(lives, 8, 10)]).toEqual([1, 0]);
  });
});
