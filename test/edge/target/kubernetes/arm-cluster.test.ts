import { expect, it } from 'vitest';
import { armCluster } from '../../../../src/edge/target/kubernetes/kind-target.ts';

it('a cluster is named after its arm, as kind and a host name allow', () => {
  expect(armCluster('hpa-5-10')).toBe('peakproof-bench-hpa-5-10');
  expect(armCluster('Fixed_5.')).toBe('peakproof-bench-fixed-5');
  const longest = armCluster('a'.repeat(40));
  expect(`${longest}-control-plane`.length).toBeLessThanOrEqual(63);
});
