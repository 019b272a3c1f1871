import type {
  CaseSummary,
  Comparison,
  Contrast,
  Decomposition,
  Estimate,
  MetricName,
} from '../model/comparison.ts';
import { metricNames } from '../model/comparison.ts';
import type { CampaignPlan } from '../model/plan.ts';
import type { Trial } from '../model/trial.ts';
import { worstVerdict } from '../model/verdict.ts';
import { warning } from '../model/warning.ts';
import { refusalsBetween } from './comparability.ts';
import { decomposed } from './decomposition.ts';
import { estimateOf, trialsNeeded } from './estimate.ts';
import { readMetric } from './metrics.ts';

/** A ratio is formed of these alone: of a share or a minimum it would say nothing. */
const ratioMetrics: readonly MetricName[] = [
  'processed',
  'throughput',
  'plateauThroughput',
  'mean',
  'p50',
  'p95',
  'p99',
  'plateauMean',
  'replicaSeconds',
  'poolReplicaSeconds',
  'cpuSeconds',
  'requestsPerCpuSecond',
];

/**
 * Judges trial records against each other. Pure: the same records give the same comparison. `plan` is null for
 * imports; the order of `trials` does not matter.
 */
export function compareTrials(trials: readonly Trial[], plan: CampaignPlan | null): Comparison {
  const ordered = [...trials].sort(
    (a, b) => (a.loadStartSeconds ?? 0) - (b.loadStartSeconds ?? 0) || (a.id < b.id ? -1 : 1),
  );
  const byCase = groupedByCase(ordered);
  const cases = [...byCase.values()].map(caseSummary);
  const contrasts = contrastsOf(byCase);
  const started = ordered.map((trial) => trial.loadStartSeconds).filter((at) => at !== null);
  return {
    schema: 'peakproof/comparison/1',
    campaign: plan?.campaign ?? ordered[0]?.campaign ?? 'none',
    title: plan?.title ?? ordered[0]?.campaign ?? 'Nothing to compare',
    question: plan?.question ?? 'How do these recordings differ?',
    label: [...new Set(ordered.map((trial) => trial.label))].join(' + ') || 'nothing measured',
    preset: plan?.preset ?? null,
    seed: plan?.seed ?? null,
    lengthSeconds: Math.max(0, ...ordered.map((trial) => trial.lengthSeconds)),
    measuredAt: started.length === 0 ? null : new Date(Math.min(...started) * 1000).toISOString(),
    cases,
    contrasts,
    decompositions: decompositionsOf(byCase, contrasts),
    checks: ordered.flatMap((trial) => trial.checks.map((check) => ({ ...check, trial: trial.id }))),
    verdict: worstVerdict(ordered.map((trial) => trial.verdict)),
    warnings: [
      ...ordered.flatMap((trial) => trial.warnings.map((found) => ({ ...found, trial: trial.id }))),
      ...missingTrials(plan, ordered),
    ],
  };
}

/** Cases in the order of their names; the trials of each in the order of running. */
function groupedByCase(trials: readonly Trial[]): Map<string, Trial[]> {
  const names = [...new Set(trials.map((trial) => trial.case))].sort((a, b) => (a < b ? -1 : 1));
  return new Map(names.map((name) => [name, trials.filter((trial) => trial.case === name)]));
}

function caseSummary(trials: readonly Trial[]): CaseSummary {
  const first = trials[0]!;
  const figures = Object.fromEntries(
    metricNames.map((metric) => [metric, estimateOf(trials.map(readMetric[metric]))]),
  ) as Record<MetricName, Estimate>;
  const predictions = trials.map((trial) => trial.plan?.prediction ?? null);
  const missOf = (metric: MetricName, predicted: 'perSecond' | 'meanSeconds' | 'plateauPerSecond') =>
    estimateOf(
      trials.map((trial, i) => {
        const measured = readMetric[metric](trial);
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
  };
}

/**
 * Each case against the one that it names, and beside it, marked, against the one that the published table names:
 * the first case of the campaign that has published figures.
 */
function contrastsOf(byCase: ReadonlyMap<string, Trial[]>): Contrast[] {
  const out: Contrast[] = [];
  const reference = [...byCase.keys()].find((name) => byCase.get(name)![0]!.plan?.published);
  for (const [name, trials] of byCase) {
    const plan = trials[0]!.plan;
    const against = plan?.against ?? null;
    if (against !== null && byCase.has(against)) out.push(contrast(name, against, byCase, 'like'));
    const elsewhere = reference !== undefined && reference !== name && reference !== against;
    if (
      elsewhere &&
      plan?.published &&
      byCase.get(reference)![0]!.plan?.scenario.service !== plan.scenario.service
    )
      out.push(contrast(name, reference, byCase, 'other-service'));
  }
  return out;
}

function contrast(
  name: string,
  against: string,
  byCase: ReadonlyMap<string, Trial[]>,
  kind: Contrast['kind'],
): Contrast {
  const trials = byCase.get(name)!;
  const bases = byCase.get(against)!;
  const refusals = new Set<string>();
  for (const trial of trials)
    for (const base of bases)
      for (const refusal of refusalsBetween(trial, base, kind === 'like')) refusals.add(refusal);
  const pairs = Math.min(trials.length, bases.length);
  const published = trials[0]!.plan?.published ?? null;
  const publishedBase = published === null ? null : publishedBaseOf(byCase);
  return {
    case: name,
    against,
    kind,
    refusals: [...refusals],
    ratios: Object.fromEntries(
      ratioMetrics.map((metric) => [
        metric,
        {
          ...estimateOf(
            trials.map((trial, i) => (i < pairs ? ratio(metric, trial, bases[i]!) : null)).slice(0, pairs),
          ),
          value: ratioOfMedians(metric, trials, bases),
        },
      ]),
    ),
    published:
      published === null || publishedBase === null
        ? null
        : {
            throughputRatio: published.processed / publishedBase.processed,
            speedup: publishedBase.meanSeconds / published.meanSeconds,
          },
    significant: null,
    trialsNeeded: trialsNeeded(),
  };
}

function publishedBaseOf(byCase: ReadonlyMap<string, Trial[]>) {
  for (const trials of byCase.values()) if (trials[0]!.plan?.published) return trials[0]!.plan.published;
  return null;
}

function ratio(metric: MetricName, trial: Trial, base: Trial): number | null {
  const value = readMetric[metric](trial);
  const other = readMetric[metric](base);
  return value === null || other === null || other === 0 ? null : value / other;
}

function ratioOfMedians(
  metric: MetricName,
  trials: readonly Trial[],
  bases: readonly Trial[],
): number | null {
  const value = estimateOf(trials.map(readMetric[metric])).value;
  const other = estimateOf(bases.map(readMetric[metric])).value;
  return value === null || other === null || other === 0 ? null : value / other;
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
