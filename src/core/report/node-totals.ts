import { mean } from '../math/mean.ts';
import type { NodeSeries } from '../model/node-series.ts';
import type { Trial } from '../model/trial.ts';

/** What one node did while the load ran; null where it was not seen. */
export interface NodeTotals {
  node: string;
  cores: number | null;
  meanUsedCores: number | null;
  leastIdleShare: number | null;
  mostMemoryBytes: number | null;
  /** Of the seconds in which it was seen. */
  diskReadBytes: number | null;
  diskWrittenBytes: number | null;
  receivedBytes: number | null;
  sentBytes: number | null;
}

/** Nodes of which something was seen while the load ran. */
export function observedNodes({ nodes }: Trial): NodeSeries[] {
  const seen = (values: readonly (number | null)[]) => values.some((value) => value !== null);
  return (nodes ?? []).filter((node) => seen(node.usedCores) || seen(node.idleShare));
}

export function nodeTotals(trial: Trial): NodeTotals[] {
  const { widthSeconds } = trial.series;
  return observedNodes(trial).map((node) => {
    const during = (values: readonly (number | null)[]) =>
      values.filter((value, i): value is number => value !== null && node.t[i]! < trial.lengthSeconds);
    const some = <T>(values: readonly T[], read: (values: readonly T[]) => number) =>
      values.length === 0 ? null : read(values);
    const total = (rates: readonly (number | null)[]) =>
      some(during(rates), (seen) => seen.reduce((sum, rate) => sum + rate * widthSeconds, 0));
    return {
      node: node.node,
      cores: node.cores,
      meanUsedCores: some(during(node.usedCores), mean),
      leastIdleShare: some(during(node.idleShare), (shares) => Math.min(...shares)),
      mostMemoryBytes: some(during(node.memoryBytes), (sizes) => Math.max(...sizes)),
      diskReadBytes: total(node.diskReadBytesPerSecond),
      diskWrittenBytes: total(node.diskWrittenBytesPerSecond),
      receivedBytes: total(node.receivedBytesPerSecond),
      sentBytes: total(node.sentBytesPerSecond),
    };
  });
}
