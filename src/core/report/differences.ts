import type { CaseSummary, Comparison, Contrast, Effect } from '../model/comparison.ts';
import type { MetricName } from '../model/metric.ts';
import { metricNames } from '../model/metric.ts';
import { timeFor } from './answer.ts';
import { confidenceText, type Lang, pText, ratioDigits, signOf, unitFor, unitName } from './format.ts';
import type { ReportInput } from './input.ts';
import { figureText, kindOf } from './metric-values.ts';
import { shown } from './names.ts';
import { type Say, speaker } from './text.ts';

/** One pair of cases, figure by figure, as a table. */
export interface Difference {
  case: string;
  base: string;
  head: string[];
  rows: string[][];
  /** False where the trials are too few for any interval: then no column of doubt is there. */
  judged: boolean;
  /** Trials of each case that are still needed to judge it; 0 when there are enough. */
  more: number;
  /** How long those take, for a sentence. */
  time: string;
}

/** What differs between the cases that may be compared. Pairs of another service are not among them. */
export function differencesOf(input: ReportInput, lang: Lang): Difference[] {
  const say = speaker(lang);
  const find = (name: string) => input.comparison.cases.find((summary) => summary.case === name);
  return input.comparison.contrasts.flatMap((contrast) => {
    const of = find(contrast.case);
    const base = find(contrast.against);
    if (contrast.kind !== 'like' || contrast.refusals.length > 0 || !of || !base) return [];
    return [differenceOf(contrast, of, base, input.comparison, say, lang)];
  });
}

function differenceOf(
  contrast: Contrast,
  of: CaseSummary,
  base: CaseSummary,
  comparison: Comparison,
  say: Say,
  lang: Lang,
): Difference {
  const effects = metricNames.flatMap((metric) => {
    const ratio = contrast.ratios[metric];
    const effect = ratio ?? contrast.differences[metric];
    return effect === undefined || effect.value === null
      ? []
      : [{ metric, effect, isRatio: ratio !== undefined }];
  });
  const judged = effects.some(({ effect }) => effect.interval !== null || effect.significant !== null);
  const names = { case: shown(contrast.case, 40), base: shown(contrast.against, 40) };
  return {
    ...names,
    head: [
      say('column.figure'),
      names.base,
      names.case,
      say('differs.effect'),
      ...(judged
        ? [say('differs.interval'), say('differs.p'), say('differs.verdict'), say('differs.detectable')]
        : []),
    ],
    rows: effects.map(({ metric, effect, isRatio }) => {
      const write = isRatio ? ratioText : (value: number) => shiftText(value, metric, say);
      return [
        ...figures(metric, base, of, say, lang),
        effect.value === null ? '—' : write(effect.value),
        ...(judged ? doubtCells(effect, isRatio, write, say, lang) : []),
      ];
    }),
    judged,
    more: contrast.moreTrialsNeeded,
    time: timeFor(contrast.moreTrialsNeeded, comparison, say),
  };
}

/** Name of the figure with its unit, and what it is in both cases. */
function figures(metric: MetricName, base: CaseSummary, of: CaseSummary, say: Say, lang: Lang): string[] {
  const kind = kindOf(metric);
  const values = [base, of].map((summary) => summary.figures[metric].value);
  const unit = unitFor(
    values.filter((value) => value !== null),
    100,
  );
  const name = say(`metric.${metric}`);
  const unitText =
    kind === 'response' ? unitName(unit, lang) : kind === 'cpuSeconds' ? say('unit.seconds') : '';
  return [
    unitText === '' ? name : `${name}, ${unitText}`,
    ...values.map((value) => (value === null ? '—' : figureText(value, kind, unit, lang))),
  ];
}

function doubtCells(
  effect: Effect,
  isRatio: boolean,
  write: (value: number) => string,
  say: Say,
  lang: Lang,
): string[] {
  const { interval, adjustedP, detectable } = effect;
  const p = adjustedP ?? effect.p;
  return [
    interval === null
      ? '—'
      : `${say('cell.range', { low: write(interval.low), high: write(interval.high) })} (${confidenceText(interval.confidence, lang)})`,
    p === null ? '—' : `${pText(p)}${adjustedP === null ? '' : ' †'}`,
    say(`effect.${effect.verdict}`),
    detectable === null
      ? '—'
      : isRatio
        ? say('differs.either', { above: ratioText(detectable), below: ratioText(1 / detectable) })
        : `± ${write(Math.abs(detectable)).replace('+', '')}`,
  ];
}

function ratioText(value: number): string {
  return `× ${ratioDigits(value)}`;
}

/** A difference of scores, or of shares in percentage points, always signed. */
function shiftText(value: number, metric: MetricName, say: Say): string {
  const share = kindOf(metric) === 'share';
  const places = share ? 2 : 3;
  const size = Math.abs(value * (share ? 100 : 1)).toFixed(places);
  return `${signOf(value, size)}${size}${share ? say('unit.points') : ''}`;
}
