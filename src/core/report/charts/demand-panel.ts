import { count } from '../format.ts';
import { light } from './palette.ts';
import { panel } from './panel.ts';
import { seriesChannel } from './series.ts';
import type { Reader, Spec } from './spec.ts';
import type { Course } from './timeline.ts';

/** Demand against the capacity of the Ready pods, the area between them shaded: too few, or more than needed. */
export function demandPanel(course: Course, reader: Reader): ((last: boolean) => Spec) | null {
  const { scales, provisioning } = course;
  const { say } = reader;
  if (provisioning === null) return null;
  const { t, demand, capacity } = provisioning;
  const end = course.trial.lengthSeconds;
  const steps = (values: readonly number[]) => [
    ...t.map((x, i) => ({ x, y: values[i]! })),
    { x: end, y: values.at(-1)! },
  ];
  const area = (series: string, colour: string, from: readonly number[], to: readonly number[]): Spec => {
    const lower = steps(from);
    const upper = steps(from.map((value, i) => Math.max(value, to[i]!)));
    return {
      data: { values: lower.map(({ x, y }, i) => ({ x, y, to: upper[i]!.y })) },
      mark: { type: 'area', interpolate: 'step-after', color: colour, opacity: 0.25, aria: true },
      encoding: {
        ...seriesChannel(series),
        x: { field: 'x', type: 'quantitative' },
        y: { field: 'y', type: 'quantitative' },
        y2: { field: 'to' },
      },
    };
  };
  return (last) =>
    panel(
      {
        id: 'demand',
        title: say('panel.demand'),
        height: 56,
        lengthSeconds: scales.lengthSeconds,
        top: scales.demandPerSecond,
        moments: course.marked,
        shaded: course.shaded,
        last,
        ticks: [0, Math.floor(scales.demandPerSecond)],
        interpolate: 'step-after',
        lines: [
          {
            id: 'demand',
            name: say('line.demand'),
            colour: light.slate,
            dash: [3, 2],
            points: steps(demand),
          },
          { id: 'capacity', name: say('line.capacity'), colour: light.green, points: steps(capacity) },
        ],
        layers: [
          area('demand/short', light.vermillion, capacity, demand),
          area('demand/idle', light.blue, demand, capacity),
        ],
        entries: [
          {
            name: say('line.short', { area: count(provisioning.shortPodSeconds) }),
            colour: light.vermillion,
            width: 7,
            series: 'demand/short',
            soft: true,
          },
          {
            name: say('line.idle', { area: count(provisioning.idlePodSeconds) }),
            colour: light.blue,
            width: 7,
            series: 'demand/idle',
            soft: true,
          },
        ],
      },
      reader,
    );
}
