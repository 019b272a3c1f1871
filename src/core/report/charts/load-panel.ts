import { light } from './palette.ts';
import { type Line, panel } from './panel.ts';
import type { Reader, Spec } from './spec.ts';
import { type Course, pointsOf } from './timeline.ts';

/** What was offered: users of a closed load, journeys of an open one. Null when neither was recorded. */
export function loadPanel(course: Course, reader: Reader): ((last: boolean) => Spec) | null {
  const { trial, columns, scales } = course;
  const { say } = reader;
  const open = trial.plan?.scenario.profile.model === 'open';
  const all: Line[] = open
    ? [
        {
          id: 'planned',
          name: say('line.planned'),
          colour: light.slate,
          dash: [3, 2],
          points: pointsOf(columns, columns.planned),
        },
        {
          id: 'started',
          name: say('line.started'),
          colour: light.blue,
          points: pointsOf(columns, columns.iterations),
        },
        {
          id: 'dropped',
          name: say('line.dropped'),
          colour: light.vermillion,
          points: pointsOf(columns, columns.dropped),
        },
      ]
    : [
        {
          id: 'planned',
          name: say('line.planned'),
          colour: light.slate,
          dash: [3, 2],
          points: pointsOf(columns, columns.planned),
        },
        {
          id: 'active',
          name: say('line.active'),
          colour: light.blue,
          points: pointsOf(columns, columns.users),
        },
      ];
  const lines = all.filter((line) => line.points.some((point) => point.y !== null));
  if (lines.length === 0) return null;
  return (last) =>
    panel(
      {
        id: 'load',
        title: say(open ? 'panel.journeys' : 'panel.users'),
        height: 40,
        lengthSeconds: scales.lengthSeconds,
        top: scales.users,
        ...(open ? {} : { ticks: [0, scales.users] }),
        moments: course.marked,
        shaded: course.shaded,
        last,
        lines,
      },
      reader,
    );
}
