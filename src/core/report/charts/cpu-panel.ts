import { light } from './palette.ts';
import { type Line, panel } from './panel.ts';
import type { Reader, Spec } from './spec.ts';
import type { Course } from './timeline.ts';

/** Mean CPU of the Ready pods against the autoscaler's target; null where CPU was not observed. */
export function cpuPanel(course: Course, reader: Reader): ((last: boolean) => Spec) | null {
  const { trial, scales } = course;
  const { say } = reader;
  const cpu = trial.cpu;
  if (cpu === null || !cpu.utilization.some((value) => value !== null)) return null;
  const arm = trial.plan?.arm;
  const target =
    trial.hpa.find((round) => round.targetUtilization !== null)?.targetUtilization ??
    (arm !== undefined && 'targetUtilization' in arm ? arm.targetUtilization : null);
  const width = course.columns.widthSeconds;
  const lines: Line[] = [
    { name: say('line.cpu'), colour: light.blue, points: meansBy(width, cpu.t, cpu.utilization) },
  ];
  if (cpu.throttledShare.some((value) => value !== null))
    lines.push({
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
      name: say('line.target', { target }),
      colour: light.vermillion,
      dash: [4, 3],
      points: [
        { x: 0, y: target },
        { x: scales.lengthSeconds, y: target },
      ],
    });
  return (last) =>
    panel(
      {
        title: say('panel.cpu'),
        height: 64,
        lengthSeconds: scales.lengthSeconds,
        top: scales.utilizationPercent,
        moments: course.decisions,
        last,
        ticks: [0, 50, 100, 150, 200].filter((tick) => tick <= scales.utilizationPercent + 1),
        labelExpr: "datum.value + ' %'",
        lines,
      },
      reader,
    );
}

/** Means of the samples that fall into each stretch of `width` seconds; nothing observed leaves a gap. */
function meansBy(width: number, t: readonly number[], values: readonly (number | null)[]): Line['points'] {
  const stretches = new Map<number, { sum: number; count: number }>();
  t.forEach((at, i) => {
    if (at < 0) return;
    const key = Math.floor(at / width);
    const stretch = stretches.get(key) ?? { sum: 0, count: 0 };
    const value = values[i] ?? null;
    if (value !== null) {
      stretch.sum += value;
      stretch.count++;
    }
    stretches.set(key, stretch);
  });
  return [...stretches]
    .sort(([a], [b]) => a - b)
    .map(([key, { sum, count }]) => ({ x: (key + 0.5) * width, y: count === 0 ? null : sum / count }));
}
