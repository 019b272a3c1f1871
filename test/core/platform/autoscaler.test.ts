import { describe, expect, it } from 'vitest';
import type { PodSample } from '../../../src/core/model/hpa.ts';
import { Autoscaler } from '../../../src/core/platform/autoscaler.ts';
import { names, now, sample, situation } from '../hpa/situation.ts';

/** Milli-cores of five pods: read before and after four of them were read anew. The first sample is the same one. */
const before = samplesOf([40, 2, 4, 36, 36]);
const after = samplesOf([40, 70, 75, 80, 80]);

function samplesOf(usage: readonly number[]): PodSample[] {
  return names(5).map((name, i) => sample(name, usage[i]!));
}

describe('a controller that was given one of two answers of the metrics API', () => {
  const { spec, pods, currentReplicas } = situation(5, 0);
  const input = { spec: { ...spec, minReplicas: 5 }, pods, currentReplicas, now };

  it('is taken at its word as to what it read', () => {
    const { decision, samples } = new Autoscaler().roundGiven(input, [before, after], 69);
    expect(samples).toBe(after);
    expect(decision).toMatchObject({ utilization: 69, proposedReplicas: 6, desiredReplicas: 6 });
  });

  it.each([23, 50, null])('was given the likeliest where it says %s', (utilization) => {
    const { decision, samples } = new Autoscaler().roundGiven(input, [before, after], utilization);
    expect(samples).toBe(before);
    expect(decision).toMatchObject({ utilization: 23, proposedReplicas: 2, desiredReplicas: 5 });
  });

  it('remembers the round that was, and not the one that might have been', () => {
    const autoscaler = new Autoscaler();
    autoscaler.roundGiven(input, [before, after], 69);
    const next = { ...input, now: now + 15, currentReplicas: 6, spec: { ...input.spec, minReplicas: 1 } };
    // Scale-down is held at the highest proposal of the window: 6 was proposed, 2 only computed.
    expect(autoscaler.round({ ...next, samples: before }).desiredReplicas).toBe(6);
  });
});
