import type { Refusal } from '../../model/comparison.ts';
import type { Trial } from '../../model/trial.ts';
import { refusalsBetween } from '../comparability.ts';
import { unlikeHosts } from '../disturbance.ts';
import type { Pair } from './checked-figures.ts';

/**
 * Each difference once. Every trial is set against the first of the other side: where those are alike, all are, because being
 * alike is being equal.
 */
export function refusalsOf({ candidate, baseline }: Pair): Refusal[] {
  const [one, other] = [candidate[0], baseline[0]];
  if (one === undefined || other === undefined) return [];
  const pairs = [
    ...candidate.map((trial) => [trial, other] as const),
    ...baseline.slice(1).map((trial) => [one, trial] as const),
  ];
  const found = [
    ...pairs.flatMap(([a, b]) => [...refusalsBetween(a, b), ...armRefusals(a, b)]),
    ...unlikeHosts(candidate, baseline),
  ];
  return [...new Map(found.map((refusal) => [JSON.stringify(refusal), refusal])).values()];
}

/** A case keeps its arm and its limits, or it is another case under the same name. */
function armRefusals({ plan: a }: Trial, { plan: b }: Trial): Refusal[] {
  if (a === null || b === null) return [];
  const out: Refusal[] = [];
  const differ = (code: string, what: string, one: string, other: string) => {
    if (one !== other) out.push({ code, message: `${what}: ${one} against ${other}`, facts: { one, other } });
  };
  differ('arm-differs', 'arm', JSON.stringify(a.arm), JSON.stringify(b.arm));
  differ('limits-differ', 'limits on response times', limitsOf(a), limitsOf(b));
  return out;
}

function limitsOf(plan: { satisfiedSeconds: number; sloSeconds: number }): string {
  return `${plan.satisfiedSeconds} s, ${plan.sloSeconds} s`;
}
