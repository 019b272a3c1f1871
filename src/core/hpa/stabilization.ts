import type { HpaReason, Recommendation } from '../model/hpa.ts';
import { micros } from './instant.ts';

/** A proposal after the stabilization windows; `held` says which window changed it, null: none. */
export type Stabilized = {
  readonly replicas: number;
  readonly recommendations: readonly Recommendation[];
  readonly held: Extract<HpaReason, { code: 'stabilized' }> | null;
};

/**
 * Without `behavior`: the highest recommendation of the window, both ends included, wins over a lower proposal. It
 * may even lie above the current size. The unstabilized proposal is what is remembered.
 */
export function heldByOneWindow(
  proposed: number,
  recommendations: readonly Recommendation[],
  windowSeconds: number,
  nowSeconds: number,
): Stabilized {
  const cutoff = micros(nowSeconds) - micros(windowSeconds);
  const isOld = (entry: Recommendation) => micros(entry.atSeconds) < cutoff;
  const fresh = recommendations.filter((entry) => !isOld(entry));
  const replicas = Math.max(proposed, ...fresh.map((entry) => entry.replicas));
  return {
    replicas,
    recommendations: remembered(recommendations, isOld, { replicas: proposed, atSeconds: nowSeconds }),
    held:
      replicas === proposed
        ? null
        : {
            code: 'stabilized',
            direction: 'down',
            windowSeconds,
            recommendation: replicas,
            from: proposed,
            to: replicas,
          },
  };
}

/**
 * With `behavior`: the **current** size is brought between the lowest recommendation of the up window and the highest
 * of the down window (both include the proposal; an entry exactly as old as its window is out).
 */
export function heldByTwoWindows(
  proposed: number,
  currentReplicas: number,
  recommendations: readonly Recommendation[],
  windows: { readonly upSeconds: number; readonly downSeconds: number },
  nowSeconds: number,
): Stabilized {
  const now = micros(nowSeconds);
  const upCutoff = now - micros(windows.upSeconds);
  const downCutoff = now - micros(windows.downSeconds);
  let lowest = proposed;
  let highest = proposed;
  for (const entry of recommendations) {
    const at = micros(entry.atSeconds);
    if (at > upCutoff) lowest = Math.min(lowest, entry.replicas);
    if (at > downCutoff) highest = Math.max(highest, entry.replicas);
  }
  const replicas = Math.min(Math.max(currentReplicas, lowest), highest);
  const isOld = (entry: Recommendation) => {
    const at = micros(entry.atSeconds);
    return at < upCutoff && at < downCutoff;
  };
  const up = proposed >= currentReplicas;
  return {
    replicas,
    recommendations: remembered(recommendations, isOld, { replicas: proposed, atSeconds: nowSeconds }),
    held:
      replicas === proposed
        ? null
        : {
            code: 'stabilized',
            direction: up ? 'up' : 'down',
            windowSeconds: up ? windows.upSeconds : windows.downSeconds,
            recommendation: up ? lowest : highest,
            from: proposed,
            to: replicas,
          },
  };
}

/** The list with one more entry: in the slot of the last old one if there is any, else at the end. */
function remembered(
  recommendations: readonly Recommendation[],
  isOld: (entry: Recommendation) => boolean,
  entry: Recommendation,
): Recommendation[] {
  const slot = recommendations.findLastIndex(isOld);
  return slot === -1 ? [...recommendations, entry] : recommendations.with(slot, entry);
}
