import { lawCapacity } from '../../math/scaling-law.ts';
import type { Capacity } from '../../model/capacity.ts';
import { heading } from '../charts/heading.ts';
import { light } from '../charts/palette.ts';
import { type Chart, chartSpec, plotWidth, type Reader, type Spec } from '../charts/spec.ts';
import { digits } from '../format.ts';
import { capacitySummary } from './summary.ts';

/** Points of a curve; enough for no corner to be seen. */
const curvePoints = 60;

/** Demand against resources: what held, what did not, what was found, and the two laws through it. */
export function capacityChart(found: Capacity, reader: Reader): Chart {
  const { say, lang } = reader;
  const most = Math.max(...found.question.replicas);
  const loads = found.tried.map(({ perSecond }) => perSecond);
  const top = Math.max(1, ...loads) * 1.05;
  const x = {
    field: 'n',
    type: 'quantitative',
    scale: { domain: [0, most * 1.06], nice: false },
    axis: { title: say('axis.pods'), tickMinStep: 1, format: 'd' },
  };
  const y = { field: 'rate', type: 'quantitative', scale: { domain: [0, top] }, axis: { title: null } };
  const points = (held: boolean): Spec => ({
    data: {
      values: found.tried
        .filter((one) => one.held === held)
        // The one beside the other, because both lie close to what is carried.
        .map(({ replicas, perSecond }) => ({
          n: replicas + (held ? -1 : 1) * most * 0.012,
          rate: perSecond,
        })),
    },
    mark: held
      ? { type: 'point', shape: 'circle', filled: true, size: 22, opacity: 0.75, color: light.green }
      : { type: 'point', shape: 'cross', filled: true, size: 26, opacity: 0.75, color: light.vermillion },
    encoding: { x, y },
  });
  const curve = (colour: string, dash: number[], at: (n: number) => number): Spec => ({
    data: {
      values: Array.from({ length: curvePoints + 1 }, (_, i) => (i / curvePoints) * most * 1.06)
        .map((n) => ({ n, rate: at(n) }))
        .filter(({ rate }) => rate <= top),
    },
    mark: { type: 'line', color: colour, strokeDash: dash, strokeWidth: 1.4 },
    encoding: { x, y },
  });
  const { linear, universal, capacities } = found;
  const shape = universal && {
    rate: universal.rate.value,
    contention: universal.contention.value,
    coherency: universal.coherency.value,
  };
  return {
    id: 'capacity',
    trial: null,
    title: say('capacity.chart'),
    alt: say('capacity.chart.alt', {
      points: capacities
        .map(({ replicas, value }) => `${replicas}: ${value === null ? '\u2014' : `${digits(value)}/s`}`)
        .join(', '),
    }),
    spec: chartSpec({
      width: plotWidth,
      height: 260,
      layer: [
        ...(linear === null ? [] : [curve(light.slate, [4, 3], (n) => linear.rate.value * n)]),
        ...(shape === null ? [] : [curve(light.blue, [], (n) => lawCapacity(shape, n))]),
        {
          data: {
            values: capacities.flatMap(({ replicas, interval }) =>
              interval === null ? [] : [{ n: replicas, rate: interval.low, high: interval.high }],
            ),
          },
          mark: { type: 'rule', color: light.ink, strokeWidth: 1.5 },
          encoding: { x, y, y2: { field: 'high' } },
        },
        points(true),
        points(false),
        {
          data: {
            values: capacities.flatMap(({ replicas, value }) =>
              value === null ? [] : [{ n: replicas, rate: value }],
            ),
          },
          mark: { type: 'tick', orient: 'horizontal', color: light.ink, thickness: 2, size: 14 },
          encoding: { x, y },
        },
        ...heading(
          say('axis.perSecond'),
          [
            { name: say('capacity.entry.held'), colour: light.green, width: 5 },
            { name: say('capacity.entry.failed'), colour: light.vermillion, width: 5 },
            { name: say('capacity.entry.capacity'), colour: light.ink, width: 2 },
            ...(linear === null
              ? []
              : [{ name: say('capacity.entry.linear'), colour: light.slate, dash: [4, 3] }]),
            ...(shape === null ? [] : [{ name: say('capacity.entry.universal'), colour: light.blue }]),
          ],
          plotWidth,
        ),
      ],
    }),
    table: capacitySummary(found, lang).capacities,
    notes: [],
  };
}
