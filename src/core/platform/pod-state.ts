import type { PodState } from '../model/hpa.ts';

/** Name of the only container of a demo pod. */
export const containerName = 'app';

/** A running pod as the autoscaler's pod lister would show it. Times are seconds of the caller's clock. */
export function podStateOf(pod: {
  name: string;
  startSeconds: number;
  ready: boolean;
  readyChangedSeconds: number;
  terminating: boolean;
  cpuCores: number;
}): PodState {
  return {
    name: pod.name,
    phase: 'Running',
    deleted: pod.terminating,
    startTimeSeconds: pod.startSeconds,
    ready: { status: pod.ready ? 'True' : 'False', lastTransitionSeconds: pod.readyChangedSeconds },
    containers: [{ name: containerName, requestsMilli: { cpu: Math.round(pod.cpuCores * 1000) } }],
  };
}
