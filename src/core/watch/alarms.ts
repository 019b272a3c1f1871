import type { TrialPlan } from '../model/plan.ts';
import { plannedUsers } from '../model/profile.ts';
import { type Lang, percent } from '../report/format.ts';
import { shown } from '../report/names.ts';
import { speaker } from '../report/text.ts';
import type { TrialProgress } from './trial-progress.ts';

/** What a person should look at while a trial runs. Whether the trial counts is judged from its record, later. */
export interface Alarm {
  /** Stable: the same trouble of the same thing has the same key. */
  key: string;
  text: string;
}

/** As in the trial's own check: above it, response times say little. */
const mostFailedShare = 0.01;
/** A pod may take this much longer than declared: process start, probes, and the CPU that a busy service leaves it. */
const podPatienceSeconds = 20;
/** Active users may differ this much (or by one) from a closed plan, once k6 has had two seconds after the ramp. */
const usersTolerance = 0.01;
const rampSlackSeconds = 2;
/** So many of the last ten marks may be late before k6 itself is; a single one happens on any host. */
const mostLateBeats = 2;

/** What is wrong with a trial now; empty where nothing is. What an event says stays as it was written. */
export function alarmsOf(plan: TrialPlan, progress: TrialProgress, lang: Lang): Alarm[] {
  if (progress.phase === 'stopping' || progress.phase === 'taking down') return [];
  return [
    ...progress.alarms.map((sentence) => ({ key: sentence, text: shown(sentence, 240) })),
    ...waitingPods(plan, progress, lang),
    ...(progress.phase === 'load' ? loadAlarms(plan, progress, lang) : []),
  ];
}

/** Pods that run and do not become Ready; those that do not even run have an event that says why. */
function waitingPods(plan: TrialPlan, { sight, atSeconds, alarms }: TrialProgress, lang: Lang): Alarm[] {
  const say = speaker(lang);
  return sight.waitingPods.flatMap(({ service, pod, sinceSeconds }) => {
    const declared = plan.services[service]?.startSeconds ?? 0;
    const waited = atSeconds - sinceSeconds;
    const told = alarms.some((sentence) => sentence.startsWith(`${pod}: `));
    if (told || waited <= declared + podPatienceSeconds) return [];
    return [
      {
        key: `waiting ${pod}`,
        text: say('alarm.waiting', {
          pod: shown(pod, 40),
          seconds: declared + podPatienceSeconds,
          declared,
        }),
      },
    ];
  });
}

function loadAlarms(plan: TrialPlan, progress: TrialProgress, lang: Lang): Alarm[] {
  const say = speaker(lang);
  const { load, sight } = progress;
  const alarms: Alarm[] = [];
  if (load === null) return alarms;
  if ((load.failedShare ?? 0) > mostFailedShare)
    alarms.push({
      key: 'errors',
      text: say('alarm.errors', {
        share: percent(load.failedShare!, lang),
        most: percent(mostFailedShare, lang),
      }),
    });
  if ((load.p95Seconds ?? 0) > plan.sloSeconds)
    alarms.push({
      key: 'slo',
      text: say('alarm.slo', { p95: load.p95Seconds!.toFixed(2), slo: plan.sloSeconds }),
    });
  const users = usersOffPlan(plan, progress);
  if (users !== null) alarms.push({ key: 'users', text: say('alarm.users', users) });
  if (sight.lateBeats.late > mostLateBeats)
    alarms.push({
      key: 'generator',
      text: say('alarm.generator', sight.lateBeats),
    });
  return alarms;
}

/** Users that a plan asks for now; null for an open plan, which asks for arrivals. */
export function plannedUsersNow(plan: TrialPlan, loadSeconds: number | null): number | null {
  const { profile } = plan.scenario;
  if (profile.model !== 'closed' || loadSeconds === null || loadSeconds > plan.lengthSeconds) return null;
  return Math.round(plannedUsers(profile, loadSeconds));
}

function usersOffPlan(
  plan: TrialPlan,
  { load, loadSeconds }: TrialProgress,
): { active: number; planned: number } | null {
  const { profile } = plan.scenario;
  const planned = plannedUsersNow(plan, loadSeconds);
  const active = load?.users ?? null;
  if (planned === null || active === null || loadSeconds === null || profile.model !== 'closed') return null;
  // k6 says its users once a second, and ends them within the last one.
  if (loadSeconds < profile.rampSeconds + rampSlackSeconds || loadSeconds > plan.lengthSeconds - 1)
    return null;
  if (Math.abs(active - planned) <= Math.max(1, usersTolerance * planned)) return null;
  return { active, planned };
}
