import type { HpaDecision, HpaProposal, HpaReason } from '../model/hpa.ts';
import { type Phrases, ratioText } from './phrases.ts';
import { english } from './phrases-en.ts';
import { korean } from './phrases-ko.ts';

export { type ReplayedRound, replayRounds } from './replay.ts';

/**
 * Why a round ended as it did, one sentence per step: each metric with its arithmetic, whatever held or limited the
 * size, and the result. An observed decision without its steps gives the result alone.
 */
export function explainDecision(decision: HpaDecision, lang: 'en' | 'ko'): string[] {
  const phrases = lang === 'ko' ? korean : english;
  return [
    ...decision.proposals.flatMap((proposal) => proposalLine(proposal, decision, phrases)),
    ...decision.reasons.map((reason) => reasonLine(reason, decision, phrases)),
    decision.rescale
      ? phrases.rescaled(decision.currentReplicas, decision.desiredReplicas)
      : phrases.stayed(decision.desiredReplicas),
  ];
}

function proposalLine(proposal: HpaProposal, decision: HpaDecision, phrases: Phrases): string[] {
  const { replicas, ratio, firstRatio, multiplier } = proposal;
  if (replicas === null || ratio === null || firstRatio === null || multiplier === null) return [];
  const label = labelOf(proposal, phrases);
  const { averageUtilization, averageValueMilli } = proposal.metric.target;
  const use =
    averageValueMilli === null
      ? phrases.utilization({ label, value: `${proposal.utilization} %`, target: `${averageUtilization} %` })
      : phrases.average({
          label,
          value: amountText(proposal.metric.name, proposal.averageMilli ?? 0),
          target: amountText(proposal.metric.name, averageValueMilli),
        });
  const first = ratio === firstRatio ? null : ratioText(firstRatio);
  if (dampened(proposal, decision))
    return [`${use}: ${phrases.ratio(ratioText(ratio), first)}; ${phrases.unchanged(replicas)}`];
  const target = averageValueMilli ?? averageUtilization ?? 1;
  const { used, product } = arithmetic(ratio, multiplier, replicas, target);
  return [`${use}: ${phrases.ratio(used, first)}; ${phrases.product(used, multiplier, product, replicas)}`];
}

/**
 * Two places of the ratio; the fraction that it is where the rounded product would not give the number that follows
 * (ceil(1.67 × 9) is 16, ceil(100/60 × 9) is 15); and the product itself where only its last binary digit explains it.
 */
function arithmetic(
  ratio: number,
  multiplier: number,
  replicas: number,
  target: number,
): { used: string; product: string | null } {
  const rounded = ratioText(ratio);
  if (Math.ceil(Number((Number(rounded) * multiplier).toFixed(9))) === replicas)
    return { used: rounded, product: null };
  const use = Math.round(ratio * target);
  const isExact = Math.ceil((use * multiplier) / target) === replicas;
  return { used: `${use}/${target}`, product: isExact ? null : String(ratio * multiplier) };
}

/** The metric asked for no change although its product might have said otherwise. */
function dampened(proposal: HpaProposal, decision: HpaDecision): boolean {
  const index = decision.proposals.indexOf(proposal);
  return decision.reasons.some(
    (reason) =>
      (reason.code === 'within-tolerance' ||
        reason.code === 'direction-flipped' ||
        reason.code === 'count-contradicts') &&
      reason.metric === index,
  );
}

function reasonLine(reason: HpaReason, decision: HpaDecision, phrases: Phrases): string {
  const proposal = 'metric' in reason ? decision.proposals[reason.metric] : undefined;
  const label = proposal === undefined ? '' : labelOf(proposal, phrases);
  const pods = 'pods' in reason ? phrases.pods(reason.pods) : '';
  // One phrase per code, each for its own reason: the table's type says so, the lookup cannot.
  const phrase = phrases.reason[reason.code] as (reason: HpaReason, label: string, pods: string) => string;
  return phrase(reason, label, pods);
}

function labelOf({ metric }: HpaProposal, phrases: Phrases): string {
  return phrases.label(metric.name, metric.type === 'ContainerResource' ? metric.container : null);
}

/** Milli-cores as they are, milli-bytes as MiB, anything else in whole units. */
function amountText(resource: string, milli: number): string {
  if (resource === 'cpu') return `${milli} m`;
  if (resource === 'memory') return `${(milli / 1000 / 2 ** 20).toFixed(1)} MiB`;
  return String(milli / 1000);
}
