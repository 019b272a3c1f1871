import { headlineMetrics } from '../core/compare/metrics.ts';
import { trialsNeeded } from '../core/math/sample-size.ts';
import type { Comparison } from '../core/model/comparison.ts';
import type { CampaignPlan } from '../core/model/plan.ts';
import { repetitionSeconds, repetitionsOf } from '../core/plan/grown-campaign.ts';
import type { Lang } from '../core/report/format.ts';
import { speaker } from '../core/report/text.ts';
import { durationText } from './duration.ts';

/** Whether a plan has the trials that a claim needs; if not, how to have them, and how long that takes. */
export function claimText(plan: CampaignPlan, lang: Lang): string | null {
  if (!plan.trials.some(({ against }) => against !== null)) return null;
  const needed = trialsNeeded(headlineMetrics.length);
  if (repetitionsOf(plan) >= needed) return null;
  const time = durationText(Math.round((needed * repetitionSeconds(plan)) / 60) * 60, lang);
  return speaker(lang)('planned.claim', { n: needed, time });
}

/** How to come to a claim after the trials that there are; null where they are enough, or nothing is compared. */
export function moreTrialsText(comparison: Comparison, where: string, lang: Lang): string | null {
  const more = Math.max(
    0,
    ...comparison.contrasts
      .filter(({ kind, refusals }) => kind === 'like' && refusals.length === 0)
      .map(({ moreTrialsNeeded }) => moreTrialsNeeded),
  );
  if (more === 0 || comparison.repetitionSeconds === null) return null;
  const time = durationText(Math.max(60, Math.round((more * comparison.repetitionSeconds) / 60) * 60), lang);
  return speaker(lang)('bench.more', {
    n: more,
    command: `npm run bench -- --add ${more} ${where}`,
    time,
  });
}
