import { expect, test } from 'vitest';
import { explainDecision } from '../../../src/core/hpa/explain.ts';
import { decide, situation } from './situation.ts';

/** Two photographed screens of `oc get hpa`: five Ready pods, minimum 5, maximum 10, target 60 %. */
const spec = {
  minReplicas: 5,
  maxReplicas: 10,
  metrics: situation(0, 0).spec.metrics,
  behavior: null,
};

test('78 % on five pods asks for seven', () => {
  const decision = decide(situation(5, 78, { spec }));
  expect(decision).toMatchObject({ utilization: 78, ratio: 1.3, desiredReplicas: 7, rescale: true });
  expect(explainDecision(decision, 'en')).toEqual([
    'CPU 78 % of requests against a target of 60 %: ratio 1.30; ceil(1.30 × 5) = 7 replicas',
    '5 → 7 replicas',
  ]);
});

test('93 % on five pods asks for eight', () => {
  expect(decide(situation(5, 93, { spec }))).toMatchObject({ utilization: 93, desiredReplicas: 8 });
});

test('two of seven pods not Ready yet: the five others ask for seven again, which changes nothing', () => {
  const seven = situation(7, 78, { spec });
  const pods = seven.pods.map((pod, index) =>
    index < 5
      ? pod
      : {
          ...pod,
          startTimeSeconds: seven.now - 15,
          ready: { status: 'False' as const, lastTransitionSeconds: seven.now - 15 },
        },
  );
  const decision = decide({ ...seven, pods });
  // 5 × 78 over 7 × 100 is 55 %, ratio 0.92: from above to below the target, so no direction.
  expect(decision).toMatchObject({ utilization: 78, desiredReplicas: 7, rescale: false });
});
