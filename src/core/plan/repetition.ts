import { derivedSeed, seededRandom, shuffled } from '../math/random.ts';
import { capabilitiesOf, type ScenarioPlan, type TrialPlan } from '../model/plan.ts';
import { notPredicted } from './not-predicted.ts';
import { predictLoads } from './predict.ts';
import { warmUpSeconds } from './warm-up.ts';

/** All of a trial that is the same in each repetition of its case. */
export type CasePlan = Omit<
  TrialPlan,
  | 'id'
  | 'trial'
  | 'order'
  | 'seed'
  | 'phases'
  | 'prediction'
  | 'notPredicted'
  | 'block'
  | 'warmUp'
  | 'repeats'
  | 'beside'
> & { beside: readonly ScenarioPlan[] };

const periodSeconds = 15;

/**
 * One repetition of all cases (of one target, in any order). It depends on nothing but the seed and its
 * number, so that repetitions which are added later are those that would have been planned at once.
 *
 * Where the target brings up clusters, trials run in blocks: a cluster for an arm, the arms in seeded random order, and
 * the arm's cases in seeded random order on it. A cluster of its own in each repetition keeps what is particular to one
 * cluster from being taken for what is particular to the arm. Elsewhere all cases of the repetition are shuffled.
 */
export function plannedRepetition(
  unordered: readonly CasePlan[],
  repetition: number,
  seed: number,
  firstOrder: number,
): TrialPlan[] {
  // By name, so that chance alone makes the order, whatever order they come in.
  const cases = [...unordered].sort((a, b) => (a.case < b.case ? -1 : 1));
  const order = (name: string) => seededRandom(derivedSeed(seed, `${name} ${repetition}`));
  const inBlocks = cases.some(({ target }) => capabilitiesOf[target].makesClusters);
  const arms = [...new Set(cases.map(({ armName }) => armName))];
  const chosen = inBlocks
    ? shuffled(arms, order('arms')).flatMap((arm) =>
        shuffled(
          cases.filter(({ armName }) => armName === arm),
          order(`cases of ${arm}`),
        ),
      )
    : shuffled(cases, order('order'));
  return chosen.map((each, i) => {
    const trialSeed = derivedSeed(seed, `${each.case} ${repetition}`);
    const plan = {
      ...each,
      id: `${each.case}.${repetition}`,
      trial: repetition,
      order: firstOrder + i,
      seed: trialSeed,
      phases: seededPhases(trialSeed),
      block: inBlocks ? { id: `${each.armName}.${repetition}`, warmUpSeconds } : null,
      warmUp: false,
      repeats: null,
    };
    const reason = notPredicted(plan);
    const [prediction, ...beside] = reason === null ? predictLoads(plan) : [];
    return {
      ...plan,
      beside: plan.beside.map((load, i) => ({ ...load, prediction: beside[i] ?? null })),
      prediction: prediction ?? null,
      notPredicted: reason,
    };
  });
}

/** Uniform phases: a trial must not depend on the luck of when the autoscaler looks. */
function seededPhases(seed: number): TrialPlan['phases'] {
  const random = seededRandom(seed);
  return {
    loadAfterSyncSeconds: random.next() * periodSeconds,
    metricsAfterSyncSeconds: random.next() * periodSeconds,
  };
}
