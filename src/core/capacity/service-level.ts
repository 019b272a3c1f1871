import type { ServiceLevel } from '../model/capacity.ts';
import type { Trial } from '../model/trial.ts';

/** What a trial says about a service level. `held` is null where the trial is not to be trusted. */
export interface Judged {
  held: boolean | null;
  /** What was missed, with its figures; empty where the level was held. */
  missed: Missed[];
}

/** A part of the service level that a load missed. */
export interface Missed {
  code: 'slow' | 'errors' | 'dropped' | 'behind' | 'invalid';
  /** What was seen: shares, or arrivals for `dropped`. Null for a trial that is not to be trusted. */
  seen: number | null;
  allowed: number | null;
}

/**
 * Judges the trial's plateau against the level: enough requests answered in time, few enough errors, no arrival dropped
 * for want of users, and as much completed as `perSecond` offers. The last one is what tells a queue that grows slowly:
 * for a trial of T seconds a limit of W seconds alone lets loads pass that are about W / T above what can be carried for
 * ever. It also tells journeys that a slow service holds up, so that their requests come later than planned.
 */
export function judged(trial: Trial, level: ServiceLevel, perSecond: number): Judged {
  const { plateau } = trial;
  if (trial.verdict === 'INVALID' || trial.state !== 'completed' || plateau === null || plateau.started === 0)
    return { held: null, missed: [{ code: 'invalid', seen: null, allowed: null }] };
  const missed: Missed[] = [];
  const below = (code: Missed['code'], seen: number, allowed: number) => {
    if (seen < allowed) missed.push({ code, seen, allowed });
  };
  below('slow', plateau.withinSloShare ?? 0, level.share);
  const seconds = plateau.toSeconds - plateau.fromSeconds;
  const ended = endedRequests(trial, plateau.fromSeconds, plateau.toSeconds);
  below('behind', ended / (perSecond * seconds), level.completedShare);
  const errors = plateau.errorRate ?? 0;
  if (errors > level.errorRate) missed.push({ code: 'errors', seen: errors, allowed: level.errorRate });
  if (plateau.dropped > 0) missed.push({ code: 'dropped', seen: plateau.dropped, allowed: 0 });
  return { held: missed.length === 0, missed };
}

/** Requests that ended in [from, to), whenever they had started. */
function endedRequests({ series }: Trial, from: number, to: number): number {
  const { widthSeconds, completed, failed } = series;
  let ended = 0;
  for (let i = Math.ceil(from / widthSeconds); (i + 1) * widthSeconds <= to && i < completed.length; i++)
    ended += completed[i]! + (failed[i] ?? 0);
  return ended;
}
