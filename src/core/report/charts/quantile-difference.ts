import { median } from '../../math/median.ts';
import type { Trial } from '../../model/trial.ts';
import { inUnit, secondsSign, signedDuration, signOf, unitFor, unitName } from '../format.ts';
import { shown } from '../names.ts';
import { readableHistogram } from '../readable-histogram.ts';
import { heading } from './heading.ts';
import { light } from './palette.ts';
import { caseSeries, seriesChannel } from './series.ts';
import { type Chart, chartId, chartSpec, plotWidth, type Reader, type Spec } from './spec.ts';
import type { TrialPairs } from './trial-pairs.ts';

/** In percent. Beyond p99 single requests decide, of which each trial has few. */
const percents = [...Array.from({ length: 19 }, (_, i) => 5 * (i + 1)), 99];
const height = 150;

/** Quantiles of both trials of a pair in seconds, in the order of `percents`. */
interface Pair {
  trials: [Trial, Trial];
  base: number[];
  other: number[];
}

/**
 * The shift function (K. Doksum, "Empirical probability plots and statistical inference for nonlinear models in the two-sample case", 1974): by
 * how many seconds each quantile of the case lies above that of its base. The trial is the sample, so each pair of
 * trials has its own differences, and the line is their median. Null where no pair has both distributions.
 */
export function quantileDifference(
  paired: TrialPairs,
  ends: DifferenceEnds,
  colour: { colour: string; index: number },
  reader: Reader,
): Chart | null {
  const { say, lang } = reader;
  const pairs = paired.pairs.map(pairOf).filter((pair) => pair !== null);
  const first = pairs[0];
  if (first === undefined) return null;
  const [base, other] = first.trials;
  const names = { case: shown(other.case, 24), base: shown(base.case, 24) };
  const points = pairs.flatMap((pair) =>
    percents.map((percent, i) => ({ x: percent, y: pair.other[i]! - pair.base[i]! })),
  );
  const medians = percents.map((percent) => ({
    x: percent,
    y: median(points.filter(({ x }) => x === percent).map(({ y }) => y))!,
  }));
  const at = (percent: number) => signedDuration(medians.find(({ x }) => x === percent)!.y, lang);
  const y = differenceAxis(ends, lang);
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { domain: [0, 100], nice: false },
    axis: {
      title: say('axis.quantile'),
      values: [5, 25, 50, 75, 90, 99],
      labelExpr: "'p' + datum.value",
    },
  };
  const encoding = { ...seriesChannel(caseSeries(colour.index)), x, y };
  const single = pairs.length === 1;
  return {
    id: chartId('quantiles', `${other.id}-${base.id}`),
    trial: null,
    title: say('chart.quantiles', names),
    alt: say('alt.quantiles', { ...names, n: pairs.length, p50: at(50), p95: at(95), p99: at(99) }),
    spec: chartSpec({
      width: plotWidth,
      height,
      layer: [
        zeroLayer(x, y),
        ...directionLayers(say('line.slower', names), say('line.faster', names)),
        ...(single
          ? []
          : [
              {
                data: { values: points },
                mark: {
                  type: 'point',
                  filled: true,
                  size: 22,
                  opacity: 0.5,
                  color: colour.colour,
                  aria: true,
                },
                encoding,
              },
            ]),
        {
          data: { values: medians },
          mark: {
            type: 'line',
            color: colour.colour,
            strokeWidth: 1.8,
            aria: true,
            ...(single ? { point: { filled: true, size: 22, color: colour.colour } } : {}),
          },
          encoding,
        },
        ...heading(
          say('panel.quantiles', names),
          single
            ? []
            : [
                { name: say('line.pairs', { n: pairs.length }), colour: colour.colour, point: true },
                { name: say('line.medianOfPairs'), colour: colour.colour },
              ],
          plotWidth,
        ),
      ],
    }),
    table: tableOf(pairs, names, reader),
    records: recordsOf(pairs),
    notes: [
      say('note.quantiles', names),
      single
        ? say('note.quantiles.single', { trial: shown(other.id, 40), base: shown(base.id, 40) })
        : say(paired.by === 'repetition' ? 'note.quantiles.repetition' : 'note.quantiles.order', names),
      ...(paired.unpaired > 0 ? [say('note.quantiles.unpaired', { n: paired.unpaired })] : []),
      ...(pairs.length < paired.pairs.length ? [say('missing.histogram')] : []),
    ],
  };
}

