import { expect, test } from 'vitest';
import { armSchema } from '../../../src/core/model/arm.ts';
import {
  defaultHpaConfig,
  hpaBehaviorSchema,
  hpaConfigSchema,
  hpaSpecSchema,
} from '../../../src/core/model/hpa.ts';

test('the defaults are a valid configuration', () => {
  expect(hpaConfigSchema.parse(defaultHpaConfig)).toEqual(defaultHpaConfig);
});

test('an arm’s behavior is a behavior of the autoscaler', () => {
  const behavior = {
    scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }], tolerance: 0.05 },
    scaleDown: { stabilizationWindowSeconds: 60, selectPolicy: 'Min' },
  };
  const arm = armSchema.parse({ kind: 'hpa', min: 5, max: 10, targetUtilization: 60, behavior });
  expect(arm.kind === 'hpa' && hpaBehaviorSchema.parse(arm.behavior)).toEqual(behavior);
});

test('a metric needs its source', () => {
  const spec = (metric: unknown) => ({ minReplicas: 1, maxReplicas: 2, metrics: [metric], behavior: null });
  const target = { averageUtilization: 60, averageValueMilli: null };
  expect(hpaSpecSchema.safeParse(spec({ type: 'Resource', name: 'cpu', target })).success).toBe(true);
  expect(hpaSpecSchema.safeParse(spec({ type: 'ContainerResource', name: 'cpu', target })).success).toBe(
    false,
  );
  expect(hpaSpecSchema.safeParse(spec({ type: 'Pods', name: 'rps', target })).success).toBe(false);
});
