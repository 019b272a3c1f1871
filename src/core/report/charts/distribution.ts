import { binRange, significantBits } from '../../math/histogram.ts';
import type { Histogram, Trial } from '../../model/trial.ts';
import { count, duration, exactDuration, percent, percentSign } from '../format.ts';
import { shown } from '../names.ts';
import { heading } from './heading.ts';
import { caseColour, light } from './palette.ts';
import { responseAxis } from './response-axis.ts';
import { caseSeries, seriesChannel } from './series.ts';
import { type Chart, chartSpec, plotWidth, type Reader, type Spec } from './spec.ts';

/** Classes of the lower panel: twelve for each factor of ten. */
const classesPerDecade = 12;

interface Curve {
  name: string;
  colour: string;
  dash?: number[];
  series: string;
  /** Upper ends of classes and the share of requests up to each: ascending. */
  ends: number[];
  shares: number[];
}

/** Histogram bins in seconds. Null for bins of a format that this version cannot read. */
function binsOf(histogram: Histogram): { low: number; high: number; count: number }[] | null {
  if (histogram.significantBits !== significantBits) return null;
  return histogram.bins.map((bin, i) => {
    const { low, width } = binRange(bin);
    return {
      low: low * histogram.unitSeconds,
      high: (low + width) * histogram.unitSeconds,
      count: histogram.counts[i] ?? 0,
    };
  });
}

function curveOf(trial: Trial, index: number): Curve | null {
  const bins = binsOf(trial.whole.histogram);
  if (bins === null || trial.whole.histogram.count === 0) return null;
  const ends: number[] = [];
  const shares: number[] = [];
  let seen = 0;
  for (const bin of bins) {
    seen += bin.count;
    // A point every half pixel or so is finer than anybody sees; the last bin always has its own.
    if (ends.length > 0 && bin.high / ends.at(-1)! < 1.02 && bin !== bins.at(-1)) continue;
    ends.push(bin.high);
    shares.push(seen / trial.whole.histogram.count);
  }
  const dashes: (number[] | undefined)[] = [undefined, undefined, [6, 2], [2, 2]];
  const dash = dashes[index % 4];
  return {
    name: shown(trial.case, 24),
    colour: caseColour(index),
    ...(dash === undefined ? {} : { dash }),
    series: caseSeries(index),
    ends,
    shares,
  };
}