/** The least and the greatest difference of any pair, in seconds; 0 is within. */
export interface DifferenceEnds {
  low: number;
  high: number;
}

/** What the axes of these charts have in common, so that they can be compared by eye. */
export function differenceEnds(all: readonly TrialPairs[]): DifferenceEnds {
  const values = all.flatMap(({ pairs }) =>
    pairs.flatMap((trials) => {
      const pair = pairOf(trials);
      return pair === null ? [] : pair.other.map((seconds, i) => seconds - pair.base[i]!);
    }),
  );
  return { low: Math.min(0, ...values), high: Math.max(0, ...values) };
}

function pairOf(trials: [Trial, Trial]): Pair | null {
  const [base, other] = trials.map(({ whole }) => {
    const times = readableHistogram(whole.histogram);
    return times === null || times.count === 0
      ? null
      : percents.map((percent) => times.quantileSeconds(percent / 100)!);
  });
  return !base || !other ? null : { trials, base, other };
}

/** Above and below all points there is room for the words that tell the direction. */
function differenceAxis({ low, high }: DifferenceEnds, lang: Reader['lang']): Spec {
  const room = Math.max(high - low, 0.001) * 0.18;
  const isMilliseconds = Math.max(high, -low) < 1;
  const unit = isMilliseconds ? ' ms' : secondsSign(lang);
  const size = `format(abs(datum.value)${isMilliseconds ? ' * 1000' : ''}, ',.3~g') + '${unit}'`;
  return {
    field: 'y',
    type: 'quantitative',
    scale: { domain: [low - room, high + room], nice: false },
    axis: {
      title: null,
      tickCount: 5,
      labelExpr: `datum.value === 0 ? '0' : (datum.value > 0 ? '+' : '\u2212') + ${size}`,
    },
  };
}

function zeroLayer(x: Spec, y: Spec): Spec {
  return {
    data: { values: [0, 100].map((at) => ({ x: at, y: 0 })) },
    mark: { type: 'line', color: light.slate, strokeWidth: 1.2 },
    encoding: { x, y },
  };
}

/** Which way is which, at the upper and the lower edge. */
function directionLayers(above: string, below: string): Spec[] {
  return [
    { text: `↑ ${above}`, y: 3, baseline: 'top' },
    { text: `↓ ${below}`, y: height - 3, baseline: 'bottom' },
  ].map(({ text, y, baseline }) => ({
    data: { values: [{ text }] },
    mark: { type: 'text', align: 'left', baseline, color: light.muted },
    encoding: { text: { field: 'text' }, x: { value: 4 }, y: { value: y } },
  }));
}

function tableOf(
  pairs: readonly Pair[],
  names: { case: string; base: string },
  { say, lang }: Reader,
): Chart['table'] {
  const unit = unitFor(
    pairs.flatMap((pair) => [...pair.base, ...pair.other]),
    100,
  );
  const signed = (value: number) => {
    const size = inUnit(Math.abs(value), unit);
    return `${signOf(value, size)}${size}`;
  };
  const head = [names.base, names.case, say('column.difference')];
  const spread = pairs.length === 1 ? [] : [say('column.least'), say('column.greatest')];
  return {
    head: [say('column.quantile'), ...[...head, ...spread].map((name) => `${name}, ${unitName(unit, lang)}`)],
    rows: percents.map((percent, i) => {
      const differences = pairs.map((pair) => pair.other[i]! - pair.base[i]!);
      return [
        `p${percent}`,
        inUnit(median(pairs.map((pair) => pair.base[i]!))!, unit),
        inUnit(median(pairs.map((pair) => pair.other[i]!))!, unit),
        signed(median(differences)!),
        ...(pairs.length === 1 ? [] : [signed(Math.min(...differences)), signed(Math.max(...differences))]),
      ];
    }),
  };
}

function recordsOf(pairs: readonly Pair[]): NonNullable<Chart['records']> {
  return [
    ['quantile', 'baseTrial', 'caseTrial', 'baseSeconds', 'caseSeconds', 'differenceSeconds'],
    ...pairs.flatMap(({ trials: [base, other], ...pair }) =>
      percents.map((percent, i) => [
        percent / 100,
        base.id,
        other.id,
        pair.base[i]!,
        pair.other[i]!,
        pair.other[i]! - pair.base[i]!,
      ]),
    ),
  ];
}
