import type { Trial } from '../../model/trial.ts';
import { digits, percent } from '../format.ts';
import { shown } from '../names.ts';
import { podFigures } from '../pod-figures.ts';
import { servingPods } from '../serving-pods.ts';
import { light } from './palette.ts';
import { podRateRecords } from './pod-records.ts';
import { labelsOf, mostPods, rowHeight } from './pod-share.ts';
import { type Chart, chartId, chartSpec, podPlotWidth, type Reader, type Spec } from './spec.ts';

/** One measure of the pods: a column of bars with their values written beside them. */
interface Measure {
  title: string;
  colour: string;
  values: (number | null)[];
  text: (value: number) => string;
  /** Marked in every row: what an even balance would give. */
  mark: number | null;
}

/** Ends of the bars, the same in all trials of a report. */
export type PodScales = number[];

const gap = 14;
/** For the value beside the longest bar. */
const textRoom = 38;
/** What a value takes of it. */
const textWidth = 34;

/** Behind the bar; behind the mark where the mark would run through the text. */
function textStart(barEnd: number, mark: number | null): number {
  return mark !== null && mark > barEnd && mark < barEnd + textWidth ? mark : barEnd;
}

/** Pods beside each other as a performance monitor shows them: rate, response, users at once, share. */
export function podRates(trial: Trial, scales: PodScales, reader: Reader): Chart | null {
  const { say, lang } = reader;
  const all = servingPods(trial);
  const pods = all.slice(0, mostPods);
  const measures = measuresOf(trial, reader);
  if (pods.length === 0 || measures.every((measure) => measure.values.every((value) => value === null)))
    return null;
  const labels = labelsOf(pods, 20);
  const width = (podPlotWidth - gap * (measures.length - 1)) / measures.length;
  const y = {
    field: 'pod',
    type: 'nominal',
    scale: { type: 'band', domain: labels, padding: 0.25 },
    axis: { title: null, grid: false, labelFontSize: 9.5, labelLimit: 400, minExtent: 112, maxExtent: 112 },
  };
  const x = (field: string): Spec => ({ field, type: 'quantitative', scale: null, axis: null });
  const rates = measures[0]!.values.filter((value) => value !== null);
  const places = measures.map((measure, k) => {
    const left = k * (width + gap);
    return { measure, left, per: (width - textRoom) / (scales[k] || 1) };
  });
  const bars = places.flatMap(({ measure, left, per }) =>
    measure.values.flatMap((value, i) =>
      value === null
        ? []
        : [
            {
              pod: labels[i],
              from: left,
              to: left + value * per,
              textAt: textStart(left + value * per, measure.mark === null ? null : left + measure.mark * per),
              text: measure.text(value),
              colour: measure.colour,
            },
          ],
    ),
  );
  const even = places.flatMap(({ measure, left, per }) =>
    measure.mark === null ? [] : [{ x: left + measure.mark * per }],
  );
  // One layer for all measures: Vega-Lite's time goes by the number of layers.
  const columns: Spec[] = [
    {
      data: { values: places.map(({ measure, left }) => ({ x: left, text: measure.title })) },
      mark: { type: 'text', align: 'left', baseline: 'middle', fontWeight: 600, fontSize: 10 },
      encoding: { x: x('x'), y: { value: -9 }, text: { field: 'text' } },
    },
    {
      data: { values: bars },
      mark: { type: 'bar', opacity: 0.75 },
      encoding: {
        x: x('from'),
        x2: { field: 'to' },
        y,
        color: { field: 'colour', type: 'nominal', scale: null, legend: null },
      },
    },
    {
      data: { values: bars },
      mark: { type: 'text', align: 'left', dx: 4, fontSize: 9.5, color: light.muted },
      encoding: { x: x('textAt'), y, text: { field: 'text' } },
    },
    {
      data: { values: even },
      mark: { type: 'rule', color: light.ink, strokeDash: [2, 2] },
      encoding: { x: x('x') },
    },
  ];
  return {
    id: chartId('pod-rates', trial.id),
    trial: trial.id,
    title: say('chart.podRates', { case: shown(trial.case, 40) }),
    alt: say('alt.podRates', {
      trial: shown(trial.id, 40),
      pods: pods.length,
      least: rates.length === 0 ? '—' : digits(Math.min(...rates)),
      most: rates.length === 0 ? '—' : digits(Math.max(...rates)),
    }),
    spec: chartSpec({
      width: podPlotWidth,
      height: rowHeight * pods.length,
      layer: [
        {
          data: { values: labels.map((pod) => ({ pod })) },
          mark: { type: 'point', opacity: 0, size: 0 },
          encoding: { y },
        },
        ...columns,
      ],
    }),
    table: {
      head: [say('column.pod'), ...measures.map((measure) => measure.title)],
      rows: labels.map((label, i) => [
        label,
        ...measures.map(({ values, text }) => (values[i] === null ? '—' : text(values[i]!))),
      ]),
    },
    records: podRateRecords(trial),
    notes: [
      say('note.podRates'),
      ...(all.length > pods.length ? [say('note.podsCut', { shown: pods.length, all: all.length })] : []),
    ],
  };

  function measuresOf(of: Trial, { say: name }: Reader): Measure[] {
    return podMeasures(of).map((values, k) => ({
      title: [
        name('metric.throughput.short'),
        `${name('column.mean')}, ms`,
        name('column.usersAtOnce'),
        name('column.fair'),
      ][k]!,
      colour: [light.blue, light.orange, light.green, light.slate][k]!,
      values,
      text: k === 3 ? (value) => percent(value, lang) : (value) => digits(value),
      mark: k === 3 ? 1 : null,
    }));
  }
}

/** Requests a second, mean response in ms, users at once, share of a fair share: by measure and pod. */
function podMeasures(trial: Trial): (number | null)[][] {
  const pods = servingPods(trial).slice(0, mostPods);
  const figures = pods.map((pod) => podFigures(trial, pod));
  return [
    figures.map((each) => each.requestsPerSecond),
    pods.map((pod) => (pod.meanResponseSeconds === null ? null : pod.meanResponseSeconds * 1000)),
    figures.map((each) => each.users),
    pods.map((pod) => pod.shareOfFair),
  ];
}

export function podScalesOf(trials: readonly Trial[]): PodScales {
  const all = trials.map(podMeasures);
  return [0, 1, 2, 3].map((k) =>
    all.reduce(
      (most, measures) => measures[k]!.reduce<number>((max, value) => Math.max(max, value ?? 0), most),
      k === 3 ? 1 : 0,
    ),
  );
}
