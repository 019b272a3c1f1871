import { expect, it } from 'vitest';
import type { EventLine } from '../../../src/core/model/observation.ts';
import { Alarms } from '../../../src/edge/record/alarms.ts';

const stuck: EventLine = {
  at: 10,
  service: 'portal',
  object: 'portal-x',
  type: 'Warning',
  reason: 'StuckPod',
  message: 'not running for more than 15 s: not scheduled: 0/1 nodes are available: 1 Insufficient cpu.',
};

it('an alarm names who is in trouble and why, once for each trouble', () => {
  const alarms = new Alarms();
  expect(alarms.heard(stuck)).toBe(true);
  expect(alarms.heard({ ...stuck, at: 20, message: 'the same again (2 times)' })).toBe(false);
  expect(alarms.heard({ ...stuck, object: 'portal-y' })).toBe(true);
  expect(alarms.sentences).toEqual([`portal-x: ${stuck.message}`, `portal-y: ${stuck.message}`]);
});

it('what a trial does on purpose is no alarm', () => {
  const alarms = new Alarms();
  for (const reason of ['Scheduled', 'ManuallyScaled', 'MinimumRaised', 'FailedCreate', 'Killing'])
    expect(alarms.heard({ ...stuck, reason })).toBe(false);
  expect(alarms.sentences).toEqual([]);
});
