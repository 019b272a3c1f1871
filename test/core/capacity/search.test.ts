import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextStep, type Tried } from '../../../src/core/capacity/search.ts';

const settings = { startPerSecond: 50, resolution: 0.05, mostTries: 40 };

/** Runs a search against a service that holds below its true capacity. */
function searched(holds: (perSecond: number) => boolean, from = settings) {
  const tried: Tried[] = [];
  for (;;) {
    const step = nextStep(tried, from);
    if (step.kind !== 'try') return { step, tried };
    tried.push({ perSecond: step.perSecond, held: holds(step.perSecond) });
  }
}

describe('a search', () => {
  it('ends with a narrow bracket around the true capacity, wherever it begins', () => {
    const capacity = fc.double({ min: 5, max: 500, noNaN: true });
    const start = fc.double({ min: 5, max: 500, noNaN: true });
    fc.assert(
      fc.property(capacity, start, (truth, startPerSecond) => {
        const { step } = searched((load) => load <= truth, { ...settings, startPerSecond });
        if (step.kind !== 'found') throw new Error('not found');
        expect(step.lowPerSecond).toBeLessThanOrEqual(truth);
        expect(step.highPerSecond).toBeGreaterThan(truth);
        expect(step.highPerSecond / step.lowPerSecond).toBeLessThanOrEqual(1.05 + 1e-9);
      }),
    );
  });

  it('takes five loads where it begins near the truth', () => {
    expect(searched((load) => load <= 55).tried).toHaveLength(5);
  });

  it('brackets upwards, then halves on the logarithmic scale', () => {
    expect(
      searched((load) => load <= 100).tried.map(({ perSecond }) => Number(perSecond.toFixed(2))),
    ).toEqual([50, 62.5, 78.13, 97.66, 122.07, 109.18, 103.26, 100.42]);
  });

  it('gives up on a service that never holds, or never fails, and says what it knows', () => {
    const few = { ...settings, mostTries: 3 };
    expect(searched(() => false, few).step).toEqual({
      kind: 'not found',
      lowPerSecond: null,
      highPerSecond: 32,
    });
    expect(searched(() => true, few).step).toEqual({
      kind: 'not found',
      lowPerSecond: 78.125,
      highPerSecond: null,
    });
  });
});
