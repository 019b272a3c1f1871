import { percentSign } from '../format.ts';
import { light } from './palette.ts';
import { type Line, panel } from './panel.ts';
import { seriesChannel } from './series.ts';
import type { Reader, Spec } from './spec.ts';
import { meansBy } from './stretch-means.ts';
import { thinned } from './thinned.ts';
import type { Course } from './timeline.ts';

/** Mean CPU of the Ready pods against the autoscaler's target; null where CPU was not observed. */
export function cpuPanel(course: Course, reader: Reader): ((last: boolean) => Spec) | null {
  const { trial, scales } = course;
  const { say, lang } = reader;
  const cpu = trial.cpu;
  if (cpu === null || !cpu.utilization.some((value) => value !== null)) return null;
  const arm = trial.plan?.arm;
  const target =
    trial.hpa.find((round) => round.targetUtilization !== null)?.targetUtilization ??
    (arm !== undefined && 'targetUtilization' in arm ? arm.targetUtilization : null);
  const width = course.columns.widthSeconds;
  const lines: Line[] = [
    { id: 'cpu', name: say('line.cpu'), colour: light.blue, points: meansBy(width, cpu.t, cpu.utilization) },
  ];
  if (cpu.throttledShare.some((value) => value !== null))
    lines.push({
      id: 'throttled',
      name: say('line.throttled'),
      colour: light.purple,
      width: 1,
      points: meansBy(
        width,
        cpu.t,
        cpu.throttledShare.map((share) => (share === null ? null : share * 100)),
      ),
    });
  if (target !== null)
    lines.push({
      id: 'target',
      name: say('line.target', { target }),
      colour: light.vermillion,
      dash: [4, 3],
      points: [
        { x: 0, y: target },
        { x: scales.lengthSeconds, y: target },
      ],
    });
  const seen = course.rounds.flatMap((round) =>
    round.utilization === null
      ? []
      : [{ x: round.t, y: Math.min(round.utilization, scales.utilizationPercent) }],
  );
  const read = thinned(seen, ({ x }) => x, scales.lengthSeconds);
  return (last) =>
    panel(
      {
        id: 'cpu',
        title: say('panel.cpu'),
        height: 64,
        lengthSeconds: scales.lengthSeconds,
        top: scales.utilizationPercent,
        moments: course.marked,
        shaded: course.shaded,
        last,
        ticks: [0, 50, 100, 150, 200].filter((tick) => tick <= scales.utilizationPercent + 1),
        labelExpr: `datum.value + '${percentSign(lang)}'`,
        lines,
        layers: read.length === 0 ? [] : [readLayer(read)],
        entries:
          read.length === 0
            ? []
            : [{ name: say('line.read'), colour: light.orange, series: 'cpu/read', point: true }],
      },
      reader,
    );
}

/** What the autoscaler read at its rounds, which is older than what the pods do. */
function readLayer(read: readonly { x: number; y: number }[]): Spec {
  return {
    data: { values: read },
    mark: { type: 'point', filled: true, size: 26, color: light.orange, opacity: 1, aria: true },
    encoding: {
      ...seriesChannel('cpu/read'),
      x: { field: 'x', type: 'quantitative' },
      y: { field: 'y', type: 'quantitative' },
    },
  };
}
