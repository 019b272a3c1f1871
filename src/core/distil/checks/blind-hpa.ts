import { blindRounds } from '../../hpa/blindness.ts';
import { timesOf, worstOf } from '../../hpa/explain-blindness.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding } from './finding.ts';

/**
 * Did the autoscaler see the load? Pods that fail their probe because they are overloaded hide the very load that should
 * add pods. It is the arm's own doing, so the trial is valid; but then a probe was measured, and not an autoscaler.
 */
export function blindHpaCheck(facts: TrialFacts): Finding {
  if (facts.observations.hpa === null || facts.service === null) return finding(null);
  const start = facts.loadStartSeconds ?? 0;
  const ours = facts.observations.hpa.filter(({ service }) => service === facts.service);
  const isUnderLoad = ({ at }: { at: number }) => at >= start && at < start + facts.lengthSeconds;
  // Readiness that was lost is known from the rounds before.
  const blind = blindRounds(ours).filter(isUnderLoad);
  const rounds = ours.filter(isUnderLoad).length;
  const found = check(
    'hpa-sees',
    'PASS',
    '{blind} of {rounds} rounds of the HPA under load were refused because of unready pods.',
    { blind: blind.length, rounds },
  );
  if (blind.length === 0) return finding(found);
  const { leftOut, pods, proposed, utilization } = worstOf(blind);
  return finding(
    check(
      'hpa-blinded',
      'PASS',
      'In {blind} of {rounds} rounds under load the HPA did not count overloaded pods, because they were unready.',
      { blind: blind.length, rounds },
    ),
    doubt(
      'unready-pods-blind-the-hpa',
      'Unready pods blinded the HPA: in {blind} of {rounds} rounds under load ({times}) up to {leftOut} of {pods} pods did not count, because overload made their readiness probe fail. With them counted CPU was {utilizationPercent} % and up to {proposed} replicas would have been asked for. Give the probe more time (TCP, timeoutSeconds 5), or the arm is judged by its probe.',
      {
        blind: blind.length,
        rounds,
        times: timesOf(blind, start),
        leftOut,
        pods,
        proposed,
        utilizationPercent: utilization,
      },
    ),
  );
}
