import { type Entry, heading } from './heading.ts';
import { light } from './palette.ts';
import { seriesField } from './series.ts';
import { plotWidth, type Reader, type Spec } from './spec.ts';

/** One line (or dashes) of a panel. */
export interface Line {
  /** Names the series within its panel. */
  id: string;
  /** In the legend; empty for a second line of the same series. */
  name: string;
  colour: string;
  dash?: number[];
  width?: number;
  points: { x: number; y: number | null }[];
}

export interface PanelOptions {
  /** Names the panel within its chart, for the keys of its series. */
  id: string;
  title: string;
  height: number;
  lengthSeconds: number;
  /** Top of the vertical axis; the bottom is 0. */
  top: number;
  lines: readonly Line[];
  interpolate?: 'linear' | 'step-after';
  /** Moments that are marked through all panels, e.g. decisions of the autoscaler. */
  moments: readonly number[];
  /** Stretches of time that are shaded through all panels. */
  shaded?: readonly { from: number; to: number }[];
  last: boolean;
  /** Labelled values of the vertical axis; without them Vega chooses. */
  ticks?: readonly number[];
  /** Of the vertical labels, as a Vega expression of `datum.value`. */
  labelExpr?: string;
  layers?: readonly Spec[];
  /** Of the layers, for the legend. */
  entries?: readonly Entry[];
}

/** The shared time axis; only the lowest panel of a stack says its numbers. */
export function timeAxis(lengthSeconds: number, last: boolean, reader: Reader): Spec {
  return {
    type: 'quantitative',
    scale: { domain: [0, lengthSeconds], nice: false },
    axis: {
      title: last ? reader.say(inHours(lengthSeconds) ? 'axis.hours' : 'axis.time') : null,
      ...(inHours(lengthSeconds) ? { labelExpr: "format(datum.value / 3600, '~f')" } : {}),
      labels: last,
      ticks: last,
      domain: last,
      values: timeTicks(lengthSeconds),
    },
  };
}

/** From two hours on, seconds are too many to be read. */
const inHours = (lengthSeconds: number) => lengthSeconds >= 7200;

/** Five to ten round moments. */
export function timeTicks(lengthSeconds: number): number[] {
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800];
  const step = steps.find((each) => lengthSeconds / each <= 10) ?? 86_400;
  const ticks = Array.from({ length: Math.floor(lengthSeconds / step + 1e-9) + 1 }, (_, i) => i * step);
  return ticks.map((tick) => Number(tick.toFixed(6)));
}

/** Lines over time with a title, and its legend on the title's line. */
export function panel(options: PanelOptions, reader: Reader): Spec {
  const { lines, lengthSeconds } = options;
  const keyOf = (line: Line) => `${options.id}/${line.id}`;
  const x = { field: 'x', ...timeAxis(lengthSeconds, options.last, reader) };
  const yScale = { domain: [0, options.top], nice: true, clamp: true };
  const yAxis = {
    tickCount: Math.max(2, Math.round(options.height / 24)),
    ...(options.ticks === undefined ? {} : { values: options.ticks }),
    ...(options.labelExpr === undefined ? {} : { labelExpr: options.labelExpr }),
  };
  const y = { field: 'y', type: 'quantitative', scale: yScale, axis: { title: null, ...yAxis } };
  // One layer for all lines, their looks taken from the data: Vega-Lite's time goes by the number of layers.
  const look = (field: string, type: string) => ({ field, type, scale: null, legend: null });
  const layer = {
    data: {
      values: lines.flatMap((line, i) =>
        line.points.map((point) => ({
          ...point,
          line: i,
          series: `s:${keyOf(line)}`,
          colour: line.colour,
          width: line.width ?? 1.5,
          dash: line.dash ?? [],
        })),
      ),
    },
    mark: { type: 'line', interpolate: options.interpolate ?? 'linear', aria: true },
    encoding: {
      ...seriesField('series'),
      x,
      y,
      detail: { field: 'line', type: 'nominal' },
      color: look('colour', 'nominal'),
      size: look('width', 'quantitative'),
      strokeDash: look('dash', 'nominal'),
    },
  };
  return {
    width: plotWidth,
    height: options.height,
    layer: [
      ...shadeLayer(options.shaded ?? [], x),
      ...momentLayer(options.moments, x),
      ...(lines.length === 0 ? [frameLayer(x, y)] : [layer]),
      ...(options.layers ?? []),
      ...heading(
        options.title,
        [
          ...lines.filter((line) => line.name !== '').map((line) => ({ ...line, series: keyOf(line) })),
          ...(options.entries ?? []),
        ],
        plotWidth,
      ),
    ],
  };
}

/** Axes without a line: what there is to be seen lies in other layers. */
function frameLayer(x: Spec, y: Spec): Spec {
  return {
    data: { values: [{ x: 0, y: 0 }] },
    mark: { type: 'point', opacity: 0, size: 0 },
    encoding: { x, y },
  };
}

function shadeLayer(shaded: NonNullable<PanelOptions['shaded']>, x: Spec): Spec[] {
  if (shaded.length === 0) return [];
  return [
    {
      data: { values: shaded.map(({ from, to }) => ({ x: from, to })) },
      mark: { type: 'rect', color: light.slate, opacity: 0.09 },
      encoding: { x, x2: { field: 'to' } },
    },
  ];
}

function momentLayer(moments: readonly number[], x: Spec): Spec[] {
  if (moments.length === 0) return [];
  return [
    {
      data: { values: moments.map((at) => ({ x: at })) },
      mark: { type: 'rule', color: light.vermillion, strokeWidth: 1, strokeDash: [2, 3], opacity: 0.8 },
      encoding: { x },
    },
  ];
}

/** Seconds on an axis or in a text: in ms below one second. */
export const secondsLabel = (unit: string) =>
  `datum.value === 0 ? '0' : datum.value < 1 ? format(datum.value * 1000, ',.3~g') + ' ms' : format(datum.value, ',.3~g') + '${unit}'`;
