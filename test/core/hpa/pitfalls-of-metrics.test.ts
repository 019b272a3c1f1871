import { describe, expect, test } from 'vitest';
import type { HpaMetric, PodState } from '../../../src/core/model/hpa.ts';
import { kubernetesMinors } from '../../../src/core/model/hpa.ts';
import { cpuAt, decide, names, now, pod, proposed, sample, settled, situation } from './situation.ts';

/** What is easy to get wrong about the autoscaler, one test each: from samples to a proposal. */

const justStarted: Partial<PodState> = { startTimeSeconds: now - 20 };

describe('the ratio', () => {
  test('is an integer percent before it is divided: 55.9 % of target 50 is 1.1 and stays', () => {
    const input = situation(10, 0, { target: 50 });
    // 559 m of 1000 m
    const samples = names(10).map((name, index) => sample(name, index === 0 ? 559 : 0));
    const decision = decide({ ...input, samples });
    expect(decision).toMatchObject({ utilization: 55, ratio: 1.1, desiredReplicas: 10 });
  });

  test('of exactly 1.1 is outside up to 1.32 and inside from 1.33 on', () => {
    const answers = kubernetesMinors.map(
      (version) => decide(situation(10, 55, { target: 50, version })).desiredReplicas,
    );
    expect(answers).toEqual([11, 11, 11, 10, 10, 10, 10]);
  });

  test('of exactly 0.9 is inside in every release', () => {
    for (const version of kubernetesMinors)
      expect(proposed(situation(10, 45, { target: 50, version }))).toBe(10);
  });

  test('is sum over sum, not the mean of the pods', () => {
    const pods = [pod('a'), pod('b', { containers: [{ name: 'app', requestsMilli: { cpu: 900 } }] })];
    const samples = [sample('a', 100), sample('b', 90)];
    // 190 of 1000 is 19 %; the mean of 100 % and 10 % would be 55 %.
    expect(decide(situation(2, 0, { pods, samples, state: settled })).utilization).toBe(19);
  });

  test('times pods is a double: 25 pods at 28 % of 100 give 8, 15 at 62 % of 30 give 32', () => {
    expect(proposed(situation(25, 28, { target: 100 }))).toBe(8);
    expect(proposed(situation(15, 62, { target: 30 }))).toBe(32);
  });

  test('tolerances have no epsilon: 0.18 puts 0.82 outside, 0.36 puts 1.36 outside', () => {
    const at = (tolerance: number, percent: number) => {
      const input = situation(100, percent, { target: 100 });
      return proposed({ ...input, config: { ...input.config, tolerance } });
    };
    expect(at(0.18, 82)).toBe(82);
    expect(at(0.19, 82)).toBe(100);
    expect(at(0.36, 136)).toBe(136);
    expect(at(0.37, 136)).toBe(100);
  });
});

describe('the multiplier', () => {
  test('is the number of ready pods, not spec.replicas', () => {
    const input = situation(4, 90);
    expect(proposed({ ...input, currentReplicas: 10 })).toBe(6);
  });

  test('within tolerance the answer is spec.replicas, not the number of pods', () => {
    expect(proposed({ ...situation(4, 60), currentReplicas: 10 })).toBe(10);
  });
});

