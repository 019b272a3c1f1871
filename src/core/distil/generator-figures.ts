import { mean } from '../math/mean.ts';
import type { GeneratorLine } from '../model/observation.ts';
import type { Trial } from '../model/trial.ts';
import { Counter } from './counter.ts';
import { secondsSince } from './since.ts';

/** The generator's lines within the window; times count from the start of load. */
export function generatorLinesIn(
  lines: readonly GeneratorLine[],
  loadStartSeconds: number,
  lengthSeconds: number,
): GeneratorLine[] {
  return lines
    .map((line) => ({ ...line, at: secondsSince(loadStartSeconds, line.at) }))
    .filter((line) => line.at > 0 && line.at <= lengthSeconds + 1);
}

/** CPU, memory and host of the generator over the window; null without a line in it. */
export function generatorFigures(
  lines: readonly GeneratorLine[],
  loadStartSeconds: number,
  lengthSeconds: number,
): Trial['generator'] {
  const within = generatorLinesIn(lines, loadStartSeconds, lengthSeconds);
  if (within.length === 0) return null;
  const cores = cpuCoresBetween(within);
  const steal = known(within, 'hostStealShare');
  return {
    meanCpuCores: meanCores(within),
    peakCpuCores: cores.length === 0 ? null : Math.max(...cores),
    peakRssBytes: greatest(known(within, 'rssBytes')),
    minHostIdleShare: least(known(within, 'hostIdleShare')),
    meanHostStealShare: steal.length === 0 ? null : mean(steal),
  };
}

function meanCores(lines: readonly GeneratorLine[]): number | null {
  const counter = new Counter();
  for (const line of lines) if (line.cpuSeconds !== null) counter.read(line.at, line.cpuSeconds);
  const { firstSeconds: from, lastSeconds: to } = counter;
  if (from === null || to === null || to <= from) return null;
  return counter.growth(from, to)! / (to - from);
}

/** Cores used between each two readings. */
export function cpuCoresBetween(lines: readonly GeneratorLine[]): number[] {
  const read = lines.filter((line) => line.cpuSeconds !== null);
  return read.slice(1).flatMap((line, i) => {
    const before = read[i]!;
    const seconds = line.at - before.at;
    return seconds > 0.2 ? [Math.max(0, line.cpuSeconds! - before.cpuSeconds!) / seconds] : [];
  });
}

/** The values of a field, where they were observed. */
export function known(lines: readonly GeneratorLine[], field: Exclude<keyof GeneratorLine, 'at'>): number[] {
  return lines.map((line) => line[field]).filter((value) => value !== null);
}

function greatest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
}

function least(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b));
}
