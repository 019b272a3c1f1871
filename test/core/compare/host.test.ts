import { describe, expect, it } from 'vitest';
import { compareTrials } from '../../../src/core/compare/compare.ts';
import { disturbancesOf } from '../../../src/core/compare/disturbance.ts';
import type { Fingerprint } from '../../../src/core/model/observation.ts';
import type { Trial } from '../../../src/core/model/trial.ts';
import { trialsOf } from './trials-of.ts';

const figures = { throughput: 90, mean: 1.2, p95: 3.1, errorRate: 0 };
const quiet: Fingerprint = {
  cpuTaskSeconds: 0.15,
  loadAverage1m: 0.1,
  cpuTotalSeconds: 1000,
  cpuStealSeconds: 0,
  cpuPressureShare: 0.02,
  throttledSeconds: 0,
};

/** A trial with what was seen of its host before and after. */
function on(trial: Trial, before: Partial<Fingerprint>, after: Partial<Fingerprint> = before): Trial {
  return {
    ...trial,
    environment: { ...trial.environment!, fingerprint: { ...quiet, ...before } },
    ending: { ...trial.ending, fingerprint: { ...quiet, ...after } },
  };
}

const [first, second, third] = trialsOf('base', [figures, figures, figures]) as [Trial, Trial, Trial];
const [other] = trialsOf('other', [{ ...figures, throughput: 180 }]) as [Trial];
const codes = (trial: Trial, all = [trial]) =>
  disturbancesOf(all)
    .get(trial)!
    .map(({ code }) => code);

describe('a disturbed host', () => {
  it('is one that was slower than at its best, in use by others, or held back', () => {
    const calm = on(first, {});
    expect(codes(calm)).toEqual([]);
    const slow = on(second, {}, { cpuTaskSeconds: 0.18 });
    expect(codes(slow, [calm, slow])).toEqual(['host-slowed']);
    const hardly = on(second, { cpuTaskSeconds: 0.165 });
    expect(codes(hardly, [calm, hardly])).toEqual([]);
    expect(codes(on(first, { cpuPressureShare: 0.8 }, {}))).toEqual(['host-in-use']);
    expect(codes(on(first, {}, { throttledSeconds: 1 }))).toEqual(['host-throttled']);
  });

  it('is not guessed where nothing was recorded', () => {
    expect(codes(first)).toEqual([]);
    expect(codes(on(first, { cpuPressureShare: null, throttledSeconds: null }))).toEqual([]);
  });

  it('is a doubt beside the trial that nothing repeats', () => {
    const { warnings } = compareTrials([on(first, {}), on(second, { cpuTaskSeconds: 0.2 })], null);
    expect(warnings.filter(({ code }) => code === 'host-slowed')).toMatchObject([
      { trial: second.id, severity: 'doubt', facts: { slowerPercent: 33, bestMs: 150 } },
    ]);
  });
});

describe('a trial that was repeated', () => {
  const repeatOf = (trial: Trial, of: Trial): Trial => ({
    ...trial,
    id: `${of.id}-2`,
    plan: { ...trial.plan!, repeats: of.id },
  });
  const disturbed = on(first, { cpuPressureShare: 0.9 });

  it('does not count where its repeat met a quiet host, whatever they show, and is listed', () => {
    const repeat = repeatOf(on(third, {}), first);
    const { cases, warnings } = compareTrials([disturbed, repeat, on(second, {})], null);
    expect(cases[0]!.trials).toEqual([second.id, repeat.id]);
    expect(warnings.map(({ code }) => code)).toEqual(['trial-repeated']);
    expect(warnings[0]!.message).toContain(`${first.id} is not counted (host-in-use`);
  });

  it('counts where its repeat was disturbed too', () => {
    const repeat = repeatOf(on(third, { cpuPressureShare: 0.7 }), first);
    const { cases, warnings } = compareTrials([disturbed, repeat], null);
    expect(cases[0]!.trials).toEqual([first.id]);
    expect(warnings.map(({ code }) => code)).toEqual(['host-in-use', 'trial-repeated']);
  });

  it('is not lost where the trial that it repeats is not there', () => {
    const repeat = repeatOf(on(third, {}), first);
    expect(compareTrials([repeat], null).cases[0]!.trials).toEqual([repeat.id]);
  });
});

describe('what is never counted', () => {
  it('is a warm-up', () => {
    const warmUp = { ...second, plan: { ...second.plan!, warmUp: true } };
    expect(compareTrials([first, warmUp], null).cases[0]!.trials).toEqual([first.id]);
  });
});

describe('hosts of unlike speed', () => {
  it('are not compared by figures', () => {
    const of = (seconds: number) =>
      compareTrials([on(first, {}), on(other, { cpuTaskSeconds: seconds })], null).contrasts[0]!.refusals;
    expect(of(0.16)).toEqual([]);
    expect(of(0.2).map(({ code }) => code)).toEqual(['host-speed-differs']);
  });
});

describe('trials on one cluster', () => {
  const onCluster = (trial: Trial, createdAt: string): Trial => ({
    ...trial,
    environment: { ...trial.environment!, cluster: { name: 'peakproof-bench-fixed-5', createdAt } },
  });

  it('are doubted where they are of one case, and not where each repetition had its own', () => {
    const own = [onCluster(first, '10:00'), onCluster(second, '10:10')];
    expect(compareTrials(own, null).warnings).toEqual([]);
    const shared = [...own, onCluster(third, '10:10')];
    expect(compareTrials(shared, null).warnings).toMatchObject([
      { code: 'trials-share-a-cluster', severity: 'doubt', facts: { case: 'T-01', trials: 3, clusters: 2 } },
    ]);
  });
});
