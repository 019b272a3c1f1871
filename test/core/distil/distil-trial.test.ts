import { describe, expect, test } from 'vitest';
import { distilTrial } from '../../../src/core/distil/distil-trial.ts';
import { trialSchema } from '../../../src/core/model/trial.ts';
import { sampleEnding, samplePlan } from './sample-plan.ts';
import { eightPods, hpaArm, sampleInput, sampleTrial } from './sample-world.ts';

const hpaPlan = samplePlan({ id: 'T-02.1', case: 'T-02', armName: 'hpa-5-10', arm: hpaArm });

describe('a trial in which all is as planned', () => {
  const trial = sampleTrial();

  test('passes every check without a doubt', () => {
    expect(trial.checks.filter((check) => check.verdict !== 'PASS')).toEqual([]);
    expect(trial.warnings).toEqual([]);
    expect(trial.verdict).toBe('PASS');
    expect(trial.checks.map((check) => check.code)).toEqual([
      'state',
      'data',
      'clock',
      'start-state',
      'pods-got',
      'planned-users',
      'generator',
      'share',
      'error-rate',
      'observers',
    ]);
  });

  test('is a valid record, also after JSON', () => {
    expect(trialSchema.parse(JSON.parse(JSON.stringify(trial)))).toEqual(trial);
  });

  test('has the figures that were put in', () => {
    expect(trial.label).toBe('emulated');
    expect(trial.whole.throughputPerSecond).toBeCloseTo(85, 0);
    expect(trial.plateau?.throughputPerSecond).toBeCloseTo(85, 0);
    expect(trial.whole.responseSeconds?.mean).toBeCloseTo(2);
    expect(trial.phases.map(({ name }) => name)).toEqual(['5 pods']);
    expect(trial.cost).toMatchObject({ replicaSeconds: 300, poolReplicaSeconds: 600 });
    expect(trial.cost.cpuSeconds).toBeCloseTo(5 * 6);
    const ended = trial.series.completed.reduce((sum, count) => sum + count, 0);
    expect(ended).toBeLessThan(trial.whole.processed);
    expect(trial.cost.requestsPerCpuSecond).toBeCloseTo(ended / (5 * 6));
    expect(trial.cpu?.utilization[30]).toBeCloseTo(100);
    expect(trial.cpu?.throttledShare[30]).toBeCloseTo(0.5);
    expect(trial.generator?.meanCpuCores).toBeCloseTo(0.2);
    expect(trial.series.planned.slice(0, 12)).toEqual([
      15, 45, 75, 105, 135, 165, 195, 225, 255, 285, 300, 300,
    ]);
  });

  test('has its pods, by service and with what each of them did', () => {
    expect(trial.pods.map(({ name }) => name)).toEqual([
      ...[1, 2, 3, 4, 5].map((i) => `groupware-0${i}`),
      ...[1, 2, 3, 4, 5].map((i) => `portal-0${i}`),
    ]);
    const pod = trial.pods.find(({ name }) => name === 'portal-01')!;
    expect(pod).toMatchObject({
      createdSeconds: -40,
      readySeconds: -29.5,
      firstServedSeconds: 2,
      endedSeconds: null,
      meanResponseSeconds: 2,
      lastLog: ['listening'],
    });
    expect(pod.shareOfFair).toBeCloseTo(1);
    expect(pod.cpuSeconds).toBeCloseTo(6);
    expect(trial.pods[0]).toMatchObject({ requests: 0, meanResponseSeconds: null, shareOfFair: null });
  });

  test('overload is when the users ask for more than five pods can do, and nothing follows it', () => {
    // 5 pods x 0.1 cores / 6 ms = 83/s; N / (1 s + 6 ms) passes it with 84 users.
    expect(trial.scalingLag).toEqual({
      overloadSeconds: 3,
      metricSeconds: null,
      decisionSeconds: null,
      createdSeconds: null,
      readySeconds: null,
      fairShareSeconds: null,
      lastReadySeconds: null,
    });
  });

  test('is the same record from the same recording', () => {
    expect(JSON.stringify(distilTrial(sampleInput()))).toBe(JSON.stringify(trial));
  });
});

