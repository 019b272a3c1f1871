import type { HpaRound } from '../model/hpa.ts';
import { type BlindRound, blindRounds } from './blindness.ts';
import { english } from './phrases-en.ts';
import { korean } from './phrases-ko.ts';

/** A blind autoscaler in sentences. */
export interface ExplainedBlindness {
  /** The sentence that belongs to a round, or undefined for a round that saw. */
  sentenceOf(round: HpaRound): string | undefined;
  /** One sentence for each service whose autoscaler was blinded. */
  findings: string[];
}

/** Names the case in which unready pods blinded the autoscaler. Times are seconds after `originSeconds`. */
export function explainBlindness(
  rounds: readonly HpaRound[],
  originSeconds: number,
  lang: 'en' | 'ko',
): ExplainedBlindness {
  const phrases = lang === 'ko' ? korean : english;
  const blind = blindRounds(rounds);
  const services = [...new Set(blind.map((round) => round.service))].sort();
  return {
    sentenceOf({ at, service }) {
      const found = blind.find((round) => round.at === at && round.service === service);
      return found && phrases.blind(found);
    },
    findings: services.map((service) => {
      const ours = blind.filter((round) => round.service === service);
      return phrases.blinded({
        service,
        blind: ours.length,
        rounds: rounds.filter((round) => round.service === service).length,
        times: timesOf(ours, originSeconds),
        ...worstOf(ours),
      });
    }),
  };
}

/** The most that was overlooked over several rounds. */
export function worstOf(blind: readonly BlindRound[]) {
  const most = (values: number[]) => Math.max(...values);
  const worst = blind.reduce((a, b) => (b.leftOut.length > a.leftOut.length ? b : a));
  const known = blind.map((round) => round.utilizationWithThem).filter((value) => value !== null);
  return {
    leftOut: worst.leftOut.length,
    pods: worst.pods,
    proposed: most(blind.map((round) => round.proposedWithThem)),
    utilization: known.length === 0 ? null : most(known),
  };
}

/** `20.1 s, 35.2 s, ...`; of many, the first eight. */
export function timesOf(blind: readonly BlindRound[], originSeconds: number): string {
  const shown = blind.slice(0, 8).map(({ at }) => `${(at - originSeconds).toFixed(1)} s`);
  return shown.join(', ') + (blind.length > 8 ? ', ...' : '');
}
