import type { Trial } from '../../model/trial.ts';
import { count, digits, duration, exactDuration, moment } from '../format.ts';
import { shown } from '../names.ts';
import { cellDataOf } from './cell-data.ts';
import { heatGrid } from './columns.ts';
import { heading, textWidth } from './heading.ts';
import { light } from './palette.ts';
import { timeAxis } from './panel.ts';
import { legendWidth, mostText, pictureLayer, rampLegend } from './picture.ts';
import { responseAxis } from './response-axis.ts';
import { type Chart, chartId, chartSpec, plotWidth, type Reader, type Spec } from './spec.ts';

export const heatHeight = 170;
const mostColumns = 300;

/** Rows of the heat that any of the trials uses, and the fullest cell: the same for all pictures of a report. */
export interface HeatScales {
  lengthSeconds: number;
  widthSeconds: number;
  firstRow: number;
  lastRow: number;
  greatest: number;
}

/** Trials whose rows have other edges than the first one's cannot share its axis and are left out. */
export function heatScalesOf(trials: readonly Trial[]): HeatScales | null {
  const first = trials.find((trial) => trial.heat.count.length > 0);
  if (first === undefined) return null;
  const alike = trials.filter((trial) => sameEdges(trial, first));
  const lengthSeconds = Math.max(1, ...trials.map((trial) => trial.lengthSeconds));
  let widthSeconds = Math.max(...alike.map((trial) => trial.heat.widthSeconds));
  while (lengthSeconds / widthSeconds > mostColumns) widthSeconds *= 2;
  let firstRow = Number.POSITIVE_INFINITY;
  let lastRow = 0;
  let greatest = 1;
  const rows = first.heat.edgesSeconds.length - 1;
  for (const trial of alike) {
    const columns = Math.ceil(lengthSeconds / widthSeconds);
    heatGrid(trial.heat, columns, widthSeconds).forEach((value, i) => {
      if (value === 0) return;
      firstRow = Math.min(firstRow, i % rows);
      lastRow = Math.max(lastRow, i % rows);
      greatest = Math.max(greatest, value);
    });
  }
  if (firstRow > lastRow) return null;
  return { lengthSeconds, widthSeconds, firstRow, lastRow, greatest };
}

export function sameEdges(one: Trial, other: Trial): boolean {
  const a = one.heat.edgesSeconds;
  const b = other.heat.edgesSeconds;
  return a.length === b.length && a.every((edge, i) => Math.abs(edge - b[i]!) <= 1e-9 * edge);
}

/**
 * When requests started against how long they took: stronger colours hold more. What cells hold is told in
 * columns of `cellSeconds`. Null where there are no counts.
 */
export function heatmap(
  trial: Trial,
  scales: HeatScales,
  reference: Trial,
  cellSeconds: number,
  reader: Reader,
): Chart | null {
  const { heat } = trial;
  if (heat.count.length === 0 || !sameEdges(trial, reference)) return null;
  const { say, lang } = reader;
  const { columns, rows, values } = cellCounts(trial, scales);
  const low = Math.max(heat.edgesSeconds[scales.firstRow]!, 1e-6);
  const high = heat.edgesSeconds[scales.lastRow + 1]!;
  const picture = { columns, rows, values, greatest: scales.greatest, scale: 'logarithmic' as const };
  // The picture's last column may reach past the end of the trial: it is stretched by as much as it covers.
  const width = (plotWidth * columns * scales.widthSeconds) / scales.lengthSeconds;
  const slo = trial.plan?.sloSeconds ?? null;
  const unit = say('unit.perCell', { width: moment(scales.widthSeconds, lang) });
  // The limit is named in the legend where there is room for it.
  const room = plotWidth - legendWidth('1', mostText(picture, unit)) - 12;
  const sloName = slo === null ? '' : say('line.slo', { slo: exactDuration(slo, lang) });
  const fits = textWidth(say('panel.response')) * 1.08 + 14 + 20 + textWidth(sloName) <= room;
  const sloEntries = slo === null || !fits ? [] : [{ name: sloName, colour: light.vermillion, dash: [4, 3] }];
  const response = trial.whole.responseSeconds;
  return {
    id: chartId('heatmap', trial.id),
    trial: trial.id,
    title: say('chart.heatmap', { case: shown(trial.case, 40) }),
    alt: say('alt.heatmap', {
      trial: shown(trial.id, 40),
      requests: count(trial.whole.processed),
      p50: response ? duration(response.p50, lang) : '—',
      p99: response ? duration(response.p99, lang) : '—',
    }),
    spec: chartSpec({
      width: plotWidth,
      height: heatHeight,
      layer: [
        heatFrame(low, high, scales, reader),
        pictureLayer(picture, width, heatHeight),
        ...(slo === null || slo < low || slo > high
          ? []
          : [
              {
                data: { values: [{ y: slo }] },
                mark: { type: 'rule', color: light.vermillion, strokeDash: [4, 3] },
                encoding: { y: { field: 'y', type: 'quantitative' } },
              },
            ]),
        ...heading(say('panel.response'), sloEntries, room),
        ...rampLegend(picture, unit, plotWidth),
      ],
    }),
    table: heatTable(trial, scales, reader),
    tableNote: coarseNote(
      chartId('heatmap', trial.id),
      coarseSeconds(trial.lengthSeconds, scales),
      { seconds: heat.widthSeconds, classes: heat.edgesSeconds.length - 1 },
      reader,
    ),
    time: {
      lengthSeconds: scales.lengthSeconds,
      plot: plotWidth,
      tableStepSeconds: coarseSeconds(trial.lengthSeconds, scales),
      tableRunsAcross: false,
    },
    cells: cellDataOf(trial, scales, cellSeconds, say('cell.unobserved')),
    notes: slo === null || fits ? [] : [say('note.slo', { slo: sloName })],
  };
}

