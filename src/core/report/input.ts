import type { CaseSummary, Comparison } from '../model/comparison.ts';
import type { Trial } from '../model/trial.ts';

/** All that a report is made from. */
export interface ReportInput {
  comparison: Comparison;
  trials: readonly Trial[];
}

/** The trial records of a case, in the order of running. A trial whose record is missing is left out. */
export function trialsOf(input: ReportInput, summary: CaseSummary): Trial[] {
  return summary.trials
    .map((id) => input.trials.find((trial) => trial.id === id))
    .filter((trial) => trial !== undefined);
}

/** The trial of a case that is drawn: of several the one whose throughput is the median (the lower middle one). */
export function drawnTrial(input: ReportInput, summary: CaseSummary): Trial | null {
  const byThroughput = trialsOf(input, summary).sort(
    (a, b) => a.whole.throughputPerSecond - b.whole.throughputPerSecond,
  );
  return byThroughput[Math.floor((byThroughput.length - 1) / 2)] ?? null;
}

/** Scenarios in the order of the cases, each with its cases: like is drawn beside like. */
export function byScenario(comparison: Comparison): { scenario: string; cases: CaseSummary[] }[] {
  const names = [...new Set(comparison.cases.map((summary) => summary.scenario))];
  return names.map((scenario) => ({
    scenario,
    cases: comparison.cases.filter((summary) => summary.scenario === scenario),
  }));
}
