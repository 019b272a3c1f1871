/** Where a figure may lie. */
export interface Interval {
  low: number;
  high: number;
  /** What the exact distribution really gives; never less than what was asked for. */
  confidence: number;
}
