import type { CampaignPlan, TrialPlan } from '../model/plan.ts';
import { expectedSeconds, quotaCores } from './campaign-cost.ts';
import { type CasePlan, plannedRepetition } from './repetition.ts';

/** How many repetitions of each case are planned. Repeats of disturbed trials are none. */
export function repetitionsOf(plan: CampaignPlan): number {
  return Math.max(0, ...plan.trials.map(({ trial }) => trial));
}

/** Wall time of one repetition of all cases. */
export function repetitionSeconds(plan: CampaignPlan): number {
  const last = repetitionsOf(plan);
  return expectedSeconds(plan.trials.filter(({ trial, repeats }) => trial === last && repeats === null));
}

/** The campaign with `count` more repetitions at its end: those that would have been planned with it at once. */
export function withRepetitions(plan: CampaignPlan, count: number): CampaignPlan {
  const after = repetitionsOf(plan);
  const cases = plan.trials.filter(({ trial, repeats }) => trial === 1 && repeats === null).map(caseOf);
  let grown = plan;
  for (let i = 1; i <= count; i++)
    grown = withTrials(grown, plannedRepetition(cases, after + i, plan.seed, grown.trials.length + 1));
  return {
    ...grown,
    additions: [...plan.additions, { after, repetitions: count, trials: count * cases.length }],
  };
}

/**
 * The campaign with one more attempt at each of these trials at its end, with the same seed and phases: `ids` are first
 * attempts. Never more than `most` such repeats in all. Where clusters are made, each gets one of its own.
 */
export function withRepeats(plan: CampaignPlan, ids: readonly string[], most: number): CampaignPlan {
  const left = Math.max(0, most - plan.trials.filter(({ repeats }) => repeats !== null).length);
  return ids.slice(0, left).reduce((grown, id) => {
    const first = grown.trials.find((trial) => trial.id === id)!;
    const attempt = 2 + grown.trials.filter(({ repeats }) => repeats === id).length;
    const repeat = {
      ...first,
      id: `${id}-${attempt}`,
      order: grown.trials.length + 1,
      block: first.block && { ...first.block, id: `${first.armName}.${first.trial}-${attempt}` },
      repeats: id,
    };
    return withTrials(grown, [repeat]);
  }, plan);
}

function withTrials(plan: CampaignPlan, added: readonly TrialPlan[]): CampaignPlan {
  const trials = [...plan.trials, ...added];
  return {
    ...plan,
    trials,
    expectedSeconds: expectedSeconds(trials),
    quotaCores: Math.max(0, ...trials.map(quotaCores)),
  };
}

function caseOf(plan: TrialPlan): CasePlan {
  const { id, trial, order, seed, phases, prediction, notPredicted, block, warmUp, repeats, ...same } = plan;
  return same;
}
