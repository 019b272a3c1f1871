import { valueAt } from '../../math/step-series.ts';
import { startReplicas } from '../../model/arm.ts';
import type { TrialPlan } from '../../model/plan.ts';
import { firstReadySeconds } from '../pod-lives.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { check, type Finding, finding, tenths } from './finding.ts';

/** Did the load meet the state that the arm starts in? Rule 9: replicas are set to the start before each trial. */
export function startStateCheck(facts: TrialFacts): Finding {
  const { plan } = facts;
  if (plan === null) return finding(null);
  const services = Object.keys(plan.services).sort();
  const seen = services.map((service) => {
    const ready = facts.replicas[service]?.ready;
    return { service, ready: ready === undefined ? null : valueAt(ready, 0), ...allowed(plan, service) };
  });
  const unseen = seen.filter(({ ready }) => ready === null).map(({ service }) => service);
  if (unseen.length > 0)
    return finding(
      check(
        'start-state-not-observed',
        'INCONCLUSIVE',
        'Replicas at the start of load were not observed for {services}, so the start state cannot be checked.',
        { services: unseen.join(', ') },
      ),
    );
  const figures = {
    states: seen.map(({ service, ready }) => `${service} ${ready}`).join(', '),
    planned: seen.map(({ service, least }) => `${service} ${least}`).join(', '),
    ...podAges(facts),
  };
  if (seen.every(({ ready, least, most }) => ready! >= least && ready! <= most))
    return finding(
      check(
        'start-state',
        'PASS',
        'The load met the planned number of Ready pods ({states}), {youngestSeconds} to {oldestSeconds} s old.',
        figures,
      ),
    );
  return finding(
    check(
      'start-state-differs',
      'INVALID',
      'The load met another number of Ready pods ({states}) than the arm starts with ({planned}), so it measured another arm. Run the trial again; if it stays so, the platform lacks room for the pods.',
      figures,
    ),
  );
}

/** A minimum that is raised ahead of the load may or may not be reached by its start: that is the arm's own doing. */
function allowed({ arm, scenario }: TrialPlan, service: string): { least: number; most: number } {
  const least = startReplicas(arm);
  const raised = arm.kind === 'scheduled' && (arm.raise.service ?? scenario.service) === service;
  return { least, most: raised ? Math.max(least, arm.raise.min) : least };
}

/** Ages of the Ready pods of the service under load: the HPA treats pods younger than five minutes otherwise. */
function podAges(facts: TrialFacts): { youngestSeconds: number | null; oldestSeconds: number | null } {
  const created = (facts.lives ?? [])
    .filter((life) => life.service === facts.service)
    .filter((life) => (firstReadySeconds(life) ?? Number.POSITIVE_INFINITY) <= 0)
    .map((life) => life.createdSeconds)
    .filter((seconds) => seconds !== null);
  if (created.length === 0) return { youngestSeconds: null, oldestSeconds: null };
  return { youngestSeconds: tenths(-Math.max(...created)), oldestSeconds: tenths(-Math.min(...created)) };
}
