import type { Comparison } from '../model/comparison.ts';
import type { Trial } from '../model/trial.ts';
import { compareTrials } from './compare.ts';

/** Trials that are set against the others as a whole, e.g. one run of a campaign. */
export interface Side {
  /** Unique among the sides; stands before the names of its cases and trials. */
  label: string;
  trials: readonly Trial[];
}

/**
 * Sets the cases of each side against the case of the same name of the first side, by the same rules as arms of one
 * campaign: what may not be compared is refused. Returns the trials as they are named in the comparison.
 */
export function compareSides(sides: readonly Side[]): { comparison: Comparison; trials: Trial[] } {
  const base = sides[0];
  const baseCases = new Set(base?.trials.map((trial) => trial.case));
  const trials = sides.flatMap((side) =>
    side.trials.map((trial) => {
      const name = (text: string) => `${side.label}: ${text}`;
      const isCompared = side !== base && baseCases.has(trial.case);
      return {
        ...trial,
        id: name(trial.id),
        case: name(trial.case),
        plan:
          trial.plan === null
            ? null
            : {
                ...trial.plan,
                id: name(trial.plan.id),
                case: name(trial.plan.case),
                against: isCompared ? `${base!.label}: ${trial.case}` : null,
                // What somebody published is about arms, not about runs.
                published: null,
              },
      };
    }),
  );
  // Between runs of one arm there are no more pods and no ceiling that a gain could come from.
  return { comparison: { ...compareTrials(trials, null), decompositions: [] }, trials };
}
