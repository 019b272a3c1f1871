/** One load that was tried, and whether the service level was held. */
export interface Tried {
  perSecond: number;
  held: boolean;
}

export interface SearchSettings {
  /** The first load that is tried. */
  startPerSecond: number;
  /** The search ends when the load that fails is at most this share above the one that holds. */
  resolution: number;
  /** Loads that may be tried at the most. */
  mostTries: number;
}

export type SearchStep =
  | { kind: 'try'; perSecond: number }
  | { kind: 'found'; lowPerSecond: number; highPerSecond: number; perSecond: number }
  | { kind: 'not found'; lowPerSecond: number | null; highPerSecond: number | null };

/** Steps of the bracketing: a quarter up, a fifth down, which are the same distance on a logarithmic scale. */
const stride = 1.25;

/**
 * What to do after `tried`, in their order: bracket the highest load that holds, then halve the bracket (on logarithms)
 * until it is narrow enough. The capacity found is the middle of the last bracket.
 *
 * Loads are only ever tried inside the bracket, so that holding and failing never contradict each other; that a single try
 * may go either way close to the limit is what the repeats of a search show.
 */
export function nextStep(tried: readonly Tried[], settings: SearchSettings): SearchStep {
  const held = tried.filter((one) => one.held).map((one) => one.perSecond);
  const failed = tried.filter((one) => !one.held).map((one) => one.perSecond);
  const low = held.length === 0 ? null : Math.max(...held);
  const high = failed.length === 0 ? null : Math.min(...failed);
  if (low !== null && high !== null && high / low - 1 <= settings.resolution)
    return { kind: 'found', lowPerSecond: low, highPerSecond: high, perSecond: Math.sqrt(low * high) };
  if (tried.length >= settings.mostTries)
    return { kind: 'not found', lowPerSecond: low, highPerSecond: high };
  if (low === null && high === null) return { kind: 'try', perSecond: settings.startPerSecond };
  if (high === null) return { kind: 'try', perSecond: low! * stride };
  if (low === null) return { kind: 'try', perSecond: high / stride };
  return { kind: 'try', perSecond: Math.sqrt(low * high) };
}
