import { expect, it } from 'vitest';
import { heldStart } from '../../../scenarios/profiles/start.ts';

function slept(env: Record<string, string | undefined>, nowMs: number): number[] {
  const pauses: number[] = [];
  heldStart(
    env,
    (seconds) => pauses.push(seconds),
    () => nowMs,
  );
  return pauses;
}

it('waits for the named moment, and not at all when it is past or none is named', () => {
  expect(slept({ PEAKPROOF_START_AT: '12500' }, 10_000)).toEqual([2.5]);
  expect(slept({ PEAKPROOF_START_AT: '9000' }, 10_000)).toEqual([]);
  expect(slept({}, 10_000)).toEqual([]);
});
