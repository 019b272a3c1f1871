import type { NodeSeries } from '../model/node-series.ts';
import type { NodeLine } from '../model/observation.ts';
import { Counter } from './counter.ts';
import { secondsSince } from './since.ts';

const counters = [
  'cpuSeconds',
  'idleSeconds',
  'diskReadBytes',
  'diskWrittenBytes',
  'receivedBytes',
  'sentBytes',
] as const;

/** Each node by column, in the order of their names; null where nobody looked. A value is null where it was not seen. */
export function nodeSeries(
  lines: readonly NodeLine[] | null,
  loadStartSeconds: number,
  columns: number,
  widthSeconds: number,
): NodeSeries[] | null {
  if (lines === null) return null;
  const names = [...new Set(lines.map(({ node }) => node))].sort();
  return names.map((node) => {
    const ours = lines
      .filter((line) => line.node === node)
      .map((line) => ({ ...line, at: secondsSince(loadStartSeconds, line.at) }))
      .sort((a, b) => a.at - b.at);
    return seriesOf(node, ours, columns, widthSeconds);
  });
}

function seriesOf(node: string, lines: readonly NodeLine[], columns: number, width: number): NodeSeries {
  const read = new Map(counters.map((name) => [name, new Counter()]));
  for (const line of lines)
    for (const name of counters) if (line[name] !== null) read.get(name)!.read(line.at, line[name]);
  const cores = lines.findLast((line) => line.cores !== null)?.cores ?? null;
  const t = Array.from({ length: columns }, (_, column) => column * width);
  const rate = (name: (typeof counters)[number]) =>
    t.map((from) => {
      const counter = read.get(name)!;
      const whole =
        counter.firstSeconds !== null && counter.firstSeconds <= from && counter.lastSeconds! >= from + width;
      const growth = whole ? counter.growth(from, from + width) : null;
      return growth === null ? null : growth / width;
    });
  const used = rate('cpuSeconds');
  const idle = rate('idleSeconds');
  const usedCores = t.map((from, i) => used[i] ?? meanCoresAt(lines, from + width / 2));
  return {
    node,
    cores,
    t,
    usedCores,
    idleShare: t.map((_, i) => shareOf(idle[i] ?? null, usedCores[i] ?? null, cores)),
    memoryBytes: t.map((from) => memoryAt(lines, from, from + width)),
    diskReadBytesPerSecond: rate('diskReadBytes'),
    diskWrittenBytesPerSecond: rate('diskWrittenBytes'),
    receivedBytesPerSecond: rate('receivedBytes'),
    sentBytesPerSecond: rate('sentBytes'),
  };
}

/** From the idle time where it is told, else from what was used. */
function shareOf(idle: number | null, used: number | null, cores: number | null): number | null {
  if (cores === null || (idle === null && used === null)) return null;
  return Math.min(1, Math.max(0, (idle ?? cores - used!) / cores));
}

function meanCoresAt(lines: readonly NodeLine[], seconds: number): number | null {
  const line = lines.find(
    ({ at, meanCores, windowSeconds }) =>
      meanCores !== null && windowSeconds !== null && at - windowSeconds <= seconds && seconds < at,
  );
  return line?.meanCores ?? null;
}

function memoryAt(lines: readonly NodeLine[], from: number, to: number): number | null {
  return (
    lines.findLast(({ at, memoryBytes }) => memoryBytes !== null && at >= from && at < to)?.memoryBytes ??
    null
  );
}
