import type { ServiceLevel } from '../model/capacity.ts';
import type { Trial } from '../model/trial.ts';

/** What a trial says about a service level. `held` is null where the trial is not to be trusted. */
export interface Judged {
  held: boolean | null;
  /** What was missed, with its figures; empty where the level was held. */
  missed: Missed[];
}

export interface Missed {
  code: 'slow' | 'errors' | 'dropped' | 'behind' | 'invalid';
  /** What was seen: shares, or arrivals for `dropped`. Null for a trial that is not to be trusted. */
  seen: number | null;
  allowed: number | null;
}

/**
 * Judges the trial's plateau against the level: enough requests answered in time, few enough errors, no arrival dropped
 * for want of users, and as much completed as arrived. The last one is what tells a queue that grows slowly: for a trial
 * of T seconds a limit of W seconds alone lets loads pass that are about W / T above what can be carried for ever.
 */
export function judged(trial: Trial, level: ServiceLevel): Judged {
  const { plateau } = trial;
  if (trial.verdict === 'INVALID' || trial.state !== 'completed' || plateau === null || plateau.started === 0)
    return { held: null, missed: [{ code: 'invalid', seen: null, allowed: null }] };
  const missed: Missed[] = [];
  const below = (code: Missed['code'], seen: number, allowed: number) => {
    if (seen < allowed) missed.push({ code, seen, allowed });
  };
  below('slow', plateau.withinSloShare ?? 0, level.share);
  below('behind', completedShare(trial, plateau.fromSeconds, plateau.toSeconds), level.completedShare);
  const errors = plateau.errorRate ?? 0;
  if (errors > level.errorRate) missed.push({ code: 'errors', seen: errors, allowed: level.errorRate });
  if (plateau.dropped > 0) missed.push({ code: 'dropped', seen: plateau.dropped, allowed: 0 });
  return { held: missed.length === 0, missed };
}

/** Requests that ended in [from, to), whenever they had started, over those that started in it. */
function completedShare(trial: Trial, from: number, to: number): number {
  const { widthSeconds, started, completed, failed } = trial.series;
  let [ended, begun] = [0, 0];
  for (let i = Math.ceil(from / widthSeconds); (i + 1) * widthSeconds <= to && i < started.length; i++) {
    ended += (completed[i] ?? 0) + (failed[i] ?? 0);
    begun += started[i] ?? 0;
  }
  return begun === 0 ? 0 : ended / begun;
}
