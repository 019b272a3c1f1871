import type { HpaRound } from '../../model/hpa.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding } from './finding.ts';

/**
 * In the first five minutes of a pod's life the HPA leaves out the CPU of an unready pod. Pods that fail their probe
 * because they are overloaded so hide the very load that should add pods.
 */
export function blindHpaCheck(facts: TrialFacts): Finding {
  if (facts.observations.hpa === null || facts.service === null) return finding(null);
  const start = facts.loadStartSeconds ?? 0;
  const rounds = facts.observations.hpa.filter(
    ({ service, at }) => service === facts.service && at >= start && at < start + facts.lengthSeconds,
  );
  const blind = rounds.filter(isBlind).length;
  const figures = { blind, rounds: rounds.length };
  const found = check(
    'hpa-sees',
    'PASS',
    '{blind} of {rounds} rounds of the HPA under load were refused because of unready pods.',
    figures,
  );
  if (blind === 0) return finding(found);
  return finding(
    found,
    doubt(
      'unready-pods-blind-the-hpa',
      'In {blind} of {rounds} rounds under load the HPA had no usable sample, because overloaded pods failed their readiness probe and unready pods do not count. Give the probe more time (TCP, timeoutSeconds 5), or the arm is judged by its probe.',
      figures,
    ),
  );
}

function isBlind({ decision, pods }: HpaRound): boolean {
  const refused = decision.proposals.some((proposal) => proposal.error?.code === 'NO_USABLE_METRICS');
  const refusedAsAWhole = decision.error?.code === 'NO_USABLE_METRICS';
  return (refused || refusedAsAWhole) && pods.some((pod) => !pod.deleted && pod.ready?.status === 'False');
}
