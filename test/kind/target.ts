import { systemClock } from '../../src/edge/clock.ts';
import { KindTarget } from '../../src/edge/target/kubernetes/kind-target.ts';
import { nodePorts } from '../../src/edge/target/kubernetes/manifests/names.ts';
import { lanePrefix, machine, node, stepsOnStderr } from './lane.ts';

export const targetCluster = `${lanePrefix}-target`;
export const clock = systemClock();

/** A target of the tests' own: its cluster and its ports are nobody else's. */
export function laneTarget(): KindTarget {
  return new KindTarget({
    pid: process.pid,
    machine,
    node,
    clock,
    watcher: stepsOnStderr,
    podCores: 1.5,
    cluster: targetCluster,
    ports: nodePorts.map((containerPort) => ({ containerPort, hostPort: containerPort - 1000 })),
  });
}
