import { describe, expect, test } from 'vitest';
import type { EventLine, PodLine, ReplicasLine } from '../../../../src/core/model/observation.ts';
import type { Trial } from '../../../../src/core/model/trial.ts';
import { loadStart, samplePlan } from '../sample-plan.ts';
import { eightPods, fivePods, hpaArm, sampleInput, sampleTrial } from '../sample-world.ts';

const plan = samplePlan({ arm: hpaArm });
const codes = (trial: Trial) =>
  trial.checks.filter(({ verdict }) => verdict !== 'PASS').map(({ code }) => code);
const factsOf = (trial: Trial, code: string) =>
  [...trial.checks, ...trial.warnings].find((found) => found.code === code)?.facts;

const event = (t: number, object: string, reason: string, message: string): EventLine => ({
  at: loadStart + t,
  service: 'portal',
  object,
  type: 'Warning',
  reason,
  message,
});
const line = (t: number, pod: string, event: PodLine['event'], reason: string | null = null): PodLine => ({
  at: loadStart + t,
  service: 'portal',
  pod,
  event,
  reason,
});
const step = (t: number, desired: number, created: number, ready: number): ReplicasLine => ({
  at: loadStart + t,
  service: 'portal',
  desired,
  created,
  ready,
});

/** Five pods that serve, and what else happens to the arm. */
function trialWith(more: {
  pods?: PodLine[];
  replicas?: ReplicasLine[];
  events?: EventLine[];
  arm?: typeof hpaArm;
  stoppedAfterSeconds?: number;
}) {
  const changed = more.arm === undefined ? plan : { ...plan, arm: more.arm };
  const { observations, ending } = sampleInput({ plan: changed, pods: fivePods });
  const stopped =
    more.stoppedAfterSeconds === undefined
      ? {}
      : { state: 'aborted' as const, loadEndSeconds: loadStart + more.stoppedAfterSeconds };
  return sampleTrial({
    plan: changed,
    pods: fivePods,
    ending: { ...ending, ...stopped },
    observations: {
      pods: [...observations.pods!, ...(more.pods ?? [])],
      replicas: [...observations.replicas!, ...(more.replicas ?? [])],
      events: more.events ?? [],
    },
  });
}

