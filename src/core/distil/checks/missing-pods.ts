import { valueAt } from '../../math/step-series.ts';
import { firstReadySeconds, type PodLife } from '../pod-lives.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding, note } from './finding.ts';

/** Beyond its declared start, a pod gets this long to be scheduled, made and found Ready. */
const patienceSeconds = 30;
/** Fewer pods than wanted for this long is no passing moment between two steps of a controller. */
const refusedSeconds = 15;
/** A container that ended by itself more than once does not stay up. */
const loopRestarts = 2;

/**
 * Did the arm get the pods that it asked for? Pods that find no room, crash or are refused make it another arm than its
 * name says: its maximum cannot be reached. Only a pool that is part of the arm may refuse.
 */
export function missingPodsCheck(whole: TrialFacts): Finding {
  const facts = { ...whole, lengthSeconds: loadedSeconds(whole) };
  const { plan, service } = facts;
  if (plan === null || service === null || facts.lives === null) return finding(null);
  // What was gone when the load began, as the last pods of the trial before, is no part of this one.
  const lives = facts.lives.filter(({ endedSeconds }) => endedSeconds === null || endedSeconds > 0);
  const crashing = lives.filter(
    (life) => life.restarts >= loopRestarts || (life.restarts > 0 && neverReady(life, facts)),
  );
  const waiting = lives.filter((life) => neverReady(life, facts) && !crashing.includes(life));
  const lost = crashing.length > 0 ? crashing : waiting;
  if (lost.length > 0) {
    const reason = reasonOf(lost[0]!, facts);
    const figures = {
      pods: lost.length,
      pod: lost[0]!.name,
      reason,
      asked: mostOf(facts, 'desired'),
      got: mostOf(facts, 'ready'),
    };
    if (crashing.length > 0 || /CrashLoop|BackOff|does not stay up/.test(reason))
      return finding(
        check(
          'pods-crashing',
          'INVALID',
          '{pods} pods did not stay up ({pod}: {reason}), so the arm had fewer pods than it asked for. Their last lines are in the record; mend the service or give it more memory, and run the trial again.',
          figures,
        ),
      );
    if (/not scheduled/.test(reason))
      return finding(
        check(
          'pods-without-room',
          'INVALID',
          '{pods} of {asked} pods that the arm asked for found no room ({pod}: {reason}), so another arm was measured than the one named. Give the cluster larger or more nodes, or plan fewer or smaller pods.',
          figures,
        ),
      );
    return finding(
      check(
        'pods-never-ready',
        'INVALID',
        '{pods} of {asked} pods that the arm asked for never became Ready ({pod}: {reason}), so another arm was measured than the one named. Look at their events and last lines in the record.',
        figures,
      ),
    );
  }
  return withoutRefusals(facts);
}

/** The load of a trial that was stopped or failed ends before its time, and its pods are taken away then: nobody refuses them. */
function loadedSeconds({ ending, loadStartSeconds, lengthSeconds }: TrialFacts): number {
  if (ending.state === 'completed' || ending.loadEndSeconds === null || loadStartSeconds === null)
    return lengthSeconds;
  return Math.max(0, Math.min(lengthSeconds, ending.loadEndSeconds - loadStartSeconds));
}

function withoutRefusals(facts: TrialFacts): Finding {
  const { plan, lives } = facts;
  const refused = mostRefused(facts);
  if (refused.byOthers > 0)
    return finding(
      check(
        'pods-not-made',
        'INVALID',
        '{pods} pods that the arm asked for were not made for more than 15 s ({reason}), so another arm was measured than the one named. A quota or a policy that is not part of the arm refuses them.',
        { pods: refused.byOthers, reason: refusalIn(facts) },
      ),
    );
  const found = check(
    'pods-got',
    'PASS',
    'Every pod that was asked for in time became Ready, {got} at most.',
    { got: mostOf(facts, 'ready') },
  );
  const restarted = (lives ?? []).filter((life) => life.restarts > 0);
  return finding(
    found,
    ...(refused.byPool === 0
      ? []
      : [
          note(
            'pool-was-full',
            'The pool of {pool} pods refused up to {pods} pods, as this arm means it to.',
            {
              pool: plan!.arm.pool ?? null,
              pods: refused.byPool,
            },
          ),
        ]),
    ...(restarted.length === 0
      ? []
      : [
          doubt(
            'pods-restarted',
            '{pods} containers ended by themselves under load and were started again ({pod}: {reason}), so capacity was missing meanwhile. Their last lines are in the record.',
            { pods: restarted.length, pod: restarted[0]!.name, reason: reasonOf(restarted[0]!, facts) },
          ),
        ]),
  );
}

