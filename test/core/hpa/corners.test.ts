import { describe, expect, test } from 'vitest';
import { decideReplicas } from '../../../src/core/hpa/decide.ts';
import { type HpaBehavior, type HpaState, initialHpaState } from '../../../src/core/model/hpa.ts';
import { cpuAt, decide, now, pod, proposed, remembering, settled, situation } from './situation.ts';

/** Corners that random rounds rarely reach. */

function withBehavior(behavior: HpaBehavior, min = 1, max = 100) {
  return { minReplicas: min, maxReplicas: max, metrics: [cpuAt(60)], behavior };
}

function limitedReason(state: HpaState, behavior: HpaBehavior, min: number): string | undefined {
  const input = situation(10, 0, { spec: withBehavior(behavior, min), state });
  return decide(input).conditions.find(({ type }) => type === 'ScalingLimited')?.reason;
}

describe('pods', () => {
  test('a failed pod is ignored even with a sample', () => {
    const pods = [pod('pod-0'), pod('pod-1', { phase: 'Failed' })];
    expect(decide(situation(2, 90, { pods })).proposals[0]?.groups).toMatchObject({
      ready: ['pod-0'],
      ignored: ['pod-1'],
    });
  });

  test('pod-level requests without cpu: the largest moment of initialization is the floor', () => {
    const of = (initContainers: { name: string; restartable: boolean; cpu: number }[]) => {
      const inits = initContainers.map(({ cpu, ...init }) => ({ ...init, requestsMilli: { cpu } }));
      const pods = [pod('pod-0', { podRequestsMilli: { memory: 1 }, initContainers: inits })];
      return decide(situation(1, 100, { pods })).utilization;
    };
    expect(of([{ name: 'big', restartable: false, cpu: 400 }])).toBe(25);
    expect(of([{ name: 'small', restartable: false, cpu: 50 }])).toBe(100);
    // 100 of the sidecar and 400 beside it while the second one initializes
    expect(
      of([
        { name: 'side', restartable: true, cpu: 100 },
        { name: 'big', restartable: false, cpu: 400 },
      ]),
    ).toBe(20);
  });

  test('from 1.35 on a pod without the named container fails the metric; before, it requests nothing', () => {
    const metric = { ...cpuAt(60), type: 'ContainerResource' as const, container: 'app' };
    const spec = { ...withBehavior({}), metrics: [metric] };
    const pods = [
      pod('pod-0'),
      pod('pod-1', { containers: [{ name: 'other', requestsMilli: { cpu: 100 } }] }),
    ];
    const at = (version: '1.34' | '1.35') => decide(situation(2, 30, { spec, pods, version }));
    expect(at('1.34')).toMatchObject({ utilization: 60, error: null });
    expect(at('1.35').error?.code).toBe('MISSING_CONTAINER');
  });

  test('up to 1.32 a sample without the named container fails the metric; since, its pod is missing', () => {
    const metric = { ...cpuAt(60), type: 'ContainerResource' as const, container: 'app' };
    const input = situation(2, 90, { spec: { ...withBehavior({}), metrics: [metric] } });
    const [first, second] = input.samples;
    const bare = { ...second!, containers: [{ name: 'other', usageMilli: { cpu: 1 } }] };
    const at = (version: '1.32' | '1.33') => decide({ ...input, version, samples: [first!, bare] });
    expect(at('1.32').error?.code).toBe('MISSING_CONTAINER');
    expect(at('1.33').proposals[0]?.groups?.missing).toEqual(['pod-1']);
  });
});

