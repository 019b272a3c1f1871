import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTrials } from '../../../src/core/compare/compare.ts';
import { estimateOf } from '../../../src/core/compare/estimate.ts';
import { comparisonSchema } from '../../../src/core/model/comparison.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { syntheticCampaign } from '../../fixtures/report/synthetic.ts';

const figure = (trials: Trial[], name: string) => {
  const summary = compareTrials(trials, null).cases.find((found) => found.case === name)!;
  return summary.figures;
};

describe('compareTrials', () => {
  const { trials } = syntheticCampaign({ ceiling: true });
  const comparison = compareTrials(trials, null);

  it('gives what its schema promises', () => {
    expect(comparisonSchema.parse(comparison)).toEqual(comparison);
  });

  it('takes figures from the records as they are, and claims nothing from one trial', () => {
    const t02 = trials.find((trial) => trial.case === 'T-02')!;
    expect(figure(trials, 'T-02').throughput).toEqual({
      value: t02.whole.throughputPerSecond,
      byTrial: [t02.whole.throughputPerSecond],
      interval: null,
    });
    expect(comparison.contrasts.every((contrast) => contrast.significant === null)).toBe(true);
    expect(comparison.contrasts[0]!.trialsNeeded).toBe(5);
    expect(comparison.contrasts[0]!.moreTrialsNeeded).toBe(4);
    const { ratios, differences } = comparison.contrasts[0]!;
    for (const effect of [...Object.values(ratios), ...Object.values(differences)])
      expect(effect).toMatchObject({
        interval: null,
        significant: null,
        verdict: 'unknown',
        detectable: null,
      });
  });

  it('splits a gain so that its parts multiply to the whole', () => {
    const split = comparison.decompositions.find((found) => found.case === 'T-02')!;
    expect(split.ceiling).toEqual({ name: 'T-10', source: 'measured' });
    expect(split.morePods * (1 + split.scalingLag)).toBeCloseTo(split.ratio, 9);
  });

  it('takes the ceiling from the plateau where no fixed arm has as many pods', () => {
    const without = compareTrials(
      trials.filter((trial) => trial.case !== 'T-10'),
      null,
    );
    expect(without.decompositions.find((found) => found.case === 'T-02')!.ceiling.source).toBe('plateau');
  });

  it('splits nothing where no pod came and the ceiling is not measured', () => {
    const still = trials
      .filter((trial) => trial.case !== 'T-10')
      .map((trial) => ({
        ...trial,
        replicas: Object.fromEntries(
          Object.entries(trial.replicas).map(([service, series]) => [
            service,
            { ...series, ready: series.ready.map(() => 5) },
          ]),
        ),
      }));
    expect(compareTrials(still, null).decompositions.some((found) => found.case === 'T-02')).toBe(false);
  });

  it('judges T-03 against its own service, and prints the published layout apart', () => {
    const pairs = comparison.contrasts.map(({ case: name, against, kind }) => [name, against, kind]);
    expect(pairs).toContainEqual(['T-03', 'T-01g', 'like']);
    expect(pairs).toContainEqual(['T-03', 'T-01', 'other-service']);
  });

  it('names every difference that keeps two trials from being compared', () => {
    const changed = trials.map((trial) =>
      trial.case === 'T-02' && trial.plan !== null
        ? {
            ...trial,
            plan: { ...trial.plan, lengthSeconds: 999, connections: { policy: 'keep' as const } },
            environment: trial.environment && { ...trial.environment, k6: '9.9.9' },
          }
        : trial,
    );
    const contrast = compareTrials(changed, null).contrasts.find((found) => found.case === 'T-02')!;
    expect(contrast.refusals).toHaveLength(3);
    const said = contrast.refusals.map((refusal) => refusal.message).join('\n');
    expect(said).toMatch(/length in seconds: 999 against/);
    expect(said).toMatch(/connections/);
    expect(said).toMatch(/k6/);
    expect(compareTrials(changed, null).decompositions.some((found) => found.case === 'T-02')).toBe(false);
  });

  it('looks for an effect that was put in on purpose, but not between two arms', () => {
    const slower = (name: string) =>
      trials.map((trial) => {
        if (trial.case !== name || trial.plan === null) return trial;
        const services = Object.fromEntries(
          Object.entries(trial.plan.services).map(([service, settings]) => [
            service,
            { ...settings, demandFactor: 1.1, extraDelaySeconds: 0.02 },
          ]),
        );
        return { ...trial, plan: { ...trial.plan, services } };
      });
    const refusalsOf = (changed: Trial[], name: string) =>
      compareTrials(changed, null)
        .contrasts.find((found) => found.case === name)!
        .refusals.map(({ message }) => message);
    expect(refusalsOf(slower('T-02'), 'T-02').join('\n')).toMatch(
      /demandFactor: 1.1 against 1\n.*extraDelay/,
    );
    const oneArm = slower('T-02').map((trial) =>
      trial.case === 'T-02' ? { ...trial, plan: { ...trial.plan!, arm: trials[0]!.plan!.arm } } : trial,
    );
    expect(refusalsOf(oneArm, 'T-02')).toEqual([]);
  });

  it('refuses to compare what has no plan', () => {
    const imported = trials.map((trial) => ({ ...trial, plan: null, verdict: 'INVALID' as const }));
    const judged = compareTrials(imported, null);
    expect(judged.verdict).toBe('INVALID');
    expect(judged.contrasts).toEqual([]);
  });

  it('calls no data INVALID', () => {
    expect(compareTrials([], null).verdict).toBe('INVALID');
  });

  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(trials, { minLength: trials.length }), (order) => {
        expect(compareTrials(order, null)).toEqual(comparison);
      }),
      { numRuns: 20 },
    );
  });
});

describe('estimateOf', () => {
  it('is the median, in any order, of what was observed', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const { value } = estimateOf(values);
        const below = values.filter((each) => each < value!).length;
        const above = values.filter((each) => each > value!).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
        expect(estimateOf([...values].reverse()).value).toBe(value);
      }),
    );
    expect(estimateOf([null, 3, null]).value).toBe(3);
    expect(estimateOf([5, 1, 4, 2, 3]).interval).toBeNull();
    expect(estimateOf([5, 1, 4, 2, 3, null, 6]).interval).toEqual({ low: 1, high: 6, confidence: 0.96875 });
    expect(estimateOf([null]).value).toBeNull();
  });
});