describe('pods without a usable sample', () => {
  test('unready pods vanish from a scale-down and count 0 on a scale-up', () => {
    const unready = { ...justStarted, ready: { status: 'False' as const, lastTransitionSeconds: now - 20 } };
    const pods = names(4).map((name, index) => pod(name, index === 3 ? unready : {}));
    const down = situation(4, 30, { pods });
    expect(proposed(down)).toBe(2); // ceil(0.5 × 3)
    expect(proposed(situation(4, 90, { pods }))).toBe(5); // 270/400 = 67 %: ceil(67/60 × 4)
  });

  test('missing pods count their whole request on the way down and 0 on the way up', () => {
    const without = (cpuMilli: number, target: number) => {
      const input = situation(4, cpuMilli, { target });
      return { ...input, samples: input.samples.slice(0, 3) };
    };
    expect(proposed(without(10, 60))).toBe(3); // (30 + 100)/400 = 32 %: ceil(32/60 × 4)
    expect(proposed(without(120, 60))).toBe(6); // 360/400 = 90 %
    // A target above 100 % is what a missing pod is assumed to use: (30 + 200)/400 = 57 %
    expect(proposed(without(10, 200))).toBe(2);
  });

  test('the first ratio is not tested against the tolerance once something is missing', () => {
    const input = situation(10, 65);
    // 65/60 is inside; with one pod at 0 it is 58/60, which flips the direction, so nothing changes either way.
    const up = decide({ ...input, samples: input.samples.slice(0, 9) });
    expect(up.reasons.map(({ code }) => code)).toContain('within-tolerance');
    // 57/60 is inside; nine missing pods at 100 % push it above: a flip, not "within tolerance".
    const down = situation(10, 57);
    const flipped = decide({ ...down, samples: down.samples.slice(0, 1) });
    expect(flipped.reasons.map(({ code }) => code)).toContain('direction-flipped');
    expect(flipped.proposedReplicas).toBe(10);
  });

  test('strays inflate the product once something is missing', () => {
    const input = situation(4, 120);
    const samples = [...input.samples.slice(0, 3), sample('stray-1', 120), sample('stray-2', 120)];
    // 360/400 = 90 % of 60: 1.5 × (4 pods + 2 strays)
    expect(proposed({ ...input, samples })).toBe(9);
    // With nothing missing they do not matter.
    expect(proposed({ ...input, samples: [...input.samples, sample('stray-1', 120)] })).toBe(8);
  });

  test('without any pod that counts the metric is refused, unless a stray is left', () => {
    const pending = names(2).map((name) => pod(name, { phase: 'Pending' }));
    const input = situation(2, 90, { pods: pending });
    expect(decide(input).error?.code).toBe('NO_USABLE_METRICS');
    expect(decide({ ...input, samples: [sample('stray', 9)] }).error?.code).toBe('NO_METRICS_MATCH_PODS');
  });
});

describe('readiness', () => {
  const unreadyOf = (change: Partial<PodState>, at: number) => {
    const input = situation(2, 90);
    const samples = [sample('pod-0', 90), sample('pod-1', 90, { timestampSeconds: at })];
    const pods = [pod('pod-0'), pod('pod-1', change)];
    return decide({ ...input, pods, samples }).proposals[0]?.groups?.unready;
  };

  test('within the initialization period a sample needs its whole window after the last transition', () => {
    const ready = { ...justStarted, ready: { status: 'True' as const, lastTransitionSeconds: now - 16 } };
    expect(unreadyOf(ready, now - 2)).toEqual(['pod-1']);
    expect(unreadyOf(ready, now - 1)).toEqual([]);
  });

  test('the initialization period ends at 300 s, strictly', () => {
    const ready = { status: 'True' as const, lastTransitionSeconds: now };
    expect(unreadyOf({ startTimeSeconds: now - 299, ready }, now)).toEqual(['pod-1']);
    expect(unreadyOf({ startTimeSeconds: now - 300, ready }, now)).toEqual([]);
  });

  test('after it an unready pod counts unless its transition lies within 30 s of its start', () => {
    const at = (sinceStart: number) =>
      unreadyOf(
        {
          startTimeSeconds: now - 1000,
          ready: { status: 'False', lastTransitionSeconds: now - 1000 + sinceStart },
        },
        now,
      );
    expect(at(29)).toEqual(['pod-1']);
    expect(at(30)).toEqual([]);
  });

  test('Unknown is not unready, no Ready condition and no start time are; Succeeded is not ignored', () => {
    const old = now - 3000;
    expect(unreadyOf({ ready: { status: 'Unknown', lastTransitionSeconds: old } }, now)).toEqual([]);
    expect(unreadyOf({ ready: null }, now)).toEqual(['pod-1']);
    expect(unreadyOf({ startTimeSeconds: null }, now)).toEqual(['pod-1']);
    const groups = decide(situation(2, 90, { pods: [pod('pod-0'), pod('pod-1', { phase: 'Succeeded' })] }))
      .proposals[0]?.groups;
    expect(groups).toMatchObject({ ready: ['pod-0', 'pod-1'], ignored: [] });
  });

  test('memory does not ask for readiness', () => {
    const memory: HpaMetric = {
      type: 'Resource',
      name: 'memory',
      target: { averageUtilization: 50, averageValueMilli: null },
    };
    const input = situation(2, 0, { pods: names(2).map((name) => pod(name, { ready: null })) });
    const decision = decide({ ...input, spec: { ...input.spec, metrics: [memory] } });
    expect(decision).toMatchObject({ utilization: 100, proposedReplicas: 4 });
  });
});

