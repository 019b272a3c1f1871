import type { Trial } from '../../model/trial.ts';
import { podFigures } from '../pod-figures.ts';
import { servingPods } from '../serving-pods.ts';
import type { Chart } from './spec.ts';

/** Requests of every pod by the columns of the record, of those in which it answered any. */
export function podShareRecords(trial: Trial): NonNullable<Chart['records']> {
  const counts = trial.heat.byPod ?? trial.heat;
  const { widthSeconds } = counts;
  const names = new Set(servingPods(trial).map(({ name }) => name));
  const cells = new Map<string, { pod: string; column: number; requests: number }>();
  counts.count.forEach((requests, i) => {
    const pod = trial.heat.pods[counts.pod[i]!]!;
    const column = counts.column[i]!;
    // Index 0 stands for pods that were not observed.
    if (counts.pod[i] === 0 || !names.has(pod)) return;
    const key = `${counts.pod[i]} ${column}`;
    cells.set(key, { pod, column, requests: (cells.get(key)?.requests ?? 0) + requests });
  });
  return [
    ['pod', 'fromSeconds', 'toSeconds', 'requests'],
    ...[...cells.values()].map(({ pod, column, requests }) => [
      pod,
      column * widthSeconds,
      (column + 1) * widthSeconds,
      requests,
    ]),
  ];
}

/** Figures of every pod, the pods that were not drawn included. */
export function podRateRecords(trial: Trial): NonNullable<Chart['records']> {
  return [
    ['pod', 'requests', 'requestsPerSecond', 'meanSeconds', 'usersAtOnce', 'shareOfFair'],
    ...servingPods(trial).map((pod) => {
      const { requestsPerSecond, users } = podFigures(trial, pod);
      return [pod.name, pod.requests, requestsPerSecond, pod.meanResponseSeconds, users, pod.shareOfFair];
    }),
  ];
}
