import { shown } from './names.ts';
import type { Say } from './text.ts';

/** How many pods a stretch was of, as `5 pods` says; null for one of another name. */
export function podsOfPhase(name: string): number | null {
  const pods = /^(\d+) pods?$/.exec(name)?.[1];
  return pods === undefined ? null : Number(pods);
}

/** "5 pods" in the reader's language; any other name of a stretch as it is. */
export function phaseName(name: string, say: Say): string {
  const pods = podsOfPhase(name);
  if (pods === null) return shown(name, 40);
  return say(pods === 1 ? 'phase.pod' : 'phase.pods', { n: pods });
}
