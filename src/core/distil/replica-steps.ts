import { integral, type StepSeries, stepsOf, sumOfSteps, valueAt } from '../math/step-series.ts';
import type { ReplicasLine } from '../model/observation.ts';
import type { ReplicaSeries } from '../model/trial.ts';
import type { Span } from './load-window.ts';
import { secondsSince } from './since.ts';

/** Replicas of one service, in seconds since the load started. */
export interface ReplicaSteps {
  desired: StepSeries;
  created: StepSeries;
  ready: StepSeries;
}

/** Steps by service, in the order of their names. */
export function replicaSteps(
  lines: readonly ReplicasLine[],
  loadStartSeconds: number,
): Record<string, ReplicaSteps> {
  const services = [...new Set(lines.map((line) => line.service))].sort();
  const steps = (service: string, field: 'desired' | 'created' | 'ready') =>
    stepsOf(
      lines
        .filter((line) => line.service === service)
        .map((line) => ({ t: secondsSince(loadStartSeconds, line.at), value: line[field] })),
    );
  return Object.fromEntries(
    services.map((service) => [
      service,
      {
        desired: steps(service, 'desired'),
        created: steps(service, 'created'),
        ready: steps(service, 'ready'),
      },
    ]),
  );
}

/** The three series on one axis of times, from the moment on at which all are known. */
export function replicaSeries({ desired, created, ready }: ReplicaSteps): ReplicaSeries {
  const { t } = sumOfSteps([desired, created, ready]);
  const times = [...new Set([...t, ...desired.t, ...created.t, ...ready.t])]
    .filter((time) => time >= (t[0] ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => a - b);
  const at = (series: StepSeries) => times.map((time) => valueAt(series, time)!);
  return { t: times, desired: at(desired), created: at(created), ready: at(ready) };
}

/** A stretch with one number of Ready pods has to last this long, or it is part of the change to the next one. */
const shortestPhaseSeconds = 3;
const mostPhases = 200;

/**
 * The window cut by the number of Ready pods: "5 pods", "8 pods", ... A number that lasted less than three seconds
 * (pods becoming Ready one after the other) belongs to the stretch that follows it.
 */
export function phasesOf(ready: StepSeries, lengthSeconds: number): (Span & { name: string })[] {
  const shortest = Math.max(shortestPhaseSeconds, lengthSeconds / mostPhases);
  const edges = [0, ...ready.t.filter((t) => t > 0 && t < lengthSeconds)];
  const phases: (Span & { pods: number })[] = [];
  let fromSeconds: number | null = null;
  edges.forEach((t, i) => {
    const pods = valueAt(ready, t);
    if (pods === null) return;
    const toSeconds = edges[i + 1] ?? lengthSeconds;
    const start: number = fromSeconds ?? t;
    fromSeconds = null;
    const last = phases.at(-1);
    if (last?.pods === pods) last.toSeconds = toSeconds;
    else if (toSeconds - t >= shortest || (last === undefined && toSeconds === lengthSeconds))
      phases.push({ pods, fromSeconds: start, toSeconds });
    else if (toSeconds === lengthSeconds && last !== undefined) last.toSeconds = lengthSeconds;
    else fromSeconds = start;
  });
  return phases.map(({ pods, ...span }) => ({ name: pods === 1 ? '1 pod' : `${pods} pods`, ...span }));
}

/** Integral of created pods over the window; null unless every service was observed through all of it. */
export function replicaSeconds(
  all: readonly (ReplicaSteps | undefined)[],
  lengthSeconds: number,
): number | null {
  let sum = 0;
  for (const steps of all) {
    const seconds = steps === undefined ? null : integral(steps.created, 0, lengthSeconds);
    if (seconds === null) return null;
    sum += seconds;
  }
  return all.length === 0 ? null : sum;
}