describe('limits', () => {
  const onePod = [{ type: 'Pods' as const, value: 1, periodSeconds: 60 }];
  const down = { scaleDown: { stabilizationWindowSeconds: 0, policies: onePod } };

  test('when the policy and the minimum agree, the minimum is named', () => {
    expect(limitedReason(settled, down, 9)).toBe('TooFewReplicas');
    expect(limitedReason(settled, down, 8)).toBe('ScaleDownLimit');
  });

  test('a scale-down that has used up its period stays, and never goes up', () => {
    const scaleDownEvents = [{ change: 5, atSeconds: now - 10, outdated: false }];
    const decision = decide(
      situation(10, 0, { spec: withBehavior(down), state: { ...settled, scaleDownEvents } }),
    );
    expect(decision).toMatchObject({ stabilizedReplicas: 0, desiredReplicas: 10, rescale: false });
  });

  test('a policy value near the largest integer wraps, and the size stays', () => {
    const policies = [{ type: 'Pods' as const, value: 2147483647, periodSeconds: 60 }];
    expect(decide(situation(5, 120, { spec: withBehavior({ scaleUp: { policies } }) })).desiredReplicas).toBe(
      5,
    );
  });

  test('a ratio beyond 32 bits asks for the smallest integer, so for nothing', () => {
    const target = { averageUtilization: null, averageValueMilli: 1 };
    const input = situation(1, 2 ** 32, { state: settled });
    const spec = { ...input.spec, metrics: [{ ...cpuAt(60), target }] };
    expect(proposed({ ...input, spec })).toBe(0);
  });
});

describe('memory', () => {
  test('the last of the marked events is written over, and marks stick', () => {
    const event = (age: number, outdated: boolean) => ({ change: 1, atSeconds: now - age, outdated });
    const scaleUpEvents = [event(100, false), event(50, false), event(5, false)];
    const input = situation(5, 120, { spec: withBehavior({}), state: { ...settled, scaleUpEvents } });
    // Four at the start of the last 15 s, so at most eight: three more.
    expect(decideReplicas(input).state.scaleUpEvents).toEqual([
      event(100, true),
      { change: 3, atSeconds: now, outdated: false },
      event(5, false),
    ]);
  });

  test('the controller’s own window is cut to whole seconds with behavior, not without', () => {
    const state = remembering([90.25, 10]);
    const input = situation(10, 6, { state });
    const config = { ...input.config, downscaleStabilizationSeconds: 90.5 };
    expect(decide({ ...input, config }).desiredReplicas).toBe(10);
    expect(decide({ ...input, config, spec: withBehavior({}) }).desiredReplicas).toBe(1);
  });

  test('an event exactly one period old is out however its instant was added up', () => {
    const stepwise = now + 0.1 + 0.1;
    expect(stepwise).toBeLessThan(now + 0.2);
    const policies = [{ type: 'Pods' as const, value: 2, periodSeconds: 60 }];
    const spec = withBehavior({ scaleUp: { policies } });
    const scaleUpEvents = [{ change: 1, atSeconds: now + 0.2, outdated: false }];
    const at = (seconds: number) =>
      decide(situation(5, 120, { spec, state: { ...settled, scaleUpEvents }, now: seconds })).desiredReplicas;
    expect([at(stepwise + 59.99), at(stepwise + 60)]).toEqual([6, 7]);
  });

  test('a target that the autoscaler brought to zero comes back with the gate of 1.36', () => {
    const zeroed = {
      type: 'ScaledToZero' as const,
      status: 'True' as const,
      reason: 'ScaledToZero',
      message: '',
      lastTransitionSeconds: now - 60,
    };
    const state = { ...initialHpaState, conditions: [zeroed] };
    const input = situation(2, 90, { state, currentReplicas: 0, version: '1.36', spec: withBehavior({}, 3) });
    const back = decide({ ...input, gates: { scaleToZero: true } });
    expect(back).toMatchObject({ desiredReplicas: 3, rescale: true });
    expect(back.conditions.find(({ type }) => type === 'ScaledToZero')?.status).toBe('False');
    const off = decide(input);
    expect(off).toMatchObject({ desiredReplicas: 0, rescale: false });
    expect(off.conditions.map(({ type }) => type)).not.toContain('ScaledToZero');
  });
});
