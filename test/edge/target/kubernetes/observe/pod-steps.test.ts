import { describe, expect, it } from 'vitest';
import type { KubePod } from '../../../../../src/edge/target/kubernetes/api/objects.ts';
import { podSteps, stuckBecause } from '../../../../../src/edge/target/kubernetes/observe/pod-steps.ts';

const born = '2026-01-01T00:00:00Z';
const bornSeconds = Date.parse(born) / 1000;

function pod(
  phase: KubePod['status']['phase'],
  rest: {
    ready?: boolean;
    deleted?: boolean;
    container?: Partial<NonNullable<KubePod['status']['containerStatuses']>[number]>;
    conditions?: NonNullable<KubePod['status']['conditions']>;
  } = {},
): KubePod {
  const { ready = false, deleted = false, container, conditions = [] } = rest;
  return {
    metadata: {
      name: 'portal-1',
      uid: 'u',
      creationTimestamp: born,
      ...(deleted ? { deletionTimestamp: '2026-01-01T00:01:00Z' } : {}),
    },
    spec: { containers: [{ name: 'app' }] },
    status: {
      phase,
      conditions: [
        { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: '2026-01-01T00:00:12Z' },
        ...conditions,
      ],
      ...(container ? { containerStatuses: [{ name: 'app', restartCount: 0, ...container }] } : {}),
    },
  };
}

const running = { state: { running: { startedAt: '2026-01-01T00:00:02Z' } } };
const names = (before: KubePod | null, after: KubePod, gone = false) =>
  podSteps(before, after, gone).map(({ event, reason }) =>
    reason === null ? event : `${event} (${reason})`,
  );

describe('the steps of a pod', () => {
  it('are created, started, ready, terminating, ended in a plain life', () => {
    const sights = [
      pod('Pending'),
      pod('Running', { container: running }),
      pod('Running', { container: running, ready: true }),
      pod('Running', { container: running, ready: true, deleted: true }),
      pod('Failed', {
        deleted: true,
        container: { state: { terminated: { exitCode: 0, reason: 'Completed' } } },
      }),
    ];
    const told = sights.map((sight, i) => names(sights[i - 1] ?? null, sight));
    expect(told).toEqual([
      ['created'],
      ['started'],
      ['ready'],
      ['terminating (deleted)'],
      ['ended (exit 0)'],
    ]);
    expect(names(sights.at(-1)!, sights.at(-1)!, true)).toEqual([]);
  });

  it('are all told at once of a pod that was there before, with the times of the cluster', () => {
    const steps = podSteps(null, pod('Running', { container: running, ready: true }));
    expect(steps).toEqual([
      { event: 'created', reason: null, stampedSeconds: bornSeconds },
      { event: 'started', reason: null, stampedSeconds: bornSeconds + 2 },
      { event: 'ready', reason: null, stampedSeconds: bornSeconds + 12 },
    ]);
  });

  it('tell a crash and the restart, also where both happened between two sights', () => {
    const before = pod('Running', { container: running, ready: true });
    const killed = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
    const crashed = pod('Running', { container: { state: killed } });
    expect(names(before, crashed)).toEqual(['ended (OOMKilled (exit 137))', 'unready']);
    const again = pod('Running', { container: { ...running, restartCount: 1, lastState: killed } });
    expect(names(crashed, again)).toEqual(['started (restart 1)']);
    expect(names(before, again)).toEqual(['ended (OOMKilled (exit 137))', 'started (restart 1)', 'unready']);
  });

  it('end where a pod vanishes without a last word', () => {
    expect(
      names(pod('Running', { container: running }), pod('Running', { container: running }), true),
    ).toEqual(['ended (gone)']);
  });
});

describe('why a pod is stuck', () => {
  it('is said by the scheduler or the kubelet', () => {
    const unscheduled = { type: 'PodScheduled', status: 'False', message: '0/1 nodes: Insufficient cpu' };
    expect(stuckBecause(pod('Pending', { conditions: [unscheduled] }))).toBe(
      'not scheduled: 0/1 nodes: Insufficient cpu',
    );
    const waiting = { state: { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } } };
    expect(stuckBecause(pod('Pending', { container: waiting }))).toBe('ImagePullBackOff: no such image');
    const crashing = { state: { waiting: { reason: 'CrashLoopBackOff' } }, restartCount: 3 };
    expect(stuckBecause(pod('Running', { container: crashing }))).toBe('CrashLoopBackOff');
    expect(
      stuckBecause(pod('Pending', { container: { state: { waiting: { reason: 'ContainerCreating' } } } })),
    ).toBe('Pending: ContainerCreating');
    expect(stuckBecause(pod('Running', { container: running }))).toBeNull();
  });
});
