import type { Effect } from '../../model/comparison.ts';
import type { Metric } from '../metrics.ts';
import type { Threshold } from './thresholds.ts';

/**
 * An effect turned so that more is worse and none is 0, whatever the metric: the logarithm of a ratio, or a difference. So a
 * loss and the gain that makes up for it have the same size, and swapping the sides changes nothing but the sign.
 */
export interface Loss {
  /** Infinite where a side has nothing at all. */
  value: number;
  /** Null where there is none. */
  interval: { low: number; high: number } | null;
  /** From here on it is a regression; the same the other way is a gain of the same worth. */
  bound: number;
}

/** Null where one side did not observe the figure. */
export function lossOf(effect: Effect, metric: Metric, threshold: Threshold): Loss | null {
  if (effect.p === null) return null;
  const sign = metric.better === 'higher' ? -1 : 1;
  const onScale = (value: number) => sign * (metric.scale === 'ratio' ? Math.log(value) : value);
  const { value, interval } = effect;
  const ends = interval === null ? null : [onScale(interval.low), onScale(interval.high)];
  return {
    // A ratio to nothing has no value, and is as large as any.
    value: value === null ? onScale(Number.POSITIVE_INFINITY) : onScale(value),
    interval: ends === null ? null : { low: Math.min(...ends), high: Math.max(...ends) },
    bound: boundOf(metric, threshold.regression),
  };
}

function boundOf(metric: Metric, regression: number): number {
  if (metric.scale === 'difference') return regression;
  return metric.better === 'higher' ? -Math.log(1 - regression) : Math.log(1 + regression);
}
