import { describe, expect, test } from 'vitest';
import { decideReplicas } from '../../../src/core/hpa/decide.ts';
import { approximateDouble } from '../../../src/core/hpa/quantity.ts';
import type { HpaBehavior } from '../../../src/core/model/hpa.ts';
import { initialHpaState, kubernetesMinors } from '../../../src/core/model/hpa.ts';
import { cpuAt, decide, now, pod, proposed, remembering, sample, settled, situation } from './situation.ts';

/** What is easy to get wrong about the autoscaler, one test each: from a proposal to a size. */

function withBehavior(behavior: HpaBehavior, min = 1, max = 100) {
  return { minReplicas: min, maxReplicas: max, metrics: [cpuAt(60)], behavior };
}

describe('with and without behavior', () => {
  test('from one replica: four without behavior, five with an empty one', () => {
    for (const [from, legacy, behaved] of [
      [1, 4, 5],
      [2, 4, 6],
      [3, 6, 7],
      [4, 8, 8],
      [5, 10, 10],
    ] as const) {
      const input = situation(from, 2000);
      expect(decide(input).desiredReplicas).toBe(legacy);
      expect(decide({ ...input, spec: withBehavior({}) }).desiredReplicas).toBe(behaved);
    }
  });

  test('an entry as old as the window still holds without behavior, and no longer with it', () => {
    const low = situation(10, 12, { state: remembering([300, 10]) });
    expect(decide(low).desiredReplicas).toBe(10);
    expect(decide({ ...low, spec: withBehavior({}) }).desiredReplicas).toBe(2);
    const older = situation(10, 12, { state: remembering([300.001, 10]) });
    expect(decide(older).desiredReplicas).toBe(2);
  });

  test('history can raise the size above the current one without behavior, never with it', () => {
    const input = situation(5, 60, { state: remembering([100, 9]) });
    expect(decide(input).desiredReplicas).toBe(9);
    expect(decide({ ...input, spec: withBehavior({}) }).desiredReplicas).toBe(5);
  });

  test('both windows clamp the current size each round', () => {
    const spec = withBehavior({ scaleUp: { stabilizationWindowSeconds: 60 } });
    // wants 10; the lowest of the last minute is 3: the current 5 already lies between
    const input = situation(5, 120, { spec, state: remembering([30, 3]) });
    const decision = decide(input);
    expect(decision).toMatchObject({ proposedReplicas: 10, stabilizedReplicas: 5, desiredReplicas: 5 });
    expect(decision.conditions.find(({ type }) => type === 'AbleToScale')?.reason).toBe('ScaleUpStabilized');
  });

  test('the history keeps the unstabilized proposal, and the current size first', () => {
    const { state } = decideReplicas(situation(10, 12));
    expect(state.recommendations?.map(({ replicas }) => replicas)).toEqual([10, 2]);
  });
});

describe('rates', () => {
  const percent = (value: number, direction: 'scaleUp' | 'scaleDown') =>
    withBehavior(
      {
        scaleDown: { stabilizationWindowSeconds: 0 },
        [direction]: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Percent', value, periodSeconds: 60 }],
        },
      },
      0,
      1000,
    );

  test('percentages are doubles, up rounded up and down cut', () => {
    const up = (from: number, value: number) =>
      decide(situation(from, 5000, { spec: percent(value, 'scaleUp') })).desiredReplicas;
    expect([up(100, 10), up(50, 10), up(10, 10)]).toEqual([111, 56, 11]);
    const down = (from: number, value: number) =>
      decide(situation(from, 0, { spec: percent(value, 'scaleDown'), state: settled })).desiredReplicas;
    expect([down(10, 80), down(5, 80), down(10, 90)]).toEqual([1, 0, 0]);
  });

  test('a limit starts from the replicas at the start of the period, from events of both kinds', () => {
    const spec = withBehavior({ scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }] } });
    const state = {
      ...settled,
      scaleUpEvents: [
        { change: 3, atSeconds: now - 59, outdated: false },
        { change: 9, atSeconds: now - 60, outdated: false },
      ],
      scaleDownEvents: [{ change: 1, atSeconds: now - 1, outdated: true }],
    };
    expect(decide(situation(10, 600, { spec, state })).desiredReplicas).toBe(12); // 10 − 3 + 1 + 4
  });

  test('the result never crosses the current size', () => {
    const spec = withBehavior({ scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }] } });
    const state = { ...settled, scaleUpEvents: [{ change: 8, atSeconds: now - 5, outdated: false }] };
    const decision = decide(situation(10, 600, { spec, state }));
    expect(decision).toMatchObject({ desiredReplicas: 10, rescale: false });
    expect(decision.conditions.find(({ type }) => type === 'ScalingLimited')).toMatchObject({
      status: 'True',
      reason: 'ScaleUpLimit',
    });
  });

  test('a disabled direction lets the other one pass', () => {
    const spec = withBehavior({
      scaleUp: { selectPolicy: 'Disabled' },
      scaleDown: { stabilizationWindowSeconds: 0 },
    });
    expect(decide(situation(10, 600, { spec })).desiredReplicas).toBe(10);
    expect(decide(situation(10, 6, { spec })).desiredReplicas).toBe(1);
  });

  test('with 15 s rounds and the default 15 s period an event is out of the window in the next round', () => {
    let input = situation(5, 6000, { spec: withBehavior({}) });
    const sizes = [];
    for (let round = 0; round < 3; round++) {
      const { decision, state } = decideReplicas(input);
      sizes.push(decision.desiredReplicas);
      input = { ...input, state, currentReplicas: decision.desiredReplicas, now: input.now + 15 };
    }
    expect(sizes).toEqual([10, 20, 40]);
  });
});

