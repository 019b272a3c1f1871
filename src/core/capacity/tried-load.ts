import { startReplicas } from '../model/arm.ts';
import type { CapacityQuestion, TriedLoad } from '../model/capacity.ts';
import type { Trial } from '../model/trial.ts';
import { judged } from './service-level.ts';

/** What one trial of a search says. @throws TypeError for a trial that no search has made */
export function triedLoadOf(question: CapacityQuestion, trial: Trial): TriedLoad {
  const profile = trial.plan?.scenario.profile;
  if (trial.plan === null || profile?.model !== 'open')
    throw new TypeError(`${trial.id} is no trial of a capacity search`);
  const perSecond = profile.points[0]!.perSecond * question.requestsPerJourney;
  const { held, missed } = judged(trial, question.level, perSecond);
  return {
    trial: trial.id,
    replicas: startReplicas(trial.plan.arm),
    repeat: trial.plan.trial,
    perSecond,
    held,
    missed,
    p95Seconds: trial.plateau?.responseSeconds?.p95 ?? null,
  };
}
