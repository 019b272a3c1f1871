/**
 * Holds the load back until the moment that PEAKPROOF_START_AT names (epoch milliseconds). k6 makes its users before
 * `setup`, which takes longer the more there are; holding here lets the first user start on time all the same.
 */
export function heldStart(
  env: Record<string, string | undefined>,
  sleep: (seconds: number) => void,
  nowMs: () => number,
): void {
  const startMs = Number(env.PEAKPROOF_START_AT ?? 0);
  const leftSeconds = (startMs - nowMs()) / 1000;
  if (leftSeconds > 0) sleep(leftSeconds);
}
