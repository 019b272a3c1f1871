import { describe, expect, it } from 'vitest';
import { AlarmLog } from '../../../src/core/watch/alarm-log.ts';
import { alarmsOf } from '../../../src/core/watch/alarms.ts';
import { ObservedTrial } from '../../../src/core/watch/observed-trial.ts';
import { progressAt, watchedPlan } from './watched.ts';

const plan = watchedPlan('T-02');
const keysAt = (t: number, changes: Parameters<typeof progressAt>[1] = {}) =>
  alarmsOf(plan, progressAt(t, changes), 'en').map(({ key }) => key);

describe('alarms', () => {
  it('are silent while all goes as planned, the ramp and the last second included', () => {
    for (const t of [-5, 0, 1, 5, 10, 60, 119]) expect(keysAt(t)).toEqual([]);
    expect(keysAt(5, { users: 0 })).toEqual([]);
    expect(keysAt(119.5, { users: 12 })).toEqual([]);
  });

  it('begin beyond each limit and not at it', () => {
    expect(keysAt(60, { failedShare: 0.01, p95Seconds: 3, users: 297 })).toEqual([]);
    expect(keysAt(60, { failedShare: 0.011 })).toEqual(['errors']);
    expect(keysAt(60, { p95Seconds: 3.01 })).toEqual(['slo']);
    expect(keysAt(60, { users: 296 })).toEqual(['users']);
    expect(keysAt(60, { lateBeats: { late: 2, of: 10 } })).toEqual([]);
    expect(keysAt(60, { lateBeats: { late: 3, of: 10 } })).toEqual(['generator']);
  });

  it('name a pod that waits beyond its declared start-up (24 s) and 20 s more, unless an event told why', () => {
    const waitingPods = [{ service: 'portal-demo', pod: 'p-9', sinceSeconds: 10 }];
    expect(keysAt(54, { waitingPods })).toEqual([]);
    expect(keysAt(55, { waitingPods })).toEqual(['waiting p-9']);
    const alarms = ['p-9: not running for more than 15 s'];
    expect(keysAt(55, { waitingPods, alarms })).toEqual(alarms);
  });

  it('end with the trial', () => {
    const over = { ...progressAt(60, { p95Seconds: 9, alarms: ['x: y'] }), phase: 'taking down' as const };
    expect(alarmsOf(plan, over, 'en')).toEqual([]);
  });
});

it('an alarm is told once, and remembered with its time when it has passed', () => {
  const log = new AlarmLog();
  const slo = { key: 'slo', text: 'p95 3.1 s' };
  expect(log.note([slo], 10)).toEqual([slo]);
  expect(log.note([{ ...slo, text: 'p95 4.2 s' }], 11)).toEqual([]);
  expect(log.note([], 12)).toEqual([]);
  expect(log.all).toEqual([
    { key: 'slo', text: 'p95 4.2 s', firstSeconds: 10, lastSeconds: 11, active: false },
  ]);
  expect(log.note([slo], 13)).toEqual([]);
  expect(log.all[0]).toMatchObject({ firstSeconds: 10, lastSeconds: 13, active: true });
});

describe('what is seen of a trial', () => {
  const pod = { at: 5, service: 'portal-demo', pod: 'p-1', reason: null };

  it('counts a pod as waiting from its creation until it is Ready, and again when it is not', () => {
    const seen = new ObservedTrial(plan);
    seen.notePod({ ...pod, event: 'created' });
    seen.notePod({ ...pod, at: 6, event: 'started' });
    expect(seen.waitingPods).toEqual([{ service: 'portal-demo', pod: 'p-1', sinceSeconds: 5 }]);
    seen.notePod({ ...pod, at: 9, event: 'ready' });
    expect(seen.waitingPods).toEqual([]);
    seen.notePod({ ...pod, at: 20, event: 'unready' });
    expect(seen.waitingPods[0]!.sinceSeconds).toBe(20);
    seen.notePod({ ...pod, at: 21, event: 'terminating' });
    expect(seen.waitingPods).toEqual([]);
  });

  it('counts late marks of the generator over its last ten', () => {
    const seen = new ObservedTrial(plan);
    const line = { users: 1, maxUsers: 1, iterations: 0, dropped: 0 };
    expect(seen.lateBeats).toEqual({ late: 0, of: 0 });
    for (const at of [1, 2.2, 3.2, 4.2]) seen.noteLoad({ at, ...line });
    expect(seen.lateBeats).toEqual({ late: 1, of: 3 });
    for (let at = 5.2; at < 20; at++) seen.noteLoad({ at, ...line });
    expect(seen.lateBeats).toEqual({ late: 0, of: 10 });
  });

  it('keeps the rounds of the service under load alone', () => {
    const seen = new ObservedTrial(plan);
    const round = progressAt(60).sight.round!;
    seen.noteRound({ ...round, service: 'groupware-demo' });
    expect(seen.round).toBeNull();
    seen.noteRound(round);
    expect(seen.round).toBe(round);
  });
});
