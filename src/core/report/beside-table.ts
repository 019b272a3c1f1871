import type { BesideSummary } from '../model/comparison.ts';
import { digits, inUnit, type Lang, percent, unitFor, unitName } from './format.ts';
import type { ReportInput } from './input.ts';
import { shown } from './names.ts';
import { speaker } from './text.ts';
import { titleIn } from './title.ts';

/** Columns that hold words; the others hold figures. */
export const besideWordColumns = 4;

/**
 * What became of the loads that ran beside the main ones: two rows for each, over the same seconds as the figures of its
 * case. null where each load ran by itself.
 */
export function besideTable(
  { comparison }: ReportInput,
  lang: Lang,
): { head: string[]; rows: string[][] } | null {
  const say = speaker(lang);
  const loads = comparison.cases.flatMap((summary) => summary.beside.map((load) => ({ summary, load })));
  if (loads.length === 0) return null;
  const unit = unitFor(
    loads
      .flatMap(({ load }) => [load.whole.p95.value, load.plateau.p95.value])
      .filter((value) => value !== null),
    100,
  );
  const rate = (value: number | null | undefined) => (typeof value === 'number' ? digits(value, 3) : '—');
  const response = (value: number | null | undefined) =>
    typeof value === 'number' ? inUnit(value, unit) : '—';
  const row = (figures: BesideSummary['whole'], perSecond: number | null, meanSeconds: number | null) => [
    rate(figures.throughput.value),
    rate(perSecond),
    response(figures.mean.value),
    response(meanSeconds),
    response(figures.p95.value),
    figures.errorRate.value === null ? '—' : percent(figures.errorRate.value, lang),
  ];
  return {
    head: [
      say('column.case'),
      say('column.arm'),
      say('column.otherLoad'),
      say('column.period'),
      'TPS',
      say('cell.predicted'),
      `${say('column.mean')}, ${unitName(unit, lang)}`,
      say('cell.predicted'),
      `p95, ${unitName(unit, lang)}`,
      say('metric.errorRate'),
    ],
    rows: loads.flatMap(({ summary, load: { prediction, ...load } }) => {
      const name = `${shown(load.service, 40)}: ${shown(titleIn(lang, load), 80)}`;
      const words = [shown(summary.case, 40), shown(summary.arm, 40), name];
      return [
        [
          ...words,
          say('beside.whole'),
          ...row(load.whole, prediction?.perSecond ?? null, prediction?.meanSeconds ?? null),
        ],
        [
          ...words,
          say('beside.plateau'),
          ...row(load.plateau, prediction?.plateauPerSecond ?? null, prediction?.plateauMeanSeconds ?? null),
        ],
      ];
    }),
  };
}
