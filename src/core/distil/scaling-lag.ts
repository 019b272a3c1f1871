import { valueAt } from '../math/step-series.ts';
import type { ScalingLag } from '../model/scaling.ts';
import { capacityPerSecond, demandPerSecond } from '../plan/demand.ts';
import type { FairShare } from './fair-share.ts';
import { targetUtilization } from './hpa-summaries.ts';
import { firstReadySeconds, type PodLife } from './pod-lives.ts';
import { secondsSince } from './since.ts';
import { loadedPods, type TrialFacts } from './trial-facts.ts';

/** An added pod has its share when it got 80 % of it over this long. */
const shareSeconds = 5;
const shareReached = 0.8;
/** With fewer answers than this in that time, 80 % could be chance. */
const leastAnswers = 10;

/**
 * overload → the HPA reads it → it decides → pod created → Ready → gets its share: when each happened, in seconds
 * since the load started. What was done before the load (a scheduled minimum) is not part of the chain. null for an
 * import.
 */
export function scalingLag(facts: TrialFacts): ScalingLag | null {
  if (facts.plan === null) return null;
  const decisionSeconds = firstDecision(facts);
  const added =
    decisionSeconds === null ? [] : podsAddedFrom(loadedPods(facts), decisionSeconds, facts.lengthSeconds);
  const ready = added
    .filter((life) => (firstReadySeconds(life) ?? Number.POSITIVE_INFINITY) <= facts.lengthSeconds)
    .sort((a, b) => firstReadySeconds(a)! - firstReadySeconds(b)!);
  return {
    overloadSeconds: firstOverload(facts),
    metricSeconds: firstHighMetric(facts),
    decisionSeconds,
    createdSeconds: added[0]?.createdSeconds ?? null,
    readySeconds: ready[0] ? firstReadySeconds(ready[0]) : null,
    fairShareSeconds:
      ready[0] && facts.shares ? firstFairShare(ready[0], facts.shares, facts.lengthSeconds) : null,
    lastReadySeconds: ready.length > 0 ? firstReadySeconds(ready.at(-1)!) : null,
  };
}

/** First second in which more is asked for than the Ready pods can do. */
function firstOverload({ plan, service, replicas, lengthSeconds }: TrialFacts): number | null {
  const ready = service === null ? undefined : replicas[service]?.ready;
  if (plan === null || ready === undefined) return null;
  for (let t = 0; t < lengthSeconds; t++) {
    const pods = valueAt(ready, t);
    const capacity = pods === null ? null : capacityPerSecond(plan, pods);
    if (capacity !== null && demandPerSecond(plan, t) > capacity) return t;
  }
  return null;
}

function firstHighMetric(facts: TrialFacts): number | null {
  const round = roundsUnderLoad(facts).find((candidate) => {
    const target = targetUtilization(candidate.round);
    const { utilization } = candidate.round.decision;
    return target !== null && utilization !== null && utilization > target;
  });
  return round?.t ?? null;
}

/** The HPA's first round that asks for more; without an HPA, when somebody else first did. */
function firstDecision(facts: TrialFacts): number | null {
  if (facts.observations.hpa !== null) {
    const round = roundsUnderLoad(facts).find(
      (candidate) => candidate.round.decision.desiredReplicas > candidate.round.currentReplicas,
    );
    return round?.t ?? null;
  }
  const desired = facts.service === null ? undefined : facts.replicas[facts.service]?.desired;
  if (desired === undefined) return null;
  const step = desired.t.findIndex(
    (t, i) => t >= 0 && t < facts.lengthSeconds && i > 0 && desired.value[i]! > desired.value[i - 1]!,
  );
  return step < 0 ? null : desired.t[step]!;
}

function roundsUnderLoad(facts: TrialFacts) {
  return (facts.observations.hpa ?? [])
    .map((round) => ({ round, t: secondsSince(facts.loadStartSeconds ?? 0, round.at) }))
    .filter(({ round, t }) => round.service === facts.service && t >= 0 && t < facts.lengthSeconds)
    .sort((a, b) => a.t - b.t);
}

/** A watch may see a pod a moment before the round that asked for it is written down. */
const sameMomentSeconds = 1;

function podsAddedFrom(lives: readonly PodLife[], from: number, to: number): PodLife[] {
  return lives
    .filter((life) => life.createdSeconds !== null)
    .filter((life) => life.createdSeconds! >= from - sameMomentSeconds && life.createdSeconds! < to)
    .sort((a, b) => a.createdSeconds! - b.createdSeconds!);
}

function firstFairShare(life: PodLife, shares: FairShare, lengthSeconds: number): number | null {
  const width = shares.widthSeconds;
  const span = Math.max(shareSeconds, width);
  const first = Math.ceil((firstReadySeconds(life) ?? 0) / width) * width;
  for (let from = first; from + span <= lengthSeconds; from += width) {
    const { got, fair } = shares.over(life, from, from + span);
    if (fair >= leastAnswers && got >= shareReached * fair) return from;
  }
  return null;
}
