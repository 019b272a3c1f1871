import type { Trial } from '../../model/trial.ts';
import { count, duration, inUnit, moment, secondsSign } from '../format.ts';
import { shown } from '../names.ts';
import { columnsOf } from './columns.ts';
import { heading } from './heading.ts';
import { caseColour } from './palette.ts';
import { secondsLabel } from './panel.ts';
import { caseSeries, seriesField } from './series.ts';
import { spanDataOf } from './span-data.ts';
import { type Chart, chartSpec, plotWidth, type Reader } from './spec.ts';

/** Classes of users that the line joins. */
const mostClasses = 20;

interface Point {
  users: number;
  seconds: number;
  requests: number;
}

interface Cloud {
  name: string;
  index: number;
  points: Point[];
  line: Point[];
}

/** Active users against response time, as JMeter's composite graph shows them: where a platform bends. */
export function usersResponse(
  id: string,
  title: string,
  trials: readonly Trial[],
  reader: Reader,
): Chart | null {
  const { say, lang } = reader;
  const clouds = trials.map(cloudOf).filter((cloud) => cloud !== null);
  if (clouds.length === 0) return null;
  const all = clouds.flatMap((cloud) => cloud.points);
  const mostUsers = all.reduce((most, point) => Math.max(most, point.users), 1);
  const slowest = all.reduce((most, point) => Math.max(most, point.seconds), 0.001);
  const x = {
    field: 'users',
    type: 'quantitative',
    scale: { domain: [0, mostUsers * 1.04], nice: false },
    axis: { title: say('axis.users'), tickMinStep: 1 },
  };
  const y = {
    field: 'seconds',
    type: 'quantitative',
    scale: { domain: [0, slowest * 1.05], nice: true },
    axis: { title: null, labelExpr: secondsLabel(secondsSign(lang)) },
  };
  const color = { field: 'colour', type: 'nominal', scale: null, legend: null };
  const looks = ({ users, seconds }: Point, index: number) => ({
    users,
    seconds,
    series: `s:${caseSeries(index)}`,
    colour: caseColour(index),
  });
  return {
    id,
    trial: null,
    title,
    alt: say('alt.users', {
      cases: clouds
        .map(({ name, line }) =>
          say('alt.users.case', {
            case: name,
            fewest: count(line[0]!.users),
            low: duration(line[0]!.seconds, lang),
            most: count(line.at(-1)!.users),
            high: duration(line.at(-1)!.seconds, lang),
          }),
        )
        .join('; '),
    }),
    spec: chartSpec({
      width: plotWidth,
      height: 170,
      layer: [
        {
          data: { values: clouds.flatMap(({ index, points }) => points.map((point) => looks(point, index))) },
          mark: { type: 'point', shape: 'square', filled: true, size: 14, opacity: 0.35, aria: true },
          encoding: { ...seriesField('series'), x, y, color },
        },
        {
          data: { values: clouds.flatMap(({ index, line }) => line.map((point) => looks(point, index))) },
          mark: { type: 'line', strokeWidth: 1.8, aria: true },
          encoding: {
            ...seriesField('series'),
            x,
            y,
            color,
            detail: { field: 'series', type: 'nominal' },
          },
        },
        ...heading(
          say('metric.mean'),
          clouds.map(({ name, index }) => ({
            name,
            colour: caseColour(index),
            width: 4,
            series: caseSeries(index),
          })),
          plotWidth,
        ),
      ],
    }),
    table: {
      head: [say('column.case'), say('axis.users'), say('metric.processed'), `${say('metric.mean')}, ms`],
      rows: clouds.flatMap(({ name, line }) =>
        line.map((point) => [name, count(point.users), count(point.requests), inUnit(point.seconds, 'ms')]),
      ),
    },
    notes: [say('note.users', { width: moment(columnsOf(trials[0]!).widthSeconds, lang) })],
  };
}

/** Null where nobody said how many users there were, or nothing was answered. */
function cloudOf(trial: Trial, index: number): Cloud | null {
  const span = spanDataOf(trial);
  if (span === null) return null;
  const points = columnsOf(trial).users.flatMap((users, i) => {
    const requests = span.requests[i] ?? 0;
    return users === null || requests === 0
      ? []
      : [{ users, requests, seconds: span.sumSeconds[i]! / requests }];
  });
  if (points.length === 0) return null;
  const size = Math.max(1, Math.ceil(Math.max(...points.map((point) => point.users)) / mostClasses));
  const classes = new Map<number, { users: number; columns: number; sum: number; requests: number }>();
  for (const point of points) {
    const key = Math.floor((point.users - 1) / size);
    const found = classes.get(key) ?? { users: 0, columns: 0, sum: 0, requests: 0 };
    found.users += point.users;
    found.columns++;
    found.sum += point.seconds * point.requests;
    found.requests += point.requests;
    classes.set(key, found);
  }
  const line = [...classes.values()]
    .map(({ users, columns, sum, requests }) => ({
      users: users / columns,
      seconds: sum / requests,
      requests,
    }))
    .sort((a, b) => a.users - b.users);
  return { name: shown(trial.case, 24), index, points, line };
}