/** Response times of the cases of one scenario over each other: share answered within a time, and share by class. */
export function distribution(
  id: string,
  title: string,
  trials: readonly Trial[],
  reader: Reader,
): Chart | null {
  const { say, lang } = reader;
  const curves = trials.map(curveOf).filter((curve) => curve !== null);
  if (curves.length === 0) return null;
  const low = Math.max(1e-4, Math.min(...curves.map((curve) => curve.ends[0]!)) / 1.2);
  const high = Math.max(low * 10, ...curves.map((curve) => curve.ends.at(-1)!)) * 1.1;
  const plan = trials.find((trial) => trial.plan !== null)?.plan ?? null;
  const limits = plan === null ? [] : [plan.satisfiedSeconds, plan.sloSeconds];
  const x = (last: boolean) => {
    const axis = responseAxis(low, high, lang, last ? say('axis.response') : null);
    return last
      ? axis
      : { ...axis, axis: { ...(axis.axis as Spec), labels: false, ticks: false, domain: false } };
  };
  const panel = (text: string, points: (curve: Curve) => Spec[], step: boolean, last: boolean): Spec => ({
    width: plotWidth,
    height: last ? 90 : 130,
    layer: [
      ...(last ? [] : [frameLayer(130)]),
      ...(limits.length === 0
        ? []
        : [
            {
              data: { values: limits.map((limit) => ({ x: limit })) },
              mark: { type: 'rule', color: light.vermillion, strokeWidth: 1, strokeDash: [2, 3] },
              encoding: { x: { field: 'x', ...x(last) } },
            },
          ]),
      ...curves.map((curve) => ({
        data: { values: points(curve) },
        mark: {
          type: 'line',
          interpolate: step ? 'step' : 'linear',
          color: curve.colour,
          strokeWidth: 1.8,
          ...(curve.dash === undefined ? {} : { strokeDash: curve.dash }),
          aria: true,
        },
        encoding: {
          ...seriesChannel(curve.series),
          x: { field: 'x', ...x(last) },
          y: {
            field: 'y',
            type: 'quantitative',
            scale: step ? { zero: true, nice: true } : { domain: [0, 100] },
            axis: { title: null, labelExpr: `datum.value + '${percentSign(lang)}'`, tickCount: step ? 3 : 5 },
          },
        },
      })),
      ...heading(text, last ? [] : curves, plotWidth),
    ],
  });
  return {
    id,
    trial: null,
    title,
    alt: say('alt.distribution', {
      cases: trials
        .map((trial) => {
          const response = trial.whole.responseSeconds;
          const figures = response
            ? `p50 ${duration(response.p50, lang)}, p95 ${duration(response.p95, lang)}`
            : say('cell.unobserved');
          return `${shown(trial.case, 24)}: ${figures}`;
        })
        .join('; '),
    }),
    spec: chartSpec({
      vconcat: [
        panel(
          say('panel.within'),
          (curve) => curve.ends.map((end, i) => ({ x: end, y: curve.shares[i]! * 100 })),
          false,
          false,
        ),
        panel(say('panel.classes'), (curve) => classes(curve, low, high), true, true),
      ],
      spacing: 30,
      bounds: 'flush',
    }),
    table: percentileTable(trials, reader),
    responseAxis: { low, high },
    notes: [
      ...(limits.length === 0
        ? []
        : [
            say('note.limits', {
              satisfied: exactDuration(limits[0]!, lang),
              slo: exactDuration(limits[1]!, lang),
            }),
          ]),
      ...(curves.length < trials.length ? [say('missing.histogram')] : []),
    ],
  };
}

/** Nothing to be seen: where the page's script lays the curve of a marked span over the others. */
function frameLayer(height: number): Spec {
  return {
    data: { values: [{}] },
    mark: { type: 'rect', opacity: 0, color: light.paper, aria: true },
    encoding: {
      ...seriesChannel('frame/within'),
      x: { value: 0 },
      x2: { value: plotWidth },
      y: { value: 0 },
      y2: { value: height },
    },
  };
}

/** Share of requests by class of response time, in percent, at the middles of the classes. */
function classes(curve: Curve, low: number, high: number): Spec[] {
  const factor = 10 ** (1 / classesPerDecade);
  const shareWithin = (end: number) => {
    let share = 0;
    for (let i = 0; i < curve.ends.length && curve.ends[i]! <= end; i++) share = curve.shares[i]!;
    return share;
  };
  const points: Spec[] = [];
  for (let from = low; from < high; from *= factor)
    points.push({
      x: from * Math.sqrt(factor),
      y: Number(((shareWithin(from * factor) - shareWithin(from)) * 100).toFixed(3)),
    });
  return points;
}

function percentileTable(trials: readonly Trial[], reader: Reader): Chart['table'] {
  const { say, lang } = reader;
  return {
    head: [
      say('column.case'),
      say('metric.processed'),
      say('metric.min'),
      'p50',
      'p90',
      'p95',
      'p99',
      say('metric.max'),
      say('metric.withinSlo'),
    ],
    rows: trials.map((trial) => {
      const response = trial.whole.responseSeconds;
      const times = response
        ? [response.min, response.p50, response.p90, response.p95, response.p99, response.max].map((value) =>
            duration(value, lang),
          )
        : new Array<string>(6).fill('—');
      const within = trial.whole.withinSloShare;
      return [
        shown(trial.id, 40),
        count(trial.whole.processed),
        ...times,
        within === null ? '—' : percent(within, lang),
      ];
    }),
  };
}
