import type { Listed } from './campaign-summary.ts';

/** Runs of the same campaign, preset, platform and length, in the order of time: only such may be set in one row. */
export interface Trend {
  campaign: string;
  preset: string;
  label: string;
  lengthSeconds: number;
  /** The newest of them at most {@link mostRuns}. */
  runs: readonly { name: string; measuredAt: string; invalid: boolean }[];
  cases: readonly CaseTrend[];
}

export interface CaseTrend {
  case: string;
  /** One for each run; null where the run does not have it. */
  throughputPerSecond: readonly (number | null)[];
  p95Seconds: readonly (number | null)[];
}

const mostRuns = 40;

/** A trend takes two runs. The group with the newest run is first. */
export function trendsOf(listed: readonly Listed[]): Trend[] {
  const groups = new Map<string, Run[]>();
  for (const { name, summary } of listed) {
    if (summary === null || summary.measuredAt === null) continue;
    const { campaign, preset, label, lengthSeconds, measuredAt } = summary;
    const key = JSON.stringify([campaign, preset, label, lengthSeconds]);
    groups.set(key, [...(groups.get(key) ?? []), { name, summary, measuredAt }]);
  }
  return [...groups.values()]
    .filter((runs) => runs.length > 1)
    .map((runs) => trendOf(runs.sort((a, b) => (a.measuredAt < b.measuredAt ? -1 : 1)).slice(-mostRuns)))
    .sort((a, b) => (a.runs.at(-1)!.measuredAt < b.runs.at(-1)!.measuredAt ? 1 : -1));
}

interface Run {
  name: string;
  summary: NonNullable<Listed['summary']>;
  measuredAt: string;
}

function trendOf(runs: readonly Run[]): Trend {
  const { campaign, preset, label, lengthSeconds } = runs[0]!.summary;
  const names = [...new Set(runs.flatMap(({ summary }) => summary.cases.map((each) => each.case)))].sort();
  const figure = (name: string, field: 'throughputPerSecond' | 'p95Seconds') =>
    runs.map(({ summary }) => summary.cases.find((each) => each.case === name)?.[field] ?? null);
  return {
    campaign,
    preset,
    label,
    lengthSeconds,
    runs: runs.map(({ name, measuredAt, summary }) => ({
      name,
      measuredAt,
      invalid: summary.verdict === 'INVALID',
    })),
    cases: names.map((name) => ({
      case: name,
      throughputPerSecond: figure(name, 'throughputPerSecond'),
      p95Seconds: figure(name, 'p95Seconds'),
    })),
  };
}
