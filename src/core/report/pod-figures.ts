import type { Pod, Trial } from '../model/trial.ts';

/** What one pod did under load, as a performance monitor would list it. */
export interface PodFigures {
  /** Seconds of the load in which the pod could serve. */
  servingSeconds: number;
  requestsPerSecond: number | null;
  /** Requests under way at once, on average: rate times response time (Little's law). */
  users: number | null;
  /** From its creation until its first answer; null where one of the two was not seen. */
  ageAtFirstSeconds: number | null;
  startReason: StartReason;
}

/** Why a pod was started: before the load, by a round of the autoscaler, in place of one that ended, or not seen. */
export type StartReason =
  | { kind: 'before' | 'replaced' | 'asked' | 'unknown' }
  | { kind: 'scaled'; from: number; to: number };

/** A pod is created within this time after what asked for it. */
const sameCauseSeconds = 30;

/** Figures of one pod of a trial. */
export function podFigures(trial: Trial, pod: Pod): PodFigures {
  const from = Math.max(0, pod.readySeconds ?? pod.firstServedSeconds ?? trial.lengthSeconds);
  const to = Math.min(trial.lengthSeconds, pod.endedSeconds ?? trial.lengthSeconds);
  const servingSeconds = Math.max(0, to - from);
  const rate = servingSeconds > 0 ? pod.requests / servingSeconds : null;
  const { createdSeconds, firstServedSeconds, meanResponseSeconds } = pod;
  return {
    servingSeconds,
    requestsPerSecond: rate,
    users: rate === null || meanResponseSeconds === null ? null : rate * meanResponseSeconds,
    ageAtFirstSeconds:
      createdSeconds === null || firstServedSeconds === null ? null : firstServedSeconds - createdSeconds,
    startReason: startReasonOf(trial, pod),
  };
}

function startReasonOf(trial: Trial, pod: Pod): StartReason {
  const created = pod.createdSeconds;
  if (created === null) return { kind: 'unknown' };
  if (created < 0) return { kind: 'before' };
  const recent = (t: number) => t <= created + 1 && t >= created - sameCauseSeconds;
  const round = trial.hpa.findLast(
    (each) => each.service === pod.service && each.desired > each.current && recent(each.t),
  );
  if (round !== undefined) return { kind: 'scaled', from: round.current, to: round.desired };
  const ended = trial.pods.some(
    (other) =>
      other !== pod &&
      other.service === pod.service &&
      other.endedSeconds !== null &&
      recent(other.endedSeconds),
  );
  if (ended) return { kind: 'replaced' };
  const steps = trial.replicas[pod.service];
  const asked = steps?.t.some((t, i) => i > 0 && recent(t) && steps.desired[i]! > steps.desired[i - 1]!);
  return { kind: asked ? 'asked' : 'unknown' };
}