/** Counts by column and row of the picture, the slowest row first; `last` cuts what started from that second on. */
export function cellCounts(
  trial: Trial,
  scales: HeatScales,
  last = Number.POSITIVE_INFINITY,
): { columns: number; rows: number; values: Float64Array } {
  const columns = Math.ceil(scales.lengthSeconds / scales.widthSeconds);
  const allRows = trial.heat.edgesSeconds.length - 1;
  const rows = scales.lastRow - scales.firstRow + 1;
  const grid = heatGrid(trial.heat, columns, scales.widthSeconds);
  const values = new Float64Array(columns * rows);
  for (let column = 0; column < columns && column * scales.widthSeconds < last; column++)
    for (let row = 0; row < rows; row++)
      values[(rows - 1 - row) * columns + column] = grid[column * allRows + row + scales.firstRow]!;
  return { columns, rows, values };
}

/** Axes without a mark. */
export function heatFrame(low: number, high: number, scales: HeatScales, reader: Reader): Spec {
  return {
    data: { values: [{ x: 0, y: low }] },
    mark: { type: 'point', opacity: 0, size: 0 },
    encoding: {
      x: { field: 'x', ...timeAxis(scales.lengthSeconds, true, reader) },
      y: { field: 'y', ...responseAxis(low, high, reader.lang) },
    },
  };
}

const coarseEdges = [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, Number.POSITIVE_INFINITY];

export function coarseSeconds(lengthSeconds: number, scales: HeatScales): number {
  return scales.widthSeconds * Math.max(1, Math.ceil(lengthSeconds / scales.widthSeconds / 30));
}

/** What the coarse table of a chart leaves out of cells that are so long and so many to a column. */
export function coarseNote(
  id: string,
  stepSeconds: number,
  cells: { seconds: number; classes: number },
  { say, lang }: Reader,
): string {
  return say('table.classes', {
    step: moment(stepSeconds, lang),
    rows: cells.classes,
    width: moment(cells.seconds, lang),
    file: `data/${id}.csv`,
  });
}

/** The same counts in at most 30 periods and eight classes of response time. */
export function coarseTable(
  { heat }: Trial,
  scales: HeatScales,
  lengthSeconds: number,
  { lang, say }: Reader,
): { head: string[]; starts: number[]; counts: number[][] } {
  const width = coarseSeconds(lengthSeconds, scales);
  const columns = Math.max(1, Math.ceil(lengthSeconds / width));
  const rows = heat.edgesSeconds.length - 1;
  const grid = heatGrid(heat, columns, width);
  const classOf = (row: number) => {
    const middle = (heat.edgesSeconds[row]! + heat.edgesSeconds[row + 1]!) / 2;
    return coarseEdges.findIndex((edge, i) => middle >= edge && middle < (coarseEdges[i + 1] ?? 0));
  };
  const label = (i: number) =>
    coarseEdges[i + 1] === Number.POSITIVE_INFINITY
      ? `≥ ${duration(coarseEdges[i]!, lang)}`
      : `< ${duration(coarseEdges[i + 1]!, lang)}`;
  return {
    head: [say('table.from'), ...coarseEdges.slice(0, -1).map((_, i) => label(i))],
    starts: Array.from({ length: columns }, (_, column) => column * width),
    counts: Array.from({ length: columns }, (_, column) => {
      const sums = new Array<number>(coarseEdges.length - 1).fill(0);
      for (let row = 0; row < rows; row++) {
        const at = classOf(row);
        if (at >= 0) sums[at]! += grid[column * rows + row]!;
      }
      return sums;
    }),
  };
}

function heatTable(trial: Trial, scales: HeatScales, reader: Reader): Chart['table'] {
  const { head, starts, counts } = coarseTable(trial, scales, trial.lengthSeconds, reader);
  return {
    head,
    rows: starts.map((from, i) => [
      moment(from, reader.lang),
      ...counts[i]!.map((sum) => (sum === 0 ? '0' : digits(sum, 6))),
    ]),
  };
}