describe('a trial with an autoscaler', () => {
  const trial = sampleTrial({ plan: hpaPlan, pods: eightPods });

  test('is cut by its Ready pods', () => {
    expect(trial.phases.map(({ name, stretch }) => [name, stretch.fromSeconds, stretch.toSeconds])).toEqual([
      ['5 pods', 0, 16.2],
      ['8 pods', 16.2, 60],
    ]);
    expect(trial.phases[1]!.stretch.throughputPerSecond).toBeCloseTo(8 * 17, -1);
    expect(trial.cost.replicaSeconds).toBeCloseTo(5 * 60 + 3 * (60 - 5.2));
  });

  test('tells the chain from overload to served load', () => {
    expect(trial.scalingLag).toMatchObject({
      overloadSeconds: 3,
      metricSeconds: 5,
      decisionSeconds: 5,
      createdSeconds: expect.closeTo(5.2),
      readySeconds: expect.closeTo(16.2),
      lastReadySeconds: expect.closeTo(16.2),
    });
    expect(trial.scalingLag!.fairShareSeconds).toBeGreaterThanOrEqual(16);
    expect(trial.scalingLag!.fairShareSeconds).toBeLessThanOrEqual(18);
  });

  test('has every round with its reasons in both languages', () => {
    const round = trial.hpa.find(({ t }) => t === 5)!;
    expect(round).toMatchObject({
      service: 'portal',
      current: 5,
      desired: 8,
      minReplicas: 5,
      maxReplicas: 10,
      utilization: 86,
      targetUtilization: 60,
      metricAgeSeconds: 4,
    });
    expect(round.reasons.en.join(' ')).toContain('86 %');
    expect(round.reasons.ko.join(' ')).toMatch(/[가-힣]/);
  });

  test('passes', () => {
    expect(trial.checks.filter((check) => check.verdict !== 'PASS')).toEqual([]);
    expect(trial.verdict).toBe('PASS');
  });
});

test('without observers a trial keeps its requests and has null for the rest, never 0', () => {
  const trial = sampleTrial({
    observations: {
      replicas: null,
      pods: null,
      usage: null,
      nodes: null,
      hpa: null,
      generator: null,
      logs: {},
    },
  });
  expect(trial.whole.processed).toBeGreaterThan(4000);
  expect(trial.cost).toEqual({
    replicaSeconds: null,
    poolReplicaSeconds: null,
    cpuSeconds: null,
    requestsPerCpuSecond: null,
  });
  expect([trial.cpu, trial.generator, trial.scalingLag?.overloadSeconds]).toEqual([null, null, null]);
  expect(trial.phases).toEqual([]);
  expect(trial.pods.every((pod) => pod.shareOfFair === null && pod.cpuSeconds === null)).toBe(true);
  expect(trial.verdict).toBe('INCONCLUSIVE');
});

test('CPU that was read for a part of the window only is not summed', () => {
  const { usage } = sampleInput().observations;
  const half = usage!.filter((line) => line.at < 1_800_000_030);
  expect(sampleTrial({ observations: { usage: half } }).cost.cpuSeconds).toBeNull();
});

test('what ends a pod after the load is not its end', () => {
  const { pods } = sampleInput().observations;
  const end = { service: 'portal', event: 'ended' as const };
  const trial = sampleTrial({
    ending: sampleEnding({ loadEndSeconds: 1_800_000_062 }),
    observations: {
      pods: [
        ...pods!,
        { ...end, at: 1_800_000_030, pod: 'portal-01', reason: 'signal SIGKILL' },
        { ...end, at: 1_800_000_063, pod: 'portal-02', reason: 'trial over' },
      ],
    },
  });
  const of = (name: string) => trial.pods.find((pod) => pod.name === name);
  expect(of('portal-01')).toMatchObject({ endedSeconds: 30, endReason: 'signal SIGKILL' });
  expect(of('portal-02')).toMatchObject({ endedSeconds: null, endReason: null });
});
