import type { Trial } from '../../model/trial.ts';
import type { Warning } from '../../model/warning.ts';
import { countedTrials } from '../counted-trials.ts';
import { disturbancesOf } from '../disturbance.ts';

/** The trials of a side that its figures are made of, in the order of running, and what disturbed the host of some. */
export interface Counted {
  trials: readonly Trial[];
  disturbances: ReadonlyMap<Trial, readonly Warning[]>;
}

/** Without warm-ups, and one attempt of each trial that was repeated: as a comparison counts them. */
export function countedOf(trials: readonly Trial[]): Counted {
  const ordered = [...trials].sort(
    (a, b) => (a.loadStartSeconds ?? 0) - (b.loadStartSeconds ?? 0) || (a.id < b.id ? -1 : 1),
  );
  const disturbances = disturbancesOf(ordered);
  return { trials: countedTrials(ordered, disturbances).counted, disturbances };
}
