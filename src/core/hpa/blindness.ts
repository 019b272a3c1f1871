import { defaultHpaConfig, defaultKubernetesMinor, type HpaRound, type PodState } from '../model/hpa.ts';
import { podGroups } from './groups.ts';
import { micros } from './instant.ts';
import { proposalOf } from './proposal.ts';
import { metricSamples } from './samples.ts';
import { toleranceOf } from './tolerance.ts';
import { versionRules } from './version.ts';

/** A round in which the autoscaler looked away from the very pods that should have made it scale. */
export interface BlindRound {
  at: number;
  service: string;
  /** Pods whose measured CPU did not count, because their readiness was lost or had just come back. */
  leftOut: string[];
  /** Pods of the service in that round, but those that were being deleted. */
  pods: number;
  currentReplicas: number;
  /** What the metrics asked for; null where the round ended without an answer. */
  proposed: number | null;
  /** What they would have asked for with those pods counted, within the bounds, and at which utilization. */
  proposedWithThem: number;
  utilizationWithThem: number | null;
}

const config = defaultHpaConfig;
const rules = versionRules(defaultKubernetesMinor);

/**
 * Rounds in which pods that had been Ready were left out (or counted as 0 %) although their CPU was measured, and which so
 * ended without an answer, or with fewer replicas than with those pods counted. Saturation makes probes fail; an unready pod's CPU does not count
 * in the first five minutes of its life; so the load itself hides the load. Pods that have yet to become Ready for the
 * first time are left out for a good reason, and are not meant.
 */
export function blindRounds(rounds: readonly HpaRound[]): BlindRound[] {
  const readySince = new Map<string, number>();
  const blind: BlindRound[] = [];
  for (const round of [...rounds].sort((a, b) => a.at - b.at)) {
    const lost = round.pods.filter((pod) => hasLostReadiness(pod, readySince));
    const found = lost.length === 0 ? null : blindRound(round, new Set(lost.map((pod) => pod.name)));
    if (found !== null) blind.push(found);
    for (const { name, ready } of round.pods)
      if (ready?.status === 'True' && !readySince.has(name))
        readySince.set(name, ready.lastTransitionSeconds ?? round.at);
  }
  return blind;
}

/** Conditions carry whole seconds, and the first one is written a moment after the start. */
const bornUnreadySeconds = 5;

/** It is unready since long after its start, or was Ready in an earlier round and is so again since a later moment. */
function hasLostReadiness(
  { name, deleted, ready, startTimeSeconds }: PodState,
  readySince: ReadonlyMap<string, number>,
): boolean {
  if (deleted || ready === null) return false;
  const { status, lastTransitionSeconds } = ready;
  const since = readySince.get(name);
  if (status === 'False')
    return (
      since !== undefined ||
      (startTimeSeconds !== null && (lastTransitionSeconds ?? 0) > startTimeSeconds + bornUnreadySeconds)
    );
  return since !== undefined && (lastTransitionSeconds ?? since) > since;
}

function blindRound(round: HpaRound, lost: ReadonlySet<string>): BlindRound | null {
  const { spec, samples, at, currentReplicas, decision } = round;
  if (samples.length === 0) return null;
  const leftOut = new Set<string>();
  for (const metric of spec.metrics) {
    const { unready } = podGroups(
      round.pods,
      metricSamples(samples, metric, rules),
      metric.name,
      config,
      micros(at),
    );
    const measured = new Set(samples.map((sample) => sample.pod));
    for (const pod of unready) if (lost.has(pod) && measured.has(pod)) leftOut.add(pod);
  }
  if (leftOut.size === 0) return null;
  const pods = round.pods.map((pod) => (leftOut.has(pod.name) ? seenAsReady(pod) : pod));
  const input = {
    config,
    rules,
    tolerance: toleranceOf(config, spec.behavior, rules),
    currentReplicas,
    pods,
    samples,
    now: micros(at),
  };
  const proposals = spec.metrics
    .map((metric, index) => proposalOf(metric, index, input).proposal)
    .filter(({ replicas }) => replicas !== null);
  if (proposals.length === 0) return null;
  const best = proposals.reduce((a, b) => (b.replicas! > a.replicas! ? b : a));
  const within = (replicas: number) => Math.max(Math.min(replicas, spec.maxReplicas), spec.minReplicas ?? 1);
  const proposedWithThem = within(best.replicas!);
  const { proposedReplicas: proposed } = decision;
  if (proposed !== null && proposedWithThem <= within(proposed)) return null;
  return {
    at,
    service: round.service,
    leftOut: [...leftOut],
    pods: round.pods.filter((pod) => !pod.deleted).length,
    currentReplicas,
    proposed,
    proposedWithThem,
    utilizationWithThem: best.utilization,
  };
}

/** The same pod, had its readiness never changed since it started. */
function seenAsReady(pod: PodState): PodState {
  return { ...pod, ready: { status: 'True', lastTransitionSeconds: null } };
}