describe('pods that the arm asked for', () => {
  test('and got are a passed check', () => {
    const trial = sampleTrial({ plan, pods: eightPods });
    expect(codes(trial)).toEqual([]);
    expect(factsOf(trial, 'pods-got')).toEqual({ got: 8 });
  });

  test('of the trial before, gone when the load begins, are none of this one', () => {
    const trial = trialWith({
      pods: [
        line(-200, 'portal-06', 'created'),
        line(-90, 'portal-06', 'terminating'),
        line(-80, 'portal-06', 'ended'),
      ],
    });
    expect(codes(trial)).toEqual([]);
  });

  test('and that find no room make the trial INVALID, in the words of the scheduler', () => {
    const message =
      'not running for more than 15 s: not scheduled: 0/1 nodes are available: 1 Insufficient cpu.';
    const trial = trialWith({
      pods: [line(5, 'portal-06', 'created'), line(5, 'portal-07', 'created')],
      replicas: [step(5, 7, 7, 5)],
      events: ['portal-06', 'portal-07'].map((pod) => event(20, pod, 'StuckPod', message)),
    });
    expect(trial.verdict).toBe('INVALID');
    expect(codes(trial)).toEqual(['pods-without-room']);
    expect(factsOf(trial, 'pods-without-room')).toMatchObject({
      pods: 2,
      asked: 7,
      got: 5,
      pod: 'portal-06',
    });
    expect(trial.checks.find(({ code }) => code === 'pods-without-room')?.seen).toContain(
      '1 Insufficient cpu), so',
    );
  });

  test('and that crash over and over make it INVALID', () => {
    const trial = trialWith({
      pods: [
        line(5, 'portal-06', 'created'),
        line(6, 'portal-06', 'started'),
        line(7, 'portal-06', 'ended', 'OOMKilled (exit 137)'),
        line(8, 'portal-06', 'started', 'restart 1'),
        line(9, 'portal-06', 'ended', 'OOMKilled (exit 137)'),
        line(20, 'portal-06', 'started', 'restart 2'),
      ],
      replicas: [step(5, 6, 6, 5)],
    });
    expect(codes(trial)).toEqual(['pods-crashing']);
    expect(factsOf(trial, 'pods-crashing')).toMatchObject({
      pod: 'portal-06',
      reason: 'OOMKilled (exit 137)',
    });
  });

  test('and that run but never become Ready make it INVALID', () => {
    const trial = trialWith({
      pods: [line(2, 'portal-06', 'created'), line(3, 'portal-06', 'started')],
      replicas: [step(2, 6, 6, 5)],
    });
    expect(codes(trial)).toEqual(['pods-never-ready']);
  });

  test('but too late to become Ready within the load are not missed', () => {
    const trial = trialWith({
      pods: [line(plan.lengthSeconds - 20, 'portal-06', 'created')],
      replicas: [step(plan.lengthSeconds - 20, 6, 6, 5)],
    });
    expect(codes(trial)).toEqual([]);
  });

  test('and that nobody made, though the arm has no pool, make it INVALID', () => {
    const message = 'Error creating: pods "portal-x" is forbidden: exceeded quota: theirs';
    const trial = trialWith({
      replicas: [step(5, 8, 5, 5)],
      events: [event(5, 'portal-7f', 'FailedCreate', message)],
    });
    expect(codes(trial)).toEqual(['pods-not-made']);
    expect(factsOf(trial, 'pods-not-made')).toMatchObject({ pods: 3, reason: message });
  });

  test('and that a stopped trial took away at its end are refused by nobody', () => {
    const taken = [step(31, 5, 0, 0)];
    expect(codes(trialWith({ replicas: taken }))).toContain('pods-not-made');
    const stopped = trialWith({ replicas: taken, stoppedAfterSeconds: 30 });
    expect(codes(stopped)).toContain('not-completed');
    expect(codes(stopped)).not.toContain('pods-not-made');
  });

  test("and that the arm's own pool refuses are as the arm means it, and worth a note", () => {
    const trial = trialWith({ replicas: [step(5, 8, 5, 5)], arm: { ...hpaArm, pool: 10 } as typeof hpaArm });
    expect(codes(trial)).toEqual([]);
    expect(factsOf(trial, 'pool-was-full')).toEqual({ pool: 10, pods: 3 });
  });
});

test('one container that was started again is a doubt with the reason of its end', () => {
  const trial = trialWith({
    pods: [
      line(20, 'portal-03', 'ended', 'exit 1'),
      line(21, 'portal-03', 'started', 'restart 1'),
      line(31, 'portal-03', 'ready'),
    ],
  });
  expect(factsOf(trial, 'pods-restarted')).toEqual({ pods: 1, pod: 'portal-03', reason: 'exit 1' });
  expect(codes(trial)).toEqual([]);
});

test('a pod that a cluster deleted says whose doing it was, and keeps its last lines', () => {
  const gone = (events: EventLine[]) => {
    const { observations } = sampleInput({ plan });
    const trial = sampleTrial({
      plan,
      observations: {
        pods: [
          ...observations.pods!,
          line(20, 'portal-03', 'terminating', 'deleted'),
          line(26, 'portal-03', 'ended', 'exit 0'),
        ],
        events,
        logs: { 'portal-03': ['{"event":"drain"}', '{"event":"exit","code":0}'] },
      },
    });
    return trial.pods.find(({ name }) => name === 'portal-03')!;
  };
  expect(gone([])).toMatchObject({ endReason: 'deleted (exit 0)', endedSeconds: 26 });
  expect(gone([event(20, 'portal-7f', 'SuccessfulDelete', 'Deleted pod: portal-03')]).endReason).toBe(
    'scaled down (exit 0)',
  );
  expect(gone([event(20, 'portal-03', 'Evicted', 'The node was low on memory')]).endReason).toBe(
    'Evicted: The node was low on memory (exit 0)',
  );
  expect(gone([]).lastLog).toEqual(['{"event":"drain"}', '{"event":"exit","code":0}']);
});
