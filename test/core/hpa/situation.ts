import { decideReplicas } from '../../../src/core/hpa/decide.ts';
import type { HpaRoundInput } from '../../../src/core/hpa/round.ts';
import {
  defaultHpaConfig,
  type HpaDecision,
  type HpaMetric,
  type HpaState,
  initialHpaState,
  type PodSample,
  type PodState,
} from '../../../src/core/model/hpa.ts';

/** An arbitrary instant; nothing depends on it but the distances from it. */
export const now = 1_700_000_000;

export function cpuAt(percent: number): HpaMetric {
  return { type: 'Resource', name: 'cpu', target: { averageUtilization: percent, averageValueMilli: null } };
}

/** A pod that has long been Ready and requests 100 m, with what the test changes about it. */
export function pod(name: string, change: Partial<PodState> = {}): PodState {
  return {
    name,
    phase: 'Running',
    deleted: false,
    startTimeSeconds: now - 3600,
    ready: { status: 'True', lastTransitionSeconds: now - 3500 },
    containers: [{ name: 'app', requestsMilli: { cpu: 100, memory: 64_000 } }],
    ...change,
  };
}

export function sample(podName: string, cpuMilli: number, change: Partial<PodSample> = {}): PodSample {
  return {
    pod: podName,
    timestampSeconds: now - 10,
    windowSeconds: 15,
    containers: [{ name: 'app', usageMilli: { cpu: cpuMilli, memory: 64_000 } }],
    ...change,
  };
}

export function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `pod-${index}`);
}

/** `count` Ready pods that each use `cpuMilli` of their 100 m; between 1 and 100 replicas at a target of 60 %. */
export function situation(
  count: number,
  cpuMilli: number,
  change: Partial<HpaRoundInput> & { target?: number } = {},
): HpaRoundInput {
  const { target = 60, ...rest } = change;
  return {
    spec: { minReplicas: 1, maxReplicas: 100, metrics: [cpuAt(target)], behavior: null },
    config: defaultHpaConfig,
    version: '1.34',
    state: initialHpaState,
    currentReplicas: count,
    pods: names(count).map((name) => pod(name)),
    samples: names(count).map((name) => sample(name, cpuMilli)),
    now,
    ...rest,
  };
}

export function decide(input: HpaRoundInput): HpaDecision {
  return decideReplicas(input).decision;
}

/** What the metrics ask for, before windows and limits. */
export function proposed(input: HpaRoundInput): number | null {
  return decide(input).proposedReplicas;
}

/** A controller that has run for long: no recommendation is fresh any more. */
export const settled: HpaState = { ...initialHpaState, recommendations: [] };

/** Recommendations by age in seconds. */
export function remembering(
  ...entries: readonly (readonly [ageSeconds: number, replicas: number])[]
): HpaState {
  return {
    ...initialHpaState,
    recommendations: entries.map(([age, replicas]) => ({ replicas, atSeconds: now - age })),
  };
}
