import { describe, expect, it } from 'vitest';
import { effectsJudged } from '../../../src/core/compare/effects.ts';
import { headlineMetrics } from '../../../src/core/compare/metrics.ts';
import { type Random, seededRandom } from '../../../src/core/math/random.ts';
import { alpha, detectableShift, power } from '../../../src/core/math/sample-size.ts';
import type { Effect } from '../../../src/core/model/comparison.ts';
import type { MetricName } from '../../../src/core/model/metric.ts';
import { type Figures, normal, trialsOf } from './trials-of.ts';

/** Simulated campaigns: what is promised of claims has to hold over many of them. */

const spread = 0.05;

interface World {
  trials: number;
  /** What throughput is multiplied by in the case. */
  effect?: number;
  /** Of the scatter, what all metrics of a trial have in common, 0 to 1. */
  shared?: number;
  /** Scatter of what a repetition does to both of its trials. */
  block?: number;
}

function figuresOf(
  random: Random,
  { trials, shared = 0 }: World,
  factor: number,
  blocks: number[],
): Figures[] {
  return Array.from({ length: trials }, (_, i) => {
    const common = normal(random);
    const noise = () =>
      Math.exp(
        (blocks[i] ?? 0) + spread * (Math.sqrt(shared) * common + Math.sqrt(1 - shared) * normal(random)),
      );
    return {
      throughput: 90 * factor * noise(),
      mean: 1.2 * noise(),
      p95: 3.1 * noise(),
      errorRate: Math.floor(4 * random.next()) / 1000,
      requestsPerCpuSecond: 176 * noise(),
    };
  });
}

/** The share of `campaigns` of which `claims` is true. */
function shareOf(
  campaigns: number,
  world: World,
  claims: (effects: Record<MetricName, Effect>) => boolean,
): number {
  const random = seededRandom(2025);
  let count = 0;
  for (let i = 0; i < campaigns; i++) {
    const blocks = Array.from({ length: world.trials }, () => (world.block ?? 0) * normal(random));
    const other = trialsOf('other', figuresOf(random, world, world.effect ?? 1, blocks));
    const base = trialsOf('base', figuresOf(random, world, 1, blocks));
    if (claims(effectsJudged(other, base))) count++;
  }
  return count / campaigns;
}

const anyHeadline = (effects: Record<MetricName, Effect>) =>
  headlineMetrics.some((name) => effects[name].significant === true);

/** Three standard errors of a share. */
const error = (share: number, campaigns: number) => 3 * Math.sqrt((share * (1 - share)) / campaigns);

describe('of 10,000 campaigns without an effect', () => {
  it.each([
    ['independent metrics', { trials: 5 }],
    ['metrics that go together', { trials: 5, shared: 0.8 }],
    ['six trials', { trials: 6, shared: 0.3 }],
    ['repetitions that differ from each other', { trials: 5, block: 0.05 }],
  ])('at most 5 %% claim a difference in the headline: %s', { timeout: 60_000 }, (_, world) => {
    const share = shareOf(10_000, world, anyHeadline);
    expect(share).toBeLessThanOrEqual(alpha + error(alpha, 10_000));
    // A judgement that never claims anything would pass as well.
    expect(share).toBeGreaterThan(0.001);
  });

  it('at most 5 % claim a difference in a metric that is judged by itself, ties or none', () => {
    for (const name of ['requestsPerCpuSecond', 'errorRate'] as const) {
      const share = shareOf(3000, { trials: 5 }, (effects) => effects[name].significant === true);
      expect(share).toBeLessThanOrEqual(alpha + error(alpha, 3000));
      expect(share).toBeGreaterThan(0.005);
    }
  });

  it('none claims anything of four trials, which cannot carry three claims', () => {
    expect(shareOf(200, { trials: 4, effect: 2 }, anyHeadline)).toBe(0);
  });
});

describe('a real effect', () => {
  it.each([5, 6, 8, 10])('of the detectable size is found with the promised power in %i trials', (trials) => {
    const level = alpha / headlineMetrics.length;
    const effect = Math.exp(detectableShift(trials, trials, spread, level)!);
    for (const factor of [effect, 1 / effect]) {
      const found = shareOf(1500, { trials, effect: factor }, ({ throughput }) =>
        factor > 1 ? throughput.verdict === 'better' : throughput.verdict === 'worse',
      );
      expect(found).toBeGreaterThan(power - 0.06);
      expect(found).toBeLessThan(power + 0.06);
    }
  });

  it('lies in its interval at least as often as the interval says', () => {
    let stated = 1;
    const inside = shareOf(3000, { trials: 5, effect: 1.1 }, ({ throughput: { interval } }) => {
      stated = interval!.confidence;
      return interval!.low <= 1.1 && 1.1 <= interval!.high;
    });
    expect(stated).toBeGreaterThan(0.95);
    expect(Math.abs(inside - stated)).toBeLessThan(error(stated, 3000));
  });

  it('that is called detectable is about the one that is', () => {
    const seen: number[] = [];
    shareOf(500, { trials: 6 }, ({ throughput }) => seen.push(Math.log(throughput.detectable!)) > 0);
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
    const real = detectableShift(6, 6, spread, alpha / headlineMetrics.length)!;
    expect(mean / real).toBeGreaterThan(0.93);
    expect(mean / real).toBeLessThan(1.03);
  });
});