describe('requests', () => {
  test('one pod without a cpu request fails the metric, even when it is failed or terminating', () => {
    const bare = { containers: [{ name: 'app', requestsMilli: {} }] };
    for (const change of [bare, { ...bare, phase: 'Failed' as const }, { ...bare, deleted: true }]) {
      const pods = [pod('pod-0'), pod('pod-1', change)];
      expect(decide(situation(2, 90, { pods })).error?.code).toBe('MISSING_REQUEST');
    }
  });

  test('sidecars count, other init containers do not, a request of 0 is a value', () => {
    const init = (restartable: boolean) => ({ name: 'init', restartable, requestsMilli: { cpu: 100 } });
    const of = (change: Partial<PodState>) =>
      decide(situation(1, 90, { pods: [pod('pod-0', change)] })).utilization;
    expect(of({ initContainers: [init(true)] })).toBe(45);
    expect(of({ initContainers: [init(false)] })).toBe(90);
    const zero = { name: 'zero', requestsMilli: { cpu: 0 } };
    expect(of({ containers: [zero, { name: 'app', requestsMilli: { cpu: 100 } }] })).toBe(90);
  });

  test('pod-level requests count from 1.34 on', () => {
    const pods = [pod('pod-0', { podRequestsMilli: { cpu: 300 } })];
    const at = (version: '1.33' | '1.34') => decide(situation(1, 90, { pods, version })).utilization;
    expect([at('1.33'), at('1.34')]).toEqual([90, 30]);
  });
});

describe('several metrics', () => {
  const broken: HpaMetric = {
    type: 'Resource',
    name: 'disk',
    target: { averageUtilization: 50, averageValueMilli: null },
  };
  const both = { minReplicas: 1, maxReplicas: 100, metrics: [broken, cpuAt(60)], behavior: null };

  test('the largest wins', () => {
    const spec = { ...both, metrics: [cpuAt(60), cpuAt(30)] };
    expect(decide(situation(4, 60, { spec }))).toMatchObject({ proposedReplicas: 8, decidingMetric: 1 });
  });

  test('a failing metric blocks a scale-down only; staying counts as success', () => {
    const down = decide(situation(4, 30, { spec: both, state: settled }));
    expect(down).toMatchObject({ desiredReplicas: 4, rescale: false, proposedReplicas: null });
    expect(down.conditions.find(({ type }) => type === 'ScalingActive')).toMatchObject({
      status: 'False',
      reason: 'FailedGetResourceMetric',
    });
    const same = decide(situation(4, 60, { spec: both, state: settled }));
    expect(same).toMatchObject({ desiredReplicas: 4, proposedReplicas: 4 });
    expect(same.error).not.toBeNull();
    expect(decide(situation(4, 90, { spec: both, state: settled })).desiredReplicas).toBe(6);
  });
});
