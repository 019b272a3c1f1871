import { secondsSign } from '../format.ts';
import { light } from './palette.ts';
import { panel } from './panel.ts';
import { seriesChannel } from './series.ts';
import type { Reader, Spec } from './spec.ts';
import { thinned } from './thinned.ts';
import type { Course } from './timeline.ts';

/** How old the newest CPU sample was at each round of the autoscaler: a stem a round. Null where nobody saw it. */
export function agePanel(course: Course, reader: Reader): ((last: boolean) => Spec) | null {
  const { scales } = course;
  const { say } = reader;
  const stems = thinned(
    course.rounds.flatMap((round) =>
      round.metricAgeSeconds === null ? [] : [{ x: round.t, y: round.metricAgeSeconds, foot: 0 }],
    ),
    (stem) => stem.x,
    scales.lengthSeconds,
    (stem) => stem.y,
  );
  if (stems.length === 0) return null;
  const x = { field: 'x', type: 'quantitative' };
  const y = { field: 'y', type: 'quantitative' };
  return (last) =>
    panel(
      {
        id: 'age',
        title: say('panel.age'),
        height: 30,
        lengthSeconds: scales.lengthSeconds,
        top: scales.ageSeconds,
        moments: course.marked,
        shaded: course.shaded,
        last,
        ticks: [0, scales.ageSeconds],
        labelExpr: `format(datum.value, '.2~f') + '${secondsSign(reader.lang)}'`,
        lines: [],
        layers: [
          {
            data: { values: stems },
            mark: { type: 'rule', color: light.orange, strokeWidth: 1.2, aria: true },
            encoding: {
              ...seriesChannel('age/age'),
              x,
              y: { field: 'foot', type: 'quantitative' },
              y2: { field: 'y' },
            },
          },
          {
            data: { values: stems },
            mark: { type: 'point', filled: true, size: 22, color: light.orange, opacity: 1, aria: true },
            encoding: { ...seriesChannel('age/age'), x, y },
          },
        ],
        entries: [{ name: say('line.age'), colour: light.orange, series: 'age/age', point: true }],
      },
      reader,
    );
}
