import { decideReplicas } from '../../../../src/core/hpa/decide.ts';
import type { HpaFaults } from '../../../../src/core/hpa/round.ts';
import {
  defaultHpaConfig,
  type HpaCondition,
  type HpaDecision,
  type HpaSpec,
  type HpaState,
  initialHpaState,
  type KubernetesMinor,
  type MilliByResource,
  type PodSample,
  type PodState,
} from '../../../../src/core/model/hpa.ts';

/**
 * The rounds that the generator drew, as it writes them: tuples, because a case has many pods and the file is
 * committed. Instants are seconds after `baseSeconds`.
 */
export type Sequence = {
  spec: HpaSpec;
  config: [
    tolerance: number,
    window: number,
    cpuInit: number,
    delay: number,
    factor: number,
    minimum: number,
  ];
  gates: [configurableTolerance: boolean, podLevelResources: boolean, scaleToZero: boolean];
  /** The autoscaler starts with the condition that it brought the target to zero. */
  zeroed?: boolean;
  rounds: WrittenRound[];
};
export type WrittenRound = {
  at: number;
  current: number;
  pods: WrittenPod[];
  samples: WrittenSample[];
  fault?: 'get' | 'update' | 'no-selector' | 'bad-selector' | 'ambiguous';
  /** How long writing the scale takes. */
  writeFor?: number;
  answer: Answer;
};
type Named = [name: string, amounts: MilliByResource];
type WrittenPod = [
  name: string,
  phase: PodState['phase'],
  deleted: boolean,
  start: number | null,
  ready: [status: 'True' | 'False' | 'Unknown', transition: number | null] | null,
  containers: Named[],
  inits?: [...Named, restartable: boolean][] | null,
  requests?: MilliByResource | null,
  overhead?: MilliByResource | null,
];
type WrittenSample = [pod: string, timestamp: number, window: number, containers: Named[]];
type Event = [change: number, at: number, outdated: boolean];
/** Replicas afterwards, status.desiredReplicas (0: none yet), what the status and the memory then hold. */
export type Answer = [
  replicas: number,
  statusDesired: number,
  rescaleReason: string,
  errorCode: string,
  conditions: [type: string, status: string, reason: string, at: number][],
  metrics: ([utilization: number | null, averageMilli: number] | null)[],
  recommended: [replicas: number, at: number][],
  up: Event[],
  down: Event[],
];

/** 2000-01-01, where the generator's simulated clock begins. */
const baseSeconds = 946_684_800;

const scaledToZero: HpaCondition = {
  type: 'ScaledToZero',
  status: 'True',
  reason: 'ScaledToZero',
  message: '',
  lastTransitionSeconds: baseSeconds,
};

/** Our answers to the rounds of a sequence, in the generator's form. */
export function answersTo(sequence: Sequence, version: KubernetesMinor): Answer[] {
  const [configurableTolerance, podLevelResources, scaleToZero] = sequence.gates;
  let state: HpaState = sequence.zeroed
    ? { ...initialHpaState, conditions: [scaledToZero] }
    : initialHpaState;
  let metrics: Answer[5] = [];
  return sequence.rounds.map((round) => {
    const now = baseSeconds + round.at;
    const { decision, state: next } = decideReplicas({
      spec: sequence.spec,
      config: configOf(sequence),
      version,
      gates: { configurableTolerance, podLevelResources, scaleToZero },
      state,
      currentReplicas: round.current,
      pods: round.pods.map(podOf),
      samples: round.samples.map(sampleOf),
      now,
      scaledAt: now + (round.writeFor ?? 0),
      faults: faultsOf(round),
    });
    state = next;
    // A round that cannot read the scale leaves the metrics of the one before in the status.
    if (round.fault !== 'get') metrics = metricsOf(decision);
    return answerOf(decision, state, metrics);
  });
}

function configOf({ config }: Sequence): typeof defaultHpaConfig {
  const [tolerance, window, cpuInit, delay, factor, minimum] = config;
  return {
    ...defaultHpaConfig,
    tolerance,
    downscaleStabilizationSeconds: window,
    cpuInitializationPeriodSeconds: cpuInit,
    initialReadinessDelaySeconds: delay,
    legacyScaleUpFactor: factor,
    legacyScaleUpMinimum: minimum,
  };
}

function containerOf([name, requestsMilli]: Named) {
  return { name, requestsMilli };
}

function podOf([
  name,
  phase,
  deleted,
  start,
  ready,
  containers,
  inits,
  requests,
  overhead,
]: WrittenPod): PodState {
  return {
    name,
    phase,
    deleted,
    startTimeSeconds: start === null ? null : baseSeconds + start,
    ready:
      ready === null
        ? null
        : { status: ready[0], lastTransitionSeconds: ready[1] === null ? null : baseSeconds + ready[1] },
    containers: containers.map(containerOf),
    initContainers: (inits ?? []).map(([init, amounts, restartable]) => ({
      ...containerOf([init, amounts]),
      restartable,
    })),
    podRequestsMilli: requests ?? null,
    overheadMilli: overhead ?? null,
  };
}

function sampleOf([pod, timestamp, windowSeconds, containers]: WrittenSample): PodSample {
  return {
    pod,
    timestampSeconds: baseSeconds + timestamp,
    windowSeconds,
    containers: containers.map(([name, usageMilli]) => ({ name, usageMilli })),
  };
}

function faultsOf({ fault }: WrittenRound): HpaFaults {
  switch (fault) {
    case 'get':
      return { scaleUnreadable: fault };
    case 'update':
      return { scaleNotWritable: fault };
    case 'ambiguous':
      return { selector: { code: 'AMBIGUOUS_SELECTOR', message: fault } };
    case 'no-selector':
    case 'bad-selector':
      return { selector: { code: 'INVALID_SELECTOR', message: fault } };
    default:
      return {};
  }
}

function sinceBase(seconds: number | null): number {
  return Math.round(((seconds ?? 0) - baseSeconds) * 1e6) / 1e6;
}

function answerOf(decision: HpaDecision, state: HpaState, metrics: Answer[5]): Answer {
  const events = (list: HpaState['scaleUpEvents']) =>
    list.map(({ change, atSeconds, outdated }): Event => [change, sinceBase(atSeconds), outdated]);
  return [
    decision.desiredReplicas,
    state.statusDesiredReplicas ?? 0,
    decision.rescaleReason ?? '',
    decision.error?.code ?? '',
    state.conditions.map(({ type, status, reason, lastTransitionSeconds }) => [
      type,
      status,
      reason,
      sinceBase(lastTransitionSeconds),
    ]),
    metrics,
    (state.recommendations ?? []).map(({ replicas, atSeconds }) => [replicas, sinceBase(atSeconds)]),
    events(state.scaleUpEvents),
    events(state.scaleDownEvents),
  ];
}

function metricsOf({ proposals }: HpaDecision): Answer[5] {
  return proposals.map(({ averageMilli, utilization }) =>
    averageMilli === null ? null : [utilization, averageMilli],
  );
}
