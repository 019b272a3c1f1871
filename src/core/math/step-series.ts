/** A step function: `value[i]` holds from `t[i]` until `t[i + 1]`, the last one for ever; before `t[0]` nothing is known. */
export interface StepSeries {
  readonly t: readonly number[];
  readonly value: readonly number[];
}

/** Index of the step that holds at `t`, or -1 before the first. */
function stepAt(series: StepSeries, t: number): number {
  let low = 0;
  let high = series.t.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series.t[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** null before the first step. */
export function valueAt(series: StepSeries, t: number): number | null {
  return series.value[stepAt(series, t)] ?? null;
}

/** Integral over [from, to]; null where the series does not cover it. */
export function integral(series: StepSeries, from: number, to: number): number | null {
  let step = stepAt(series, from);
  if (step < 0) return null;
  let sum = 0;
  let t = from;
  while (t < to) {
    const end = Math.min(to, series.t[step + 1] ?? to);
    sum += series.value[step]! * (end - t);
    t = end;
    step++;
  }
  return sum;
}

/** Greatest value that held at some moment of [from, to]; null where the series does not cover it. */
export function greatest(series: StepSeries, from: number, to: number): number | null {
  const first = stepAt(series, from);
  if (first < 0) return null;
  let most = series.value[first]!;
  for (let i = first + 1; i < series.t.length && series.t[i]! <= to; i++)
    most = Math.max(most, series.value[i]!);
  return most;
}

/** The sum of several series, from the moment on at which all of them are known. */
export function sumOfSteps(all: readonly StepSeries[]): StepSeries {
  if (all.length === 0 || all.some((series) => series.t.length === 0)) return { t: [], value: [] };
  const start = Math.max(...all.map((series) => series.t[0]!));
  const times = [...new Set([start, ...all.flatMap((series) => series.t.filter((t) => t > start))])];
  times.sort((a, b) => a - b);
  return {
    t: times,
    value: times.map((t) => all.reduce((sum, series) => sum + valueAt(series, t)!, 0)),
  };
}

/**
 * Steps from samples in any order: of several at one time the last given holds, and a sample that changes nothing
 * is left out.
 */
export function stepsOf(samples: Iterable<{ t: number; value: number }>): StepSeries {
  const t: number[] = [];
  const value: number[] = [];
  for (const sample of [...samples].sort((a, b) => a.t - b.t)) {
    if (t.at(-1) === sample.t) {
      t.pop();
      value.pop();
    }
    if (value.at(-1) === sample.value) continue;
    t.push(sample.t);
    value.push(sample.value);
  }
  return { t, value };
}
