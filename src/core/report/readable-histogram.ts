import { LogLinearHistogram } from '../math/histogram.ts';
import type { Histogram } from '../model/trial.ts';

/** Null where the record is of another version's bins. */
export function readableHistogram(histogram: Histogram): LogLinearHistogram | null {
  try {
    return LogLinearHistogram.fromJSON(histogram);
  } catch {
    return null;
  }
}
