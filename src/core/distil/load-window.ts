/** Seconds since the load started; `to` is outside. */
export interface Span {
  fromSeconds: number;
  toSeconds: number;
}

/** What a trial's requests are counted against: known before the first of them is read. */
export interface LoadWindow {
  /** Epoch microseconds. */
  loadStartMicros: number;
  lengthSeconds: number;
  plateau: Span | null;
  /** Consecutive and in order. */
  phases: readonly (Span & { name: string })[];
  satisfiedSeconds: number;
  sloSeconds: number;
}

/**
 * A start this long before the start of the load still counts as second 0: whole-second timestamps and two programs'
 * clocks put the first requests a little early.
 */
export const earlyToleranceSeconds = 1;

/** The least width of 1, 2, 4, ... seconds with which `lengthSeconds` need at most `most` columns. */
export function columnWidth(lengthSeconds: number, most: number): number {
  let width = 1;
  while (lengthSeconds / width > most) width *= 2;
  return width;
}