/** It was made in time to become Ready within the load, or was called out as stuck, and was not Ready in it. */
function neverReady(life: PodLife, { plan, lengthSeconds, ...facts }: TrialFacts): boolean {
  const { createdSeconds, endedSeconds } = life;
  const settings = plan?.services[life.service];
  if (createdSeconds === null || settings === undefined || createdSeconds >= lengthSeconds) return false;
  if ((firstReadySeconds(life) ?? Number.POSITIVE_INFINITY) < lengthSeconds) return false;
  const deadline = createdSeconds + settings.startSeconds + patienceSeconds;
  const called = eventsOf(life, facts).some(
    ({ reason, at }) => reason === 'StuckPod' && at < (facts.loadStartSeconds ?? 0) + lengthSeconds,
  );
  return called || Math.min(lengthSeconds, endedSeconds ?? Number.POSITIVE_INFINITY) > deadline;
}

function eventsOf(life: PodLife, { observations }: Pick<TrialFacts, 'observations'>) {
  return (observations.events ?? []).filter(({ object }) => object === life.name);
}

/** In the words of the scheduler, the kubelet or the container's end. */
function reasonOf(life: PodLife, facts: TrialFacts): string {
  const said = eventsOf(life, facts).filter(
    ({ type, reason }) => type === 'Warning' && reason !== 'Unhealthy',
  );
  const stuck = said.findLast(({ reason }) => reason === 'StuckPod') ?? said.at(-1);
  const text = life.lastExit ?? stuck?.message ?? 'no event says why';
  return text.replace(/\.$/, '').slice(0, 200);
}

function refusalIn({ observations }: TrialFacts): string {
  const refusal = (observations.events ?? []).findLast(({ reason }) => reason === 'FailedCreate');
  return (refusal?.message ?? 'no event says why').replace(/\.$/, '').slice(0, 200);
}

/** The most pods that were wanted and not there for longer than a moment: by the arm's own pool, and otherwise. */
function mostRefused({ plan, replicas, lengthSeconds }: TrialFacts): { byPool: number; byOthers: number } {
  const most = { byPool: 0, byOthers: 0 };
  const all = Object.values(replicas);
  const times = [...new Set(all.flatMap(({ desired, created }) => [...desired.t, ...created.t]))]
    .filter((t) => t < lengthSeconds)
    .sort((a, b) => a - b);
  let since: number | null = null;
  for (const [i, from] of times.entries()) {
    const to = times[i + 1] ?? lengthSeconds;
    const sum = (field: 'desired' | 'created') =>
      all.reduce((total, steps) => total + (valueAt(steps[field], from) ?? 0), 0);
    const missing = sum('desired') - sum('created');
    since = missing > 0 ? (since ?? from) : null;
    if (since === null || to - Math.max(0, since) <= refusedSeconds) continue;
    const by = plan?.arm.pool !== undefined && sum('desired') > plan.arm.pool ? 'byPool' : 'byOthers';
    most[by] = Math.max(most[by], missing);
  }
  return most;
}

/** The most of the service under load within the window. */
function mostOf({ replicas, service, lengthSeconds }: TrialFacts, field: 'desired' | 'ready'): number | null {
  const steps = service === null ? undefined : replicas[service]?.[field];
  if (steps === undefined) return null;
  const values = [0, ...steps.t.filter((t) => t > 0 && t < lengthSeconds)].map((t) => valueAt(steps, t));
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
