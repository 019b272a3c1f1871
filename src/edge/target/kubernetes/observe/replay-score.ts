import type { ControllerWord } from './controller-log.ts';
import type { ComputedRound } from './hpa.ts';

/** A logged proposal and the round that we recorded of it are at most this far apart. */
const nearSeconds = 3;

export interface ReplayScore {
  /** Proposals that the controller logged. */
  logged: number;
  agreeing: number;
  /** One sentence for each that differs. */
  differences: string[];
}

/** Holds what the algorithm here gave for each round against what the controller itself logged. */
export function replayScore(words: readonly ControllerWord[], rounds: readonly ComputedRound[]): ReplayScore {
  const proposals = words.filter((word) => word.kind === 'proposal');
  const differences = proposals.flatMap(({ service, atSeconds, desiredReplicas }) => {
    const round = rounds.find(
      (candidate) => candidate.service === service && Math.abs(candidate.atSeconds - atSeconds) < nearSeconds,
    );
    const when = `${service} at ${atSeconds.toFixed(1)}`;
    if (round === undefined) return [`${when}: proposed ${desiredReplicas}, and no round was recorded`];
    const { proposedReplicas } = round.computed;
    if (proposedReplicas === desiredReplicas) return [];
    return [
      `${when}: the controller proposed ${desiredReplicas}, the replay ${proposedReplicas ?? 'nothing'}`,
    ];
  });
  return { logged: proposals.length, agreeing: proposals.length - differences.length, differences };
}