describe('bounds', () => {
  test('rounds outside the bounds look at no metric, but are filed as events when behavior is set', () => {
    const input = situation(5, 60, { spec: withBehavior({}, 7, 10), samples: [] });
    const { decision, state } = decideReplicas(input);
    expect(decision).toMatchObject({ desiredReplicas: 7, rescale: true, error: null, proposals: [] });
    expect(state.scaleUpEvents).toEqual([{ change: 2, atSeconds: now, outdated: false }]);
    expect(state.recommendations).toEqual([{ replicas: 5, atSeconds: now }]);
    const above = decideReplicas(situation(12, 60, { spec: withBehavior({}, 1, 10) }));
    expect(above.state.scaleDownEvents).toHaveLength(1);
    expect(above.decision.desiredReplicas).toBe(10);
    const legacy = decideReplicas({ ...input, spec: { ...input.spec, behavior: null } });
    expect(legacy.state.scaleUpEvents).toEqual([]);
  });

  test('zero replicas switch the autoscaler off; with minReplicas 0 only from 1.36 on', () => {
    const zero = situation(0, 0, { pods: [pod('pod-0')], samples: [sample('pod-0', 90)] });
    const reasonOf = (minReplicas: number, version: '1.35' | '1.36') =>
      decide({ ...zero, version, spec: { ...zero.spec, minReplicas } }).conditions.find(
        ({ type }) => type === 'ScalingActive',
      )?.reason;
    expect(reasonOf(1, '1.35')).toBe('ScalingDisabled');
    expect(reasonOf(0, '1.35')).toBe('ValidMetricFound');
    expect(reasonOf(0, '1.36')).toBe('ScalingDisabled');
  });
});

describe('conditions', () => {
  test('ScalingLimited is judged against the stabilized size and goes stale on rounds without metrics', () => {
    const spec = withBehavior({}, 1, 6);
    // wants 10, held at 5 by the up window: not limited, although 10 is above max
    const held = { ...spec, behavior: { scaleUp: { stabilizationWindowSeconds: 60 } } };
    const first = decideReplicas(situation(5, 120, { spec: held, state: remembering([30, 5]) }));
    expect(limitedIn(first.decision.conditions)).toMatchObject({
      status: 'False',
      reason: 'DesiredWithinRange',
    });
    const second = decideReplicas(situation(5, 120, { spec, state: initialHpaState }));
    expect(limitedIn(second.decision.conditions)).toMatchObject({
      status: 'True',
      reason: 'TooManyReplicas',
    });
    const failed = decide(situation(6, 120, { spec, samples: [], state: second.state }));
    expect(failed.error?.code).toBe('NO_METRICS_FROM_API');
    expect(limitedIn(failed.conditions)).toMatchObject({ status: 'True', reason: 'TooManyReplicas' });
  });

  function limitedIn(conditions: ReturnType<typeof decide>['conditions']) {
    return conditions.find(({ type }) => type === 'ScalingLimited');
  }
});

describe('numbers', () => {
  test('a size of nothing is 0 and never −0', () => {
    const spec = withBehavior({ scaleDown: { stabilizationWindowSeconds: 0 } }, 0);
    const decision = decide(situation(3, 0, { spec, state: settled }));
    expect(Object.is(decision.desiredReplicas, 0)).toBe(true);
    expect(Object.is(decision.proposedReplicas, 0)).toBe(true);
  });

  test('a tolerance of its own is digits times a power of ten', () => {
    expect(approximateDouble('0.57')).toBe(0.5700000000000001);
    expect(approximateDouble('0.35')).toBe(0.35000000000000003);
  });

  test('a tolerance of its own needs its gate, which is on from 1.35', () => {
    const spec = withBehavior({ scaleUp: { tolerance: '0.5' } });
    const at = (version: (typeof kubernetesMinors)[number], gate?: boolean) =>
      proposed(
        situation(10, 84, {
          spec,
          version,
          gates: gate === undefined ? {} : { configurableTolerance: gate },
        }),
      );
    expect(kubernetesMinors.map((version) => at(version))).toEqual([14, 14, 14, 14, 14, 10, 10]);
    expect([at('1.32', true), at('1.33', true), at('1.35', false)]).toEqual([14, 10, 14]);
  });
});
