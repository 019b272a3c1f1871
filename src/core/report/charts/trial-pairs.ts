import type { Trial } from '../../model/trial.ts';

/** Trials of two cases beside each other, base first. */
export interface TrialPairs {
  pairs: [Trial, Trial][];
  /** `repetition`: both have the same number in the campaign. `order`: the n-th that ran of each. */
  by: 'repetition' | 'order';
  /** Trials of either case that have no counterpart. */
  unpaired: number;
}

/**
 * The trials of the same repetition, which ran under the most alike conditions; where there is none, as between imports
 * or single trials of a case, the first with the first. Both lists are in the order of running.
 */
export function pairedTrials(bases: readonly Trial[], others: readonly Trial[]): TrialPairs {
  const unpairedBy = (pairs: readonly unknown[]) => bases.length + others.length - 2 * pairs.length;
  const numbered = [bases, others].every((trials) => {
    const numbers = trials.map(({ plan }) => plan?.trial);
    return !numbers.includes(undefined) && new Set(numbers).size === numbers.length;
  });
  const repeated = numbered
    ? bases.flatMap((base): [Trial, Trial][] => {
        const other = others.find(({ plan }) => plan!.trial === base.plan!.trial);
        return other === undefined ? [] : [[base, other]];
      })
    : [];
  if (repeated.length > 0) return { pairs: repeated, by: 'repetition', unpaired: unpairedBy(repeated) };
  const ordered = bases.slice(0, others.length).map((base, i): [Trial, Trial] => [base, others[i]!]);
  return { pairs: ordered, by: 'order', unpaired: unpairedBy(ordered) };
}
