import type { HpaRound } from '../model/hpa.ts';
import type { ReplicasLine } from '../model/observation.ts';

/** What a trial is doing while it runs, for whoever watches. Nothing is judged by it: the record is. */

export type TrialPhase = 'bringing up' | 'settling' | 'load' | 'grace' | 'stopping' | 'taking down';

/** Figures of the last few seconds, but for the two totals. */
export interface LoadProgress {
  users: number | null;
  /** Requests that ended, and those of them that did not end as expected, since the load began. */
  requests: number;
  failed: number;
  /** Ended as expected, per second; null before the first request ended. */
  perSecond: number | null;
  /** Of those that ended as expected. */
  p95Seconds: number | null;
  /** Of those that ended; null where none did. */
  failedShare: number | null;
}

/** A pod that exists and is not Ready. */
export interface WaitingPod {
  service: string;
  pod: string;
  /** Epoch seconds. */
  sinceSeconds: number;
}

/** The latest of each thing that is observed of a trial. */
export interface TrialSight {
  /** By service; a service that was not seen yet is not in it. */
  readonly replicas: ReadonlyMap<string, ReplicasLine>;
  /** The autoscaler's last round for the service under load. */
  readonly round: HpaRound | null;
  readonly waitingPods: readonly WaitingPod[];
  readonly hostIdleShare: number | null;
  /** Of the last seconds that k6 marked, those whose mark came more than a tenth of a second early or late. */
  readonly lateBeats: { late: number; of: number };
}

/** What was seen of a trial so far. */
export interface TrialProgress {
  /** Epoch seconds. */
  atSeconds: number;
  phase: TrialPhase;
  /** Seconds until the phase is over as planned; null where nobody knows. */
  leftSeconds: number | null;
  /** Seconds since the load started; null before. */
  loadSeconds: number | null;
  load: LoadProgress | null;
  sight: TrialSight;
  /** What events say is going wrong: one sentence each, each once, the newest last. */
  alarms: readonly string[];
}
