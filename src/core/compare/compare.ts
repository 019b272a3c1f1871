import { trialsNeeded } from '../math/sample-size.ts';
import type { CaseSummary, Comparison, Contrast, Decomposition, Estimate } from '../model/comparison.ts';
import type { MetricName } from '../model/metric.ts';
import { metricNames } from '../model/metric.ts';
import type { CampaignPlan } from '../model/plan.ts';
import type { Trial } from '../model/trial.ts';
import { worstVerdict } from '../model/verdict.ts';
import { warning } from '../model/warning.ts';
import { besideSummaries } from './beside.ts';
import { contrastsOf } from './contrast.ts';
import { countedTrials, passedOverWarnings } from './counted-trials.ts';
import { decomposed } from './decomposition.ts';
import { addedTrialsWarnings, sharedClusterWarnings } from './dependence.ts';
import { disturbancesOf } from './disturbance.ts';
import { estimateOf } from './estimate.ts';
import { headlineMetrics, metrics } from './metrics.ts';

/**
 * Judges trial records against each other. Pure: the same records give the same comparison. `plan` is null for
 * imports; the order of `trials` does not matter.
 */
export function compareTrials(trials: readonly Trial[], plan: CampaignPlan | null): Comparison {
  const all = [...trials].sort(
    (a, b) => (a.loadStartSeconds ?? 0) - (b.loadStartSeconds ?? 0) || (a.id < b.id ? -1 : 1),
  );
  const disturbances = disturbancesOf(all);
  const { counted: ordered, passedOver } = countedTrials(all, disturbances);
  const byCase = groupedByCase(ordered);
  const cases = [...byCase.values()].map(caseSummary);
  const contrasts = contrastsOf(byCase);
  const started = ordered.map((trial) => trial.loadStartSeconds).filter((at) => at !== null);
  return {
    schema: 'peakproof/comparison/1',
    campaign: plan?.campaign ?? ordered[0]?.campaign ?? 'none',
    ...namesOf(plan, ordered),
    label: [...new Set(ordered.map((trial) => trial.label))].join(' + ') || 'nothing measured',
    preset: plan?.preset ?? null,
    seed: plan?.seed ?? null,
    lengthSeconds: Math.max(0, ...ordered.map((trial) => trial.lengthSeconds)),
    measuredAt: started.length === 0 ? null : new Date(Math.min(...started) * 1000).toISOString(),
    repetitionSeconds: repetitionSeconds(plan),
    cases,
    contrasts,
    decompositions: decompositionsOf(byCase, contrasts),
    checks: ordered.flatMap((trial) => trial.checks.map((check) => ({ ...check, trial: trial.id }))),
    verdict: worstVerdict(ordered.map((trial) => trial.verdict)),
    warnings: [
      ...ordered.flatMap((trial) =>
        [...new Set([...trial.warnings, ...(disturbances.get(trial) ?? [])])].map((found) => ({
          ...found,
          trial: trial.id,
        })),
      ),
      ...missingTrials(plan, all),
      ...sharedClusterWarnings(byCase),
      ...addedTrialsWarnings(plan, trialsNeeded(headlineMetrics.length)),
      ...passedOverWarnings(passedOver, disturbances),
    ],
  };
}

/** What the report is called, and what it answers. Without a plan there is only what every comparison asks. */
function namesOf(plan: CampaignPlan | null, trials: readonly Trial[]) {
  if (plan === null)
    return {
      title: trials[0]?.campaign ?? 'Nothing to compare',
      question: 'How do these recordings differ?',
      ...(trials.length === 0 ? { titleKo: '비교할 기록 없음' } : {}),
      questionKo: '기록 간 차이는 무엇인가?',
    };
  const { title, question, titleKo, questionKo } = plan;
  return {
    title,
    question,
    ...(titleKo === undefined ? {} : { titleKo }),
    ...(questionKo === undefined ? {} : { questionKo }),
  };
}

function repetitionSeconds(plan: CampaignPlan | null): number | null {
  const repetitions = Math.max(0, ...(plan?.trials ?? []).map(({ trial }) => trial));
  return plan === null || repetitions === 0 ? null : plan.expectedSeconds / repetitions;
}

/** Cases in the order of their names; the trials of each in the order of running. */
function groupedByCase(trials: readonly Trial[]): Map<string, Trial[]> {
  const names = [...new Set(trials.map((trial) => trial.case))].sort((a, b) => (a < b ? -1 : 1));
  return new Map(names.map((name) => [name, trials.filter((trial) => trial.case === name)]));
}

function caseSummary(trials: readonly Trial[]): CaseSummary {
  const first = trials[0]!;
  const figures = Object.fromEntries(
    metricNames.map((metric) => [metric, estimateOf(trials.map(metrics[metric].read))]),
  ) as Record<MetricName, Estimate>;
  const predictions = trials.map((trial) => trial.plan?.prediction ?? null);
  const missOf = (metric: MetricName, predicted: 'perSecond' | 'meanSeconds' | 'plateauPerSecond') =>
    estimateOf(
      trials.map((trial, i) => {
        const measured = metrics[metric].read(trial);
        const expected = predictions[i]?.[predicted] ?? null;
        return measured === null || expected === null || expected === 0 ? null : measured / expected - 1;
      }),
    ).value;
  return {
    case: first.case,
    arm: first.plan?.armName ?? first.case,
    scenario: first.plan?.scenario.name ?? 'unknown',
    service: first.plan?.scenario.service ?? 'unknown',
    title: first.plan?.scenario.title ?? first.case,
    ...(first.plan?.scenario.titleKo === undefined ? {} : { titleKo: first.plan.scenario.titleKo }),
    trials: trials.map((trial) => trial.id),
    verdict: worstVerdict(trials.map((trial) => trial.verdict)),
    figures,
    response: first.whole.responseSeconds,
    prediction: predictions[0] ?? null,
    miss: {
      throughput: missOf('throughput', 'perSecond'),
      mean: missOf('mean', 'meanSeconds'),
      plateauThroughput: missOf('plateauThroughput', 'plateauPerSecond'),
    },
    published: first.plan?.published ?? null,
    beside: besideSummaries(trials),
  };
}

function decompositionsOf(
  byCase: ReadonlyMap<string, Trial[]>,
  contrasts: readonly Contrast[],
): Decomposition[] {
  return contrasts
    .filter((found) => found.kind === 'like' && found.refusals.length === 0)
    .map((found) => decomposed(found, byCase))
    .filter((found) => found !== null);
}

function missingTrials(plan: CampaignPlan | null, trials: readonly Trial[]): Comparison['warnings'] {
  const there = new Set(trials.map((trial) => trial.id));
  const missing = (plan?.trials ?? []).filter((trial) => !there.has(trial.id)).map((trial) => trial.id);
  if (missing.length === 0) return [];
  return [
    {
      ...warning(
        'trials-missing',
        'doubt',
        `${missing.length} of ${plan!.trials.length} planned trials are not there (${missing.join(', ')}); run the campaign again with --resume.`,
        { missing: missing.length, planned: plan!.trials.length },
      ),
      trial: null,
    },
  ];
}
