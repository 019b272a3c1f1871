import type { Trial } from '../../model/trial.ts';
import { count, moment } from '../format.ts';
import { shown } from '../names.ts';
import { heading } from './heading.ts';
import {
  cellCounts,
  coarseNote,
  coarseSeconds,
  coarseTable,
  type HeatScales,
  heatFrame,
  heatHeight,
  sameEdges,
} from './heatmap.ts';
import { differenceLegend, pictureLayer } from './picture.ts';
import { type Chart, chartId, chartSpec, plotWidth, type Reader } from './spec.ts';

/**
 * Heatmap of the second trial minus that of the first, as far as both ran: blue where the second has more requests,
 * orange where it has fewer. Null where their rows differ or one has no counts.
 */
export function heatDifference(
  base: Trial,
  other: Trial,
  scales: HeatScales,
  greatest: number,
  reader: Reader,
): Chart | null {
  if (!comparable(base, other)) return null;
  const { say, lang } = reader;
  const common = Math.min(base.lengthSeconds, other.lengthSeconds);
  const { columns, rows, values } = differenceOf(base, other, scales);
  const low = Math.max(base.heat.edgesSeconds[scales.firstRow]!, 1e-6);
  const high = base.heat.edgesSeconds[scales.lastRow + 1]!;
  const names = { case: shown(other.case, 24), base: shown(base.case, 24) };
  const width = (plotWidth * columns * scales.widthSeconds) / scales.lengthSeconds;
  let [more, fewer] = [0, 0];
  for (const value of values) {
    if (value > 0) more += value;
    else fewer -= value;
  }
  return {
    id: chartId('difference', `${other.id}-${base.id}`),
    trial: null,
    title: say('chart.difference', names),
    alt: say('alt.difference', { ...names, more: count(more), fewer: count(fewer) }),
    spec: chartSpec({
      width: plotWidth,
      height: heatHeight,
      layer: [
        heatFrame(low, high, scales, reader),
        pictureLayer({ columns, rows, values, greatest, scale: 'difference' }, width, heatHeight),
        ...heading(say('panel.response'), [], plotWidth),
        ...differenceLegend(
          say('legend.fewer', { n: count(greatest) }),
          say('legend.more', { n: count(greatest), width: moment(scales.widthSeconds, lang) }),
          plotWidth,
        ),
      ],
    }),
    table: differenceTable(base, other, scales, common, reader),
    tableNote: coarseNote(
      chartId('difference', `${other.id}-${base.id}`),
      coarseSeconds(common, scales),
      { seconds: scales.widthSeconds, classes: rows },
      reader,
    ),
    records: differenceRecords(base, other, scales),
    time: {
      lengthSeconds: scales.lengthSeconds,
      plot: plotWidth,
      tableStepSeconds: coarseSeconds(Math.min(base.lengthSeconds, other.lengthSeconds), scales),
      tableRunsAcross: false,
    },
    differenceOf: [chartId('heatmap', base.id), chartId('heatmap', other.id)],
    notes: [
      say('note.difference', names),
      ...(base.lengthSeconds === other.lengthSeconds
        ? []
        : [say('note.common', { length: moment(common, lang) })]),
    ],
  };
}

/** The greatest difference of any cell of the pairs: the ends of the scale of all of them. */
export function greatestDifference(pairs: readonly (readonly [Trial, Trial])[], scales: HeatScales): number {
  let greatest = 1;
  for (const [base, other] of pairs) {
    if (!comparable(base, other)) continue;
    for (const value of differenceOf(base, other, scales).values)
      greatest = Math.max(greatest, Math.abs(value));
  }
  return greatest;
}

function comparable(base: Trial, other: Trial): boolean {
  return base.heat.count.length > 0 && other.heat.count.length > 0 && sameEdges(base, other);
}

function differenceOf(base: Trial, other: Trial, scales: HeatScales) {
  const common = Math.min(base.lengthSeconds, other.lengthSeconds);
  const of = cellCounts(other, scales, common);
  const from = cellCounts(base, scales, common);
  return { ...of, values: of.values.map((value, i) => value - from.values[i]!) };
}

/** Every cell of the picture in which either has requests. */
function differenceRecords(base: Trial, other: Trial, scales: HeatScales): NonNullable<Chart['records']> {
  const common = Math.min(base.lengthSeconds, other.lengthSeconds);
  const of = cellCounts(other, scales, common);
  const from = cellCounts(base, scales, common);
  const edges = base.heat.edgesSeconds;
  const cells: NonNullable<Chart['records']> = [];
  for (let column = 0; column < of.columns; column++)
    for (let row = 0; row < of.rows; row++) {
      const at = (of.rows - 1 - row) * of.columns + column;
      const [requests, baseRequests] = [of.values[at]!, from.values[at]!];
      if (requests === 0 && baseRequests === 0) continue;
      cells.push([
        column * scales.widthSeconds,
        (column + 1) * scales.widthSeconds,
        edges[scales.firstRow + row],
        edges[scales.firstRow + row + 1],
        baseRequests,
        requests,
        requests - baseRequests,
      ]);
    }
  return [
    [
      'fromSeconds',
      'toSeconds',
      'responseFromSeconds',
      'responseToSeconds',
      'baseRequests',
      'caseRequests',
      'difference',
    ],
    ...cells,
  ];
}

function differenceTable(
  base: Trial,
  other: Trial,
  scales: HeatScales,
  common: number,
  reader: Reader,
): Chart['table'] {
  const one = coarseTable(base, scales, common, reader);
  const two = coarseTable(other, scales, common, reader);
  const signed = (value: number) => (value > 0 ? `+${count(value)}` : count(value));
  return {
    head: two.head,
    rows: two.starts.map((from, i) => [
      moment(from, reader.lang),
      ...two.counts[i]!.map((value, k) => signed(value - (one.counts[i]?.[k] ?? 0))),
    ]),
  };
}
