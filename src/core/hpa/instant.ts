/**
 * Seconds as whole microseconds. The rules compare instants strictly (`<` here, `<=` there), and sums of fractional
 * epoch seconds differ in their last binary digit depending on how they were added up; whole microseconds do not.
 */
export type Micros = number;

export function micros(seconds: number): Micros {
  return Math.round(seconds * 1e6);
}

/** An instant that may be unset; the controller reads an unset one as long before everything else. */
export function microsOrEver(seconds: number | null): Micros {
  return seconds === null ? Number.NEGATIVE_INFINITY : micros(seconds);
}
