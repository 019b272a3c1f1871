import { valueAt } from '../math/step-series.ts';
import type { ReplicaSeries, Trial } from '../model/trial.ts';
import { capacityPerSecond, demandPerSecond } from '../plan/demand.ts';

/**
 * What was asked for against what the Ready pods could do. Demand is what the planned load asks for when nobody has to
 * wait, capacity the CPU quota of the Ready pods over the mean CPU of a request: both are known before the measurement,
 * only the pods are measured. The areas are the elasticity metrics of Herbst et al. (2013), in pod-seconds.
 */
export interface Provisioning {
  /** Starts of the stretches, each up to the next; the last ends with the trial. Both in requests per second. */
  t: number[];
  demand: number[];
  capacity: number[];
  shortPodSeconds: number;
  idlePodSeconds: number;
  /** Share of the load's length in which there were too few, and more than needed by a pod or more. */
  shortShare: number;
  idleShare: number;
}

/** Null where the plan, the service or its pods are not known. */
export function provisioningOf(
  trial: Trial,
  replicas: ReplicaSeries | null,
  stepSeconds: number,
): Provisioning | null {
  const { plan, lengthSeconds } = trial;
  if (plan === null || replicas === null || replicas.t.length === 0) return null;
  const perPod = capacityPerSecond(plan, 1);
  if (perPod === null || !(perPod > 0) || !Number.isFinite(perPod)) return null;
  const steps = Math.max(1, Math.ceil(lengthSeconds / stepSeconds));
  const edges = [
    ...Array.from({ length: steps }, (_, i) => i * stepSeconds),
    ...replicas.t.filter((t) => t > 0),
  ];
  const t = [...new Set(edges.filter((at) => at < lengthSeconds))].sort((a, b) => a - b);
  const out: Provisioning = {
    t,
    demand: [],
    capacity: [],
    shortPodSeconds: 0,
    idlePodSeconds: 0,
    shortShare: 0,
    idleShare: 0,
  };
  t.forEach((from, i) => {
    const to = t[i + 1] ?? lengthSeconds;
    const pods = valueAt({ t: replicas.t, value: replicas.ready }, from) ?? 0;
    const demand = demandPerSecond(plan, (from + to) / 2);
    const lacking = demand / perPod - pods;
    out.demand.push(demand);
    out.capacity.push(pods * perPod);
    if (lacking > 0) {
      out.shortPodSeconds += lacking * (to - from);
      out.shortShare += (to - from) / lengthSeconds;
    } else {
      out.idlePodSeconds -= lacking * (to - from);
      if (lacking <= -1) out.idleShare += (to - from) / lengthSeconds;
    }
  });
  return Number.isFinite(out.shortPodSeconds) ? out : null;
}
