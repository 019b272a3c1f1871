import type { Pod, Trial } from '../../model/trial.ts';
import { moment, percent } from '../format.ts';
import { columnsOf, shown } from '../names.ts';
import { servingPods } from '../serving-pods.ts';
import { heading } from './heading.ts';
import { light } from './palette.ts';
import { timeAxis } from './panel.ts';
import { type Picture, pictureLayer, rampLegend } from './picture.ts';
import { podShareRecords } from './pod-records.ts';
import { type Chart, chartId, chartSpec, podPlotWidth, type Reader } from './spec.ts';
import { periodsNote } from './table-note.ts';

export const rowHeight = 15;
export const mostPods = 40;
const mostColumns = 120;

/** Labels of at most `most` columns: of a long name its last parts, which is where pods of one service differ. */
export function labelsOf(pods: readonly Pod[], most: number): string[] {
  const seen = new Map<string, number>();
  return pods.map((pod) => {
    const name = shown(pod.name, 200);
    const short = columnsOf(name) <= most ? name : `…${wholeParts(endOf(name, most - 1))}`;
    const times = (seen.get(short) ?? 0) + 1;
    seen.set(short, times);
    return times === 1 ? short : `${short} (${times})`;
  });
}

/** The last characters of a text that fit into `columns`. */
function endOf(text: string, columns: number): string {
  const characters = [...text];
  let kept = '';
  while (characters.length > 0 && columnsOf(characters.at(-1) + kept) <= columns)
    kept = characters.pop() + kept;
  return kept;
}

/** Without the rest of the part that was cut: `al-6846b77cfc-6f7jw` begins in the midst of a word. */
function wholeParts(end: string): string {
  const at = end.indexOf('-');
  return at === -1 || at === end.length - 1 ? end : end.slice(at + 1);
}

/** Most requests a second of one pod in any of the trials: what the darkest colour stands for in all their pictures. */
export function greatestPodRate(trials: readonly Trial[], lengthSeconds: number): number {
  return Math.max(
    0,
    ...trials.map(
      (trial) => pictureOf(trial, servingPods(trial).slice(0, mostPods), lengthSeconds)?.greatest ?? 0,
    ),
  );
}

/** How the requests were shared among the pods over time: a row a pod, darker where it answered more. */
export function podShare(
  trial: Trial,
  lengthSeconds: number,
  greatest: number,
  reader: Reader,
): Chart | null {
  const { say, lang } = reader;
  const all = servingPods(trial);
  const pods = all.slice(0, mostPods);
  const own = pictureOf(trial, pods, lengthSeconds);
  if (own === null) return null;
  const picture = { ...own, greatest };
  const labels = labelsOf(pods, 20);
  const height = rowHeight * pods.length;
  const width = (podPlotWidth * picture.columns * picture.widthSeconds) / lengthSeconds;
  const x = { field: 'x', ...timeAxis(lengthSeconds, true, reader) };
  const y = {
    field: 'pod',
    type: 'nominal',
    scale: { type: 'band', domain: labels, padding: 0 },
    axis: { title: null, grid: false, labelFontSize: 9.5, labelLimit: 400, minExtent: 112, maxExtent: 112 },
  };
  const moments = (kind: 'createdSeconds' | 'readySeconds' | 'endedSeconds') =>
    pods.flatMap((pod, i) => {
      const at = pod[kind];
      return at === null || at < 0 || at > lengthSeconds ? [] : [{ x: at, pod: labels[i]! }];
    });
  const point = (values: object[], shape: string, colour: string, filled: boolean) => ({
    data: { values },
    mark: { type: 'point', shape, color: colour, filled, size: 45, opacity: 1, strokeWidth: 1.5 },
    encoding: { x, y },
  });
  const shares = pods.map((pod) => pod.shareOfFair).filter((share) => share !== null);
  return {
    id: chartId('pods', trial.id),
    trial: trial.id,
    title: say('chart.pods', { case: shown(trial.case, 40) }),
    alt: say('alt.pods', {
      trial: shown(trial.id, 40),
      pods: all.length,
      least: shares.length === 0 ? '—' : percent(Math.min(...shares), lang),
      most: shares.length === 0 ? '—' : percent(Math.max(...shares), lang),
    }),
    spec: chartSpec({
      width: podPlotWidth,
      height,
      layer: [
        {
          data: { values: labels.map((pod) => ({ pod })) },
          mark: { type: 'point', opacity: 0, size: 0 },
          encoding: { y },
        },
        pictureLayer(picture, width, height),
        point(moments('createdSeconds'), 'circle', light.vermillion, false),
        point(moments('readySeconds'), 'triangle-right', light.vermillion, true),
        point(moments('endedSeconds'), 'cross', light.ink, true),
        ...heading(say('panel.pods'), [], podPlotWidth),
        ...rampLegend(picture, say('unit.perSecond'), podPlotWidth),
      ],
    }),
    table: {
      head: [say('column.pod'), ...picture.periods.map((from) => moment(from, lang))],
      rows: picture.coarse.map((row, i) => [labels[i]!, ...row.map((value) => value.toFixed(1))]),
    },
    ...periodsNote(
      chartId('pods', trial.id),
      picture.coarseSeconds,
      (trial.heat.byPod ?? trial.heat).widthSeconds,
      reader,
    ),
    records: podShareRecords(trial),
    time: {
      lengthSeconds,
      plot: podPlotWidth,
      tableStepSeconds: picture.coarseSeconds,
      tableRunsAcross: true,
    },
    notes: [
      say('note.pods'),
      ...(all.length > pods.length ? [say('note.podsCut', { shown: pods.length, all: all.length })] : []),
    ],
  };
}

interface PodPicture extends Picture {
  widthSeconds: number;
  /** Starts of at most 20 periods, and requests per second by pod and period. */
  periods: number[];
  coarse: number[][];
  coarseSeconds: number;
}

function pictureOf(trial: Trial, pods: readonly Pod[], lengthSeconds: number): PodPicture | null {
  const { heat } = trial;
  const rowOf = new Map(pods.map((pod, row) => [pod.name, row]));
  const rowOfHeat = heat.pods.map((name, i) => (i === 0 ? undefined : rowOf.get(name)));
  const counts = heat.byPod ?? heat;
  if (pods.length === 0 || !counts.pod.some((pod) => rowOfHeat[pod] !== undefined)) return null;
  const width = (most: number) => {
    let seconds = counts.widthSeconds;
    while (lengthSeconds / seconds > most) seconds *= 2;
    return seconds;
  };
  const rates = (widthSeconds: number) => {
    const columns = Math.ceil(lengthSeconds / widthSeconds);
    const values = new Float64Array(columns * pods.length);
    counts.count.forEach((count, i) => {
      const row = rowOfHeat[counts.pod[i]!];
      const column = Math.floor(((counts.column[i]! + 0.5) * counts.widthSeconds) / widthSeconds);
      if (row !== undefined && column < columns) values[row * columns + column]! += count / widthSeconds;
    });
    return { columns, values };
  };
  const widthSeconds = width(mostColumns);
  const fine = rates(widthSeconds);
  const coarseWidth = width(20);
  const coarse = rates(coarseWidth);
  return {
    ...fine,
    rows: pods.length,
    widthSeconds,
    greatest: fine.values.reduce((most, value) => Math.max(most, value), 0),
    scale: 'linear',
    periods: Array.from({ length: coarse.columns }, (_, i) => i * coarseWidth),
    coarseSeconds: coarseWidth,
    coarse: pods.map((_, row) =>
      Array.from(coarse.values.subarray(row * coarse.columns, (row + 1) * coarse.columns)),
    ),
  };
}
