import type { CaseSummary, Contrast } from '../model/comparison.ts';
import type { MetricName } from '../model/metric.ts';
import { metricNames } from '../model/metric.ts';
import type { Verdict } from '../model/verdict.ts';
import { armTitleOf, labelTitle } from './arm-title.ts';
import { type Doubt, doubtsOf, marksFor } from './doubts.ts';
import { confidenceText, type Lang, percent, signedPercent, unitFor, unitName } from './format.ts';
import { drawnTrial, type ReportInput } from './input.ts';
import { figureText, type Kind, kindOf, predictedOf, publishedOf } from './metric-values.ts';
import { shown } from './names.ts';
import { type Say, speaker } from './text.ts';
import { titleIn } from './title.ts';

/** One figure, with everything that has to stand beside it. Absent parts are null. */
export interface Cell {
  text: string;
  interval: string | null;
  /** Of the interval: `97.1 %`. */
  confidence: string | null;
  published: string | null;
  predicted: string | null;
  /** (measured - predicted) / predicted. */
  miss: string | null;
  /** Letters of the doubts about it. */
  marks: string[];
}

export interface Row {
  id: MetricName | 'versus' | 'faster' | 'versus.other' | 'faster.other';
  label: string;
  unit: string | null;
  /** One for each column; null where the figure does not exist for the case. */
  cells: (Cell | null)[];
}

export interface Column {
  case: string;
  arm: string;
  armTitle: string;
  service: string;
  title: string;
  verdict: Verdict;
  trials: number;
  /** emulated, kind, cluster, imported. */
  label: string;
  /** Doubts about the case as a whole. */
  marks: string[];
}

export interface ReferenceTable {
  columns: Column[];
  rows: Row[];
  doubts: Doubt[];
}

/** The table that a reader compares with the published one: figures as rows, cases as columns. */
export function referenceTable(input: ReportInput, lang: Lang): ReferenceTable {
  const say = speaker(lang);
  const { comparison } = input;
  const doubts = doubtsOf(comparison, lang);
  const columns = comparison.cases.map((summary) => ({
    case: shown(summary.case, 40),
    arm: shown(summary.arm, 40),
    armTitle: armTitleOf(input, summary, say),
    service: shown(summary.service, 40),
    title: shown(titleIn(lang, summary), 80),
    verdict: summary.verdict,
    trials: summary.trials.length,
    label: labelTitle(drawnTrial(input, summary)?.label ?? comparison.label, say),
    marks: marksFor(doubts, null, summary.trials),
  }));
  const rows: Row[] = [];
  for (const metric of metricNames) {
    rows.push(metricRow(comparison.cases, metric, doubts, say, lang));
    if (metric === 'processed') rows.push(...contrastRows(input, 'versus', doubts, say, lang));
    if (metric === 'mean') rows.push(...contrastRows(input, 'faster', doubts, say, lang));
  }
  return { columns, rows: rows.filter((row) => row.cells.some((cell) => cell !== null)), doubts };
}

function metricRow(
  cases: readonly CaseSummary[],
  metric: MetricName,
  doubts: readonly Doubt[],
  say: Say,
  lang: Lang,
): Row {
  const kind = kindOf(metric);
  // One unit for a whole row, the published figures included: only then can it be read across.
  const all = cases.flatMap((summary) => [summary.figures[metric]?.value, publishedOf(summary, metric)]);
  const unit = unitFor(
    all.filter((value) => typeof value === 'number'),
    100,
  );
  const text = (value: number) => figureText(value, kind, unit, lang);
  return {
    id: metric,
    label: say(`metric.${metric}`),
    unit: unitOf(kind, unit, say, lang),
    cells: cases.map((summary) => {
      const estimate = summary.figures[metric];
      const value = estimate?.value ?? null;
      const published = publishedOf(summary, metric);
      const predicted = predictedOf(summary, metric);
      if (value === null && published === null && predicted === null) return null;
      const miss = missOf(summary, metric, value, predicted);
      const interval = estimate?.interval ?? null;
      return {
        text: value === null ? '—' : text(value),
        interval:
          interval === null
            ? null
            : say('cell.range', { low: text(interval.low), high: text(interval.high) }),
        confidence: interval === null ? null : confidenceText(interval.confidence, lang),
        published: published === null ? null : text(published),
        predicted: predicted === null ? null : text(predicted),
        miss: miss === null ? null : signedPercent(miss, lang),
        marks: marksFor(doubts, metric, summary.trials),
      };
    }),
  };
}

