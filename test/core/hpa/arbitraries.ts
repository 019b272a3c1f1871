import fc from 'fast-check';
import type { HpaRoundInput } from '../../../src/core/hpa/round.ts';
import {
  defaultHpaConfig,
  type HpaBehavior,
  type HpaMetric,
  type HpaState,
  initialHpaState,
  kubernetesMinors,
  type PodSample,
  type PodState,
  type ScalingRules,
} from '../../../src/core/model/hpa.ts';
import { now } from './situation.ts';

/** Any round that could happen, and many that should not. */

const age = (most: number) => fc.integer({ min: 0, max: most * 4 }).map((quarters) => now - quarters / 4);
const containerNames = ['app', 'sidecar'] as const;
const requests = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ cpu: fc.integer({ min: 0, max: 500 }), memory: fc.constant(64_000_000) }),
  },
  { weight: 1, arbitrary: fc.constant({}) },
);
const containers = fc
  .tuple(requests, fc.option(requests))
  .map(([app, sidecar]) =>
    [app, sidecar].flatMap((requestsMilli, index) =>
      requestsMilli === null ? [] : [{ name: containerNames[index] ?? 'app', requestsMilli }],
    ),
  );

function podArbitrary(name: string): fc.Arbitrary<PodState> {
  return fc.record({
    name: fc.constant(name),
    phase: fc.oneof(
      { weight: 8, arbitrary: fc.constant('Running' as const) },
      { weight: 2, arbitrary: fc.constantFrom('Pending', 'Succeeded', 'Failed', 'Unknown') },
    ),
    deleted: fc.oneof(
      { weight: 9, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    startTimeSeconds: fc.option(age(600), { freq: 10 }),
    ready: fc.option(
      fc.record({
        status: fc.constantFrom('True', 'True', 'False', 'Unknown'),
        lastTransitionSeconds: age(600),
      }),
      { freq: 10 },
    ),
    containers,
  });
}

function sampleArbitrary(pod: string): fc.Arbitrary<PodSample | null> {
  return fc.option(
    fc.record({
      pod: fc.constant(pod),
      timestampSeconds: age(60),
      windowSeconds: fc.integer({ min: 1, max: 60 }),
      containers: fc.array(
        fc.record({
          name: fc.constantFrom(...containerNames),
          usageMilli: fc.oneof(
            { weight: 9, arbitrary: fc.record({ cpu: fc.nat(800), memory: fc.nat(128_000_000) }) },
            { weight: 1, arbitrary: fc.constant({ cpu: null }) },
          ),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
    { freq: 6 },
  );
}

const target = fc.oneof(
  fc.record({ averageUtilization: fc.integer({ min: 1, max: 200 }), averageValueMilli: fc.constant(null) }),
  fc.record({ averageUtilization: fc.constant(null), averageValueMilli: fc.integer({ min: 1, max: 500 }) }),
);
const metric: fc.Arbitrary<HpaMetric> = fc.oneof(
  fc.record({ type: fc.constant('Resource' as const), name: fc.constantFrom('cpu', 'memory'), target }),
  fc.record({
    type: fc.constant('ContainerResource' as const),
    name: fc.constant('cpu'),
    container: fc.constantFrom(...containerNames),
    target,
  }),
);

const policy = fc.record({
  type: fc.constantFrom('Pods' as const, 'Percent' as const),
  value: fc.integer({ min: 1, max: 200 }),
  periodSeconds: fc.integer({ min: 1, max: 120 }),
});
const rules: fc.Arbitrary<ScalingRules> = fc.record(
  {
    stabilizationWindowSeconds: fc.integer({ min: 0, max: 600 }),
    selectPolicy: fc.constantFrom('Max' as const, 'Min' as const, 'Disabled' as const),
    policies: fc.array(policy, { minLength: 1, maxLength: 3 }),
    tolerance: fc.integer({ min: 0, max: 50 }).map((hundredths) => hundredths / 100),
  },
  { requiredKeys: [] },
);
const behavior: fc.Arbitrary<HpaBehavior> = fc.record(
  { scaleUp: rules, scaleDown: rules },
  { requiredKeys: [] },
);

const events = fc.array(
  fc.record({ change: fc.integer({ min: 1, max: 9 }), atSeconds: age(120), outdated: fc.boolean() }),
  { maxLength: 4 },
);
const state: fc.Arbitrary<HpaState> = fc.record({
  recommendations: fc.option(
    fc.array(fc.record({ replicas: fc.nat(20), atSeconds: age(600) }), { maxLength: 6 }),
  ),
  scaleUpEvents: events,
  scaleDownEvents: events,
  conditions: fc.constant(initialHpaState.conditions),
  statusDesiredReplicas: fc.option(fc.nat(20)),
});

export const anyRound: fc.Arbitrary<HpaRoundInput> = fc
  .record({ pods: fc.nat(8), strays: fc.nat(2) })
  .chain(({ pods, strays }) => {
    const podNames = Array.from({ length: pods }, (_, index) => `pod-${index}`);
    const sampled = [...podNames, ...Array.from({ length: strays }, (_, index) => `stray-${index}`)];
    return fc.record({
      spec: fc
        .record({
          minReplicas: fc.option(fc.integer({ min: 0, max: 6 })),
          span: fc.integer({ min: 0, max: 12 }),
          metrics: fc.array(metric, { maxLength: 2 }),
          behavior: fc.option(behavior),
        })
        .map(({ span, ...spec }) => ({ ...spec, maxReplicas: Math.max(1, (spec.minReplicas ?? 1) + span) })),
      config: fc.constant(defaultHpaConfig),
      version: fc.constantFrom(...kubernetesMinors),
      state,
      currentReplicas: fc.nat(20),
      pods: fc.tuple(...podNames.map(podArbitrary)),
      samples: fc
        .tuple(...sampled.map(sampleArbitrary))
        .map((samples) => samples.filter((sample) => sample !== null)),
      now: fc.constant(now),
    });
  });
