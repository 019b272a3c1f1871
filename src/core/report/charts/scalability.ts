import type { Trial } from '../../model/trial.ts';
import { answeredPerSecond } from '../answered.ts';
import { count, digits, moment } from '../format.ts';
import { shown } from '../names.ts';
import { podsOfPhase } from '../phase-name.ts';
import { heading } from './heading.ts';
import { caseColour, light } from './palette.ts';
import { caseSeries, seriesChannel } from './series.ts';
import { type Chart, chartSpec, plotWidth, type Reader } from './spec.ts';

/** Shorter phases are transitions: pods that became Ready one after another. */
const leastSeconds = 5;

interface Point {
  trial: string;
  pods: number;
  rate: number;
  seconds: number;
  colour: string;
  series: string;
}

/** Answers per second against Ready pods, with the line that proportional growth from the fewest pods would follow. */
export function scalability(
  id: string,
  title: string,
  trials: readonly Trial[],
  reader: Reader,
): Chart | null {
  const { say, lang } = reader;
  const points: Point[] = trials.flatMap((trial, index) =>
    trial.phases.flatMap(({ name, stretch }) => {
      const pods = podsOfPhase(name);
      const seconds = stretch.toSeconds - stretch.fromSeconds;
      const rate = answeredPerSecond(trial.series, stretch.fromSeconds, stretch.toSeconds);
      if (pods === null || rate === null || seconds < leastSeconds) return [];
      return [
        {
          trial: shown(trial.case, 24),
          pods,
          rate,
          seconds,
          colour: caseColour(index),
          series: caseSeries(index),
        },
      ];
    }),
  );
  if (points.length === 0) return null;
  const fewest = Math.min(...points.map((point) => point.pods));
  const base = points.filter((point) => point.pods === fewest).sort((a, b) => b.seconds - a.seconds)[0]!;
  const mostPods = Math.max(...points.map((point) => point.pods)) + 1;
  const top = Math.max(...points.map((point) => point.rate)) * 1.15;
  const perPod = base.rate / Math.max(1, base.pods);
  const x = {
    field: 'pods',
    type: 'quantitative',
    scale: { domain: [0, mostPods], nice: false },
    axis: { title: say('axis.pods'), tickMinStep: 1, format: 'd' },
  };
  const y = {
    field: 'rate',
    type: 'quantitative',
    scale: { domain: [0, top], nice: true },
    axis: { title: null },
  };
  // Proportional growth is drawn as far as it stays in the picture.
  const reach = perPod > 0 ? Math.min(mostPods, top / perPod) : mostPods;
  const cases = [...new Map(points.map((point) => [point.trial, point]))];
  return {
    id,
    trial: null,
    title,
    alt: say('alt.scalability', {
      points: points
        .map((point) => `${point.trial} ${say('phase.pods', { n: point.pods })} ${digits(point.rate)}`)
        .join(', '),
    }),
    spec: chartSpec({
      width: plotWidth,
      height: 150,
      layer: [
        {
          data: {
            values: [
              { pods: 0, rate: 0 },
              { pods: reach, rate: reach * perPod },
            ],
          },
          mark: { type: 'line', color: light.slate, strokeDash: [4, 3], strokeWidth: 1.2 },
          encoding: { x, y },
        },
        ...cases.map(([name, { colour, series }], i) => ({
          data: { values: points.filter((point) => point.trial === name) },
          mark: {
            type: 'point',
            filled: i % 2 === 1,
            color: colour,
            size: 70,
            opacity: 1,
            strokeWidth: 2,
            aria: true,
          },
          encoding: { ...seriesChannel(series), x, y },
        })),
        ...heading(
          say('axis.perSecond'),
          [
            ...cases.map(([name, { colour, series }]) => ({ name, colour, width: 4, series })),
            { name: say('line.proportional'), colour: light.slate, dash: [4, 3] },
          ],
          plotWidth,
        ),
      ],
    }),
    table: {
      head: [
        say('column.case'),
        say('axis.pods'),
        say('column.length'),
        say('column.answered'),
        say('column.perPod'),
      ],
      rows: points.map((point) => [
        point.trial,
        count(point.pods),
        moment(point.seconds, lang),
        digits(point.rate),
        digits(point.rate / Math.max(1, point.pods)),
      ]),
    },
    notes: [say('note.scalability', { least: moment(leastSeconds, lang) })],
  };
}
