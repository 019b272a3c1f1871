import {
  defaultHpaConfig,
  defaultKubernetesMinor,
  type HpaConfig,
  type HpaDecision,
  type HpaGates,
  type HpaRound,
  type HpaState,
  initialHpaState,
  type KubernetesMinor,
} from '../model/hpa.ts';
import { decideReplicas } from './decide.ts';
import type { HpaFaults } from './round.ts';

export type ReplayedRound = {
  readonly round: HpaRound;
  readonly replayed: HpaDecision;
  /** The recorded and the recomputed desired replicas are the same number. */
  readonly agrees: boolean;
};

/** The control plane that the rounds were recorded from. */
export type ReplaySettings = {
  readonly config?: HpaConfig;
  readonly version?: KubernetesMinor;
  readonly gates?: HpaGates;
};

/**
 * Recorded rounds computed again from their inputs, in the given order, with the controller's memory carried from
 * round to round for each service. The memory starts empty: what a controller knew before the first recorded round is
 * unknown, so the first windows of a recording that began late may differ.
 */
export function replayRounds(rounds: readonly HpaRound[], settings: ReplaySettings = {}): ReplayedRound[] {
  const states = new Map<string, HpaState>();
  return rounds.map((round) => {
    const faults = faultsOf(round.decision);
    const { decision, state } = decideReplicas({
      spec: round.spec,
      config: settings.config ?? defaultHpaConfig,
      version: settings.version ?? defaultKubernetesMinor,
      gates: settings.gates ?? {},
      state: states.get(round.service) ?? initialHpaState,
      currentReplicas: round.currentReplicas,
      pods: round.pods,
      samples: round.samples,
      now: round.at,
      faults,
    });
    states.set(round.service, state);
    return { round, replayed: decision, agrees: decision.desiredReplicas === round.decision.desiredReplicas };
  });
}

/** What went wrong outside the arithmetic is an input like the others. */
function faultsOf({ error }: HpaDecision): HpaFaults {
  if (error?.code === 'FAILED_GET_SCALE') return { scaleUnreadable: error.message };
  if (error?.code === 'FAILED_UPDATE_SCALE') return { scaleNotWritable: error.message };
  if (error?.code === 'INVALID_SELECTOR' || error?.code === 'AMBIGUOUS_SELECTOR')
    return { selector: { code: error.code, message: error.message } };
  return {};
}