function unitOf(kind: Kind, unit: 'ms' | 's' | 'min', say: Say, lang: Lang): string | null {
  if (kind === 'response') return unitName(unit, lang);
  return kind === 'cpuSeconds' ? say('unit.seconds') : null;
}

/** The comparison's own miss where it has one: of several trials it is the median of the misses. */
function missOf(
  summary: CaseSummary,
  metric: MetricName,
  value: number | null,
  predicted: number | null,
): number | null {
  if (metric === 'throughput' || metric === 'mean' || metric === 'plateauThroughput')
    return summary.miss[metric];
  return value === null || predicted === null || predicted === 0 ? null : value / predicted - 1;
}

const nothingBeside: Omit<Cell, 'text'> = {
  interval: null,
  confidence: null,
  published: null,
  predicted: null,
  miss: null,
  marks: [],
};

/** `versus` says how many times the requests of the base, `faster` how many times its speed; like first, then other. */
function contrastRows(
  input: ReportInput,
  what: 'versus' | 'faster',
  doubts: readonly Doubt[],
  say: Say,
  lang: Lang,
): Row[] {
  const { cases, contrasts } = input.comparison;
  return (['like', 'other-service'] as const).map((kind) => ({
    id: kind === 'like' ? what : (`${what}.other` as const),
    label: say(kind === 'like' ? `row.${what}` : `row.${what}.other`),
    unit: null,
    cells: cases.map((summary) => {
      const contrast = contrasts.find((each) => each.kind === kind && each.case === summary.case);
      if (contrast !== undefined) return contrastCell(contrast, input, what, doubts, say, lang);
      const isBase = contrasts.some((each) => each.kind === kind && each.against === summary.case);
      if (!isBase) return null;
      const text = say('cell.base');
      return { ...nothingBeside, text };
    }),
  }));
}

function contrastCell(
  contrast: Contrast,
  input: ReportInput,
  what: 'versus' | 'faster',
  doubts: readonly Doubt[],
  say: Say,
  lang: Lang,
): Cell | null {
  const { cases } = input.comparison;
  const find = (name: string) => cases.find((summary) => summary.case === name);
  const metric: MetricName = what === 'versus' ? 'processed' : 'mean';
  const oriented = (ratio: number) => (what === 'versus' ? ratio : 1 / ratio);
  const estimate = contrast.ratios[metric];
  const value = estimate?.value ?? null;
  const of = find(contrast.case);
  const base = find(contrast.against);
  const expected =
    of?.prediction && base?.prediction
      ? what === 'versus'
        ? of.prediction.processed / base.prediction.processed
        : base.prediction.meanSeconds / of.prediction.meanSeconds
      : null;
  // Published ratios are against the published base, which a case of another service is not.
  const published = base?.published ? contrast.published : null;
  const refused = contrast.refusals.length > 0;
  const measured = refused || value === null || value === 0 ? null : oriented(value);
  const interval = refused ? null : (estimate?.interval ?? null);
  const ends =
    interval === null ? [] : [oriented(interval.low), oriented(interval.high)].sort((a, b) => a - b);
  const base40 = shown(contrast.against, 40);
  return {
    text: refused
      ? say('cell.refused')
      : measured === null
        ? '—'
        : `${estimate?.significant === false ? '~ ' : ''}${say('cell.of', { percent: percent(measured, lang), base: base40 })}`,
    interval:
      ends.length === 0
        ? null
        : say('cell.range', { low: percent(ends[0]!, lang), high: percent(ends[1]!, lang) }),
    confidence: interval === null ? null : confidenceText(interval.confidence, lang),
    published:
      published === null
        ? null
        : percent(what === 'versus' ? published.throughputRatio : published.speedup, lang),
    predicted: expected === null || !Number.isFinite(expected) ? null : percent(expected, lang),
    miss:
      measured === null || expected === null || !(expected > 0)
        ? null
        : signedPercent(measured / expected - 1, lang),
    marks: marksFor(doubts, metric, of?.trials ?? []),
  };
}
