/** Seconds from one epoch time to another, to the microsecond: epoch seconds as numbers carry noise below it. */
export function secondsSince(start: number, at: number): number {
  return Math.round((at - start) * 1e6) / 1e6;
}
