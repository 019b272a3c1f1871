import { light } from './palette.ts';
import { type Line, panel } from './panel.ts';
import type { Reader, Spec } from './spec.ts';
import { thinned } from './thinned.ts';
import type { Course } from './timeline.ts';

const mostLabels = 20;

/**
 * Desired, created and Ready pods as steps, with the autoscaler's rounds: a tick at the foot for each round, a
 * triangle with the change where it decided one. Null where replicas were not observed.
 */
export function replicaPanel(course: Course, reader: Reader): ((last: boolean) => Spec) | null {
  const { replicas, scales, trial } = course;
  const { say } = reader;
  if (replicas === null || replicas.t.length === 0) return null;
  const end = trial.lengthSeconds;
  const bounds = boundsOf(course);
  const lines: Line[] = [
    ...(bounds === null
      ? []
      : [
          { name: say('line.bounds'), points: steps(bounds.t, bounds.max, end) },
          { name: '', points: steps(bounds.t, bounds.min, end) },
        ].map((line) => ({ ...line, id: 'bounds', colour: light.slate, width: 1, dash: [1, 3] }))),
    {
      id: 'desired',
      name: say('line.desired'),
      colour: light.vermillion,
      width: 1.2,
      points: steps(replicas.t, replicas.desired, end),
    },
    {
      id: 'created',
      name: say('line.created'),
      colour: light.slate,
      width: 1.5,
      dash: [4, 2],
      points: steps(replicas.t, replicas.created, end),
    },
    {
      id: 'ready',
      name: say('line.ready'),
      colour: light.green,
      width: 2.2,
      points: steps(replicas.t, replicas.ready, end),
    },
  ];
  return (last) =>
    panel(
      {
        id: 'replicas',
        title: say('panel.replicas'),
        height: 84,
        lengthSeconds: scales.lengthSeconds,
        // A pod's room above the highest step, for the label of the decision.
        top: Math.ceil(scales.pods * 1.15),
        moments: course.marked,
        shaded: course.shaded,
        last,
        interpolate: 'step-after',
        labelExpr: "datum.value === floor(datum.value) ? format(datum.value, ',') : ''",
        lines,
        layers: roundLayers(course),
      },
      reader,
    );
}

/** The fewest and the most pods that the autoscaler may ask for: from its rounds, because a schedule may raise them. */
function boundsOf({ trial, rounds }: Course): { t: number[]; min: number[]; max: number[] } | null {
  const changes = rounds.filter(({ minReplicas, maxReplicas }, i) => {
    const before = rounds[i - 1];
    return minReplicas !== before?.minReplicas || maxReplicas !== before?.maxReplicas;
  });
  if (changes.length > 0)
    return {
      t: changes.map((round, i) => (i === 0 ? 0 : round.t)),
      min: changes.map((round) => round.minReplicas),
      max: changes.map((round) => round.maxReplicas),
    };
  const arm = trial.plan?.arm;
  return arm === undefined || !('min' in arm) ? null : { t: [0], min: [arm.min], max: [arm.max] };
}

/** A step series within the trial: the value that holds at the start of the load, every change, the end. */
function steps(t: readonly number[], values: readonly number[], end: number): Line['points'] {
  const points: Line['points'] = [];
  t.forEach((at, i) => {
    if (at > end) return;
    const point = { x: Math.max(0, at), y: values[i]! };
    if (points.at(-1)?.x === point.x) points.pop();
    points.push(point);
  });
  const lastPoint = points.at(-1);
  if (lastPoint !== undefined && lastPoint.x < end) points.push({ x: end, y: lastPoint.y });
  return points;
}

function roundLayers(course: Course): Spec[] {
  const { rounds, scales } = course;
  if (rounds.length === 0) return [];
  const x = { field: 'x', type: 'quantitative', scale: { domain: [0, scales.lengthSeconds], nice: false } };
  // Where changes are many, the steps say them; labels would cover them.
  const changes = (course.marked.length > mostLabels ? [] : rounds)
    .filter((round) => course.marked.length > 0 && round.desired !== round.current)
    .map((round) => ({
      x: round.t,
      y: round.desired,
      shape: round.desired > round.current ? 'triangle-up' : 'triangle-down',
      text: `${round.current}→${round.desired}`,
      late: round.t > scales.lengthSeconds * 0.85,
    }));
  const y = { field: 'y', type: 'quantitative' };
  return [
    {
      data: {
        values: thinned(rounds, (round) => round.t, scales.lengthSeconds).map(({ t }) => ({ x: t, y: 0 })),
      },
      mark: { type: 'tick', color: light.vermillion, thickness: 1, size: 7, orient: 'vertical', yOffset: -4 },
      encoding: { x, y },
    },
    {
      data: { values: changes },
      mark: { type: 'point', filled: true, size: 60, color: light.vermillion, opacity: 1 },
      encoding: { x, y, shape: { field: 'shape', type: 'nominal', scale: null } },
    },
    // Drawn twice: a rim in the colour of the paper keeps the label readable on a line.
    ...[light.paper, light.vermillion].flatMap((colour) =>
      [false, true].map((late) => ({
        data: { values: changes.filter((change) => change.late === late) },
        mark: {
          type: 'text',
          align: late ? 'right' : 'left',
          fontSize: 10,
          dx: late ? -6 : 6,
          dy: -7,
          color: colour,
          ...(colour === light.paper ? { stroke: light.paper, strokeWidth: 3 } : {}),
        },
        encoding: { x, y, text: { field: 'text' } },
      })),
    ),
  ];
}
