import { shown } from './names.ts';
import type { Say } from './text.ts';

/** "5 pods" in the reader's language; any other name of a stretch as it is. */
export function phaseName(name: string, say: Say): string {
  const pods = /^(\d+) pods?$/.exec(name)?.[1];
  if (pods === undefined) return shown(name, 40);
  return say(pods === '1' ? 'phase.pod' : 'phase.pods', { n: pods });
}
