import type { Interval } from '../math/interval.ts';
import { median } from '../math/median.ts';
import { type RankTest, rankTest } from '../math/rank-sum.ts';
import { alpha, detectableShift, pooledSpread, reaches } from '../math/sample-size.ts';
import { shiftBetween } from '../math/shift.ts';
import type { Effect } from '../model/comparison.ts';
import type { Trial } from '../model/trial.ts';
import { confidence } from './estimate.ts';
import type { Metric } from './metrics.ts';

type Read = Metric['read'];

/** `case` over `base` (`ratio`) or minus it (`difference`), and where it may lie. */
export interface Contrasted {
  value: number | null;
  interval: Interval | null;
}

/** What a figure is in each of two cases, without the trials that did not observe it. */
interface Samples {
  a: number[];
  b: number[];
  /** The same on the scale on which they are subtracted; null where a ratio is asked of figures that are not positive. */
  scaled: { a: number[]; b: number[] } | null;
  back: (shift: number) => number;
}

/**
 * How many times the figure of `bases` that of `trials` is: the Hodges-Lehmann estimate on logarithms, with the interval
 * of the exact rank test where the trials are enough for one.
 */
export function ratioBetween(
  trials: readonly Trial[],
  bases: readonly Trial[],
  read: Read,
  level = confidence,
): Contrasted {
  return contrasted(samplesOf(trials, bases, 'ratio', read), level);
}

/** The same, or the difference where the metric has no ratio, without any claim. */
export function effectShown(trials: readonly Trial[], bases: readonly Trial[], metric: Metric): Effect {
  return { ...contrasted(samplesOf(trials, bases, metric.scale, metric.read)), ...unjudged };
}

const unjudged = {
  p: null,
  adjustedP: null,
  method: null,
  significant: null,
  verdict: 'unknown',
  detectable: null,
} as const satisfies Partial<Effect>;

/** An effect with its test, before it is known how many others are claimed with it. */
export interface TestedEffect {
  effect: Effect;
  /** Null where a case has no trial that observed the figure. */
  test: RankTest | null;
  /** Trials of each case that observed it. */
  sizes: [number, number];
}

/**
 * Sets a metric of two cases against each other. `claims` is how many metrics are claimed together, which the detectable
 * difference depends on.
 *
 * Note: the trials of one repetition run one after the other and are a block, and yet the test is unpaired. A paired rank
 * test can reach 5 % with six pairs and 5 % / 3 with seven; the unpaired one with four and five. What a block has in
 * common makes the arms more alike than the unpaired test assumes: it errs by finding less, never by claiming more.
 */
export function effectTested(
  trials: readonly Trial[],
  bases: readonly Trial[],
  metric: Metric,
  claims: number,
): TestedEffect {
  const samples = samplesOf(trials, bases, metric.scale, metric.read);
  const sizes: [number, number] = [samples.a.length, samples.b.length];
  const shown = { ...contrasted(samples), ...unjudged };
  if (samples.a.length === 0 || samples.b.length === 0) return { effect: shown, test: null, sizes };
  const test = rankTest(samples.a, samples.b);
  const detectable = detectableBy(samples, alpha / claims);
  return { effect: { ...shown, p: test.p, method: test.method, detectable }, test, sizes };
}

/**
 * The effect with its verdict: `p` is what counts against `alpha`, adjusted or not; `claims` as above. No difference is
 * claimed that the interval printed beside it does not bear out: with many ties the interval is the stricter of the two.
 */
export function effectJudged(tested: TestedEffect, metric: Metric, p: number, claims: number): Effect {
  const { effect, test, sizes } = tested;
  if (test === null || !reaches(...sizes, alpha / claims)) return effect;
  const significant = p <= alpha && !holdsNone(effect.interval, metric);
  return { ...effect, significant, verdict: significant ? verdictOf(test, sizes, metric) : 'same' };
}

function holdsNone(interval: Interval | null, metric: Metric): boolean {
  const none = metric.scale === 'ratio' ? 1 : 0;
  return interval !== null && interval.low <= none && none <= interval.high;
}

function verdictOf(test: RankTest, [m, n]: [number, number], metric: Metric): Effect['verdict'] {
  if (metric.better === null) return 'different';
  const higher = test.u > (m * n) / 2;
  return higher === (metric.better === 'higher') ? 'better' : 'worse';
}

function samplesOf(
  trials: readonly Trial[],
  bases: readonly Trial[],
  scale: Metric['scale'],
  read: Read,
): Samples {
  const a = trials.map(read).filter((value) => value !== null);
  const b = bases.map(read).filter((value) => value !== null);
  if (scale === 'difference') return { a, b, scaled: { a, b }, back: (shift) => shift };
  const positive = [...a, ...b].every((value) => value > 0);
  return { a, b, scaled: positive ? { a: a.map(Math.log), b: b.map(Math.log) } : null, back: Math.exp };
}

function contrasted({ a, b, scaled, back }: Samples, level = confidence): Contrasted {
  if (a.length === 0 || b.length === 0) return { value: null, interval: null };
  if (scaled === null) {
    // A trial without anything has no logarithm: the ratio of the medians is all that can be said.
    const base = median(b)!;
    return { value: base > 0 ? median(a)! / base : null, interval: null };
  }
  const { value, interval } = shiftBetween(scaled.a, scaled.b, level);
  return {
    value: back(value),
    interval: interval && { ...interval, low: back(interval.low), high: back(interval.high) },
  };
}

function detectableBy({ scaled, back }: Samples, level: number): number | null {
  if (scaled === null) return null;
  const spread = pooledSpread(scaled.a, scaled.b);
  const shift = spread === null ? null : detectableShift(scaled.a.length, scaled.b.length, spread, level);
  return shift === null ? null : back(shift);
}
