import type { Trial } from '../../model/trial.ts';
import { light } from './palette.ts';
import { panel } from './panel.ts';
import { seriesChannel } from './series.ts';
import type { Reader, Spec } from './spec.ts';
import { thinned } from './thinned.ts';
import type { Course } from './timeline.ts';

export type TrialEvent = Trial['events'][number];

/** Kubernetes knows two types of event, Normal and Warning; alarms of other sources are recorded as warnings. */
export function isAlarm(event: TrialEvent): boolean {
  return event.type !== 'Normal';
}

/** Events while the load ran, alarms first. */
export function eventsUnderLoad(trial: Trial): TrialEvent[] {
  return trial.events
    .filter((event) => event.t >= 0 && event.t <= trial.lengthSeconds)
    .sort((a, b) => Number(isAlarm(b)) - Number(isAlarm(a)) || a.t - b.t);
}

/** Events on the time axis: a tick each, and above them a triangle for each alarm. Null without any. */
export function eventPanel(course: Course, reader: Reader): ((last: boolean) => Spec) | null {
  const { scales, trial } = course;
  const { say } = reader;
  const events = eventsUnderLoad(trial);
  if (events.length === 0) return null;
  const alarms = events.filter(isAlarm);
  const others = events.filter((event) => !isAlarm(event));
  const marks = (list: readonly TrialEvent[], y: number, mark: Spec, series: string): Spec[] =>
    list.length === 0
      ? []
      : [
          {
            data: {
              values: thinned(list, (event) => event.t, scales.lengthSeconds).map((event) => ({
                x: event.t,
                y,
              })),
            },
            mark: { ...mark, aria: true },
            encoding: {
              ...seriesChannel(series),
              x: { field: 'x', type: 'quantitative' },
              y: { field: 'y', type: 'quantitative' },
            },
          },
        ];
  return (last) =>
    panel(
      {
        id: 'events',
        title: say('panel.events'),
        height: 22,
        lengthSeconds: scales.lengthSeconds,
        top: 1,
        moments: course.marked,
        shaded: course.shaded,
        last,
        ticks: [],
        lines: [],
        layers: [
          ...marks(
            others,
            0.25,
            { type: 'tick', color: light.slate, thickness: 1.5, size: 9, orient: 'vertical', opacity: 0.9 },
            'events/others',
          ),
          ...marks(
            alarms,
            0.75,
            {
              type: 'point',
              shape: 'triangle-down',
              filled: true,
              size: 55,
              color: light.vermillion,
              opacity: 1,
            },
            'events/alarms',
          ),
        ],
        entries: [
          {
            name: say('line.alarms', { n: alarms.length }),
            colour: light.vermillion,
            series: 'events/alarms',
            point: true,
          },
          { name: say('line.events', { n: others.length }), colour: light.slate, series: 'events/others' },
        ],
      },
      reader,
    );
}
