import type { CaseSummary, Comparison } from '../model/comparison.ts';
import { type CampaignPlan, labelOf } from '../model/plan.ts';
import type { Verdict } from '../model/verdict.ts';

/** What a list shows of a campaign: small, so that hundreds of them are kept at once. */
export interface CampaignSummary {
  campaign: string;
  title: string;
  titleKo?: string | undefined;
  preset: string;
  /** How its numbers are labelled. */
  label: string;
  lengthSeconds: number;
  /** ISO date and time; null before anything was measured. */
  measuredAt: string | null;
  /** null: not compared yet. */
  verdict: Verdict | null;
  /** Case against its base: the autoscaled one where there is one. null where nothing may be compared. */
  headline: { case: string; against: string; ratio: number } | null;
  plannedTrials: number;
  trials: readonly TrialSummary[];
  cases: readonly CaseFigures[];
}

export interface TrialSummary {
  id: string;
  case: string;
  /** Name of its folder in trials/. */
  folder: string;
  throughputPerSecond: number | null;
  p95Seconds: number | null;
  /** Codes of the checks that it did not pass. */
  open: readonly string[];
}

export interface CaseFigures {
  case: string;
  verdict: Verdict;
  throughputPerSecond: number | null;
  p95Seconds: number | null;
}

/** A folder as it is listed: a campaign, or what is wrong with it. */
export type Listed =
  | { name: string; summary: CampaignSummary; problem: null }
  | { name: string; summary: null; problem: string };

/** Reads nothing but the plan and the comparison. `folderOf` names the folder of a trial. */
export function campaignSummary(
  plan: CampaignPlan,
  comparison: Comparison | null,
  folderOf: (trial: CampaignPlan['trials'][number]) => string,
): CampaignSummary {
  const cases = comparison?.cases ?? [];
  return {
    campaign: plan.campaign,
    title: plan.title,
    titleKo: plan.titleKo,
    preset: plan.preset,
    label: comparison?.label ?? labelOf[plan.target],
    lengthSeconds: Math.max(0, ...plan.trials.map((trial) => trial.lengthSeconds)),
    measuredAt: comparison?.measuredAt ?? null,
    verdict: comparison?.verdict ?? null,
    headline: comparison === null ? null : headlineOf(comparison),
    plannedTrials: plan.trials.length,
    trials: plan.trials.flatMap((trial) => {
      const of = cases.find((each) => each.trials.includes(trial.id));
      if (of === undefined || comparison === null) return [];
      const open = comparison.checks.filter((each) => each.trial === trial.id && each.verdict !== 'PASS');
      return [
        {
          id: trial.id,
          case: trial.case,
          folder: folderOf(trial),
          throughputPerSecond: byTrial(of, trial.id, 'throughput'),
          p95Seconds: byTrial(of, trial.id, 'p95'),
          open: open.map(({ code }) => code),
        },
      ];
    }),
    cases: cases.map((each) => ({
      case: each.case,
      verdict: each.verdict,
      throughputPerSecond: each.figures.throughput.value,
      p95Seconds: each.figures.p95.value,
    })),
  };
}

function byTrial(of: CaseSummary, id: string, metric: 'throughput' | 'p95'): number | null {
  return of.figures[metric].byTrial[of.trials.indexOf(id)] ?? null;
}

/** The first pair that may be compared, one with an autoscaled case before others: as the report's headline. */
function headlineOf({ contrasts, decompositions }: Comparison): CampaignSummary['headline'] {
  const pairs = contrasts.filter((each) => each.kind === 'like' && each.refusals.length === 0);
  const scaled = new Set(decompositions.map((parts) => parts.case));
  for (const pair of [...pairs.filter((each) => scaled.has(each.case)), ...pairs]) {
    const ratio = pair.ratios.processed?.value ?? pair.ratios.throughput?.value ?? null;
    if (ratio !== null) return { case: pair.case, against: pair.against, ratio };
  }
  return null;
}
