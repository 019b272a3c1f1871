import type { Interval } from '../math/interval.ts';
import { mean } from '../math/mean.ts';
import { derivedSeed, seededRandom, shuffled } from '../math/random.ts';
import { type CapacityPoint, linearLaw, universalLaw } from '../math/scaling-law.ts';
import { studentQuantile } from '../math/student.ts';
import type { Capacity, CapacityQuestion, TriedLoad } from '../model/capacity.ts';
import { nextStep, type SearchStep } from './search.ts';
import type { Search } from './trial-plan.ts';
import { startPerSecond } from './trial-plan.ts';

const confidence = 0.95;

/** What `tried` says about the next load of one search. Tries that are not to be trusted say nothing. */
export function stepOf(question: CapacityQuestion, search: Search, tried: readonly TriedLoad[]): SearchStep {
  const own = tried.filter(
    ({ replicas, repeat }) => replicas === search.replicas && repeat === search.repeat,
  );
  const step = nextStep(
    own.flatMap(({ perSecond, held }) => (held === null ? [] : [{ perSecond, held }])),
    {
      startPerSecond: startPerSecond(question, search),
      resolution: question.resolution,
      mostTries: question.mostTries,
    },
  );
  // Tries that could not be judged count against the limit, so that a broken place ends the search too.
  if (step.kind !== 'try' || own.length < question.mostTries) return step;
  const ends = (held: boolean, of: (...values: number[]) => number) => {
    const loads = own.filter((one) => one.held === held).map(({ perSecond }) => perSecond);
    return loads.length === 0 ? null : of(...loads);
  };
  return { kind: 'not found', lowPerSecond: ends(true, Math.max), highPerSecond: ends(false, Math.min) };
}

/** Everything that the tried loads say together. */
export function capacityOf(question: CapacityQuestion, label: string, tried: readonly TriedLoad[]): Capacity {
  const searches = searchesOf(question).flatMap((search) => {
    const step = stepOf(question, search, tried);
    if (step.kind === 'try') return [];
    const { lowPerSecond, highPerSecond } = step;
    return [
      { ...search, lowPerSecond, highPerSecond, perSecond: step.kind === 'found' ? step.perSecond : null },
    ];
  });
  const points: CapacityPoint[] = searches.flatMap(({ replicas, perSecond }) =>
    perSecond === null ? [] : [{ n: replicas, capacity: perSecond }],
  );
  const groups = question.replicas.map((replicas) => ({
    replicas,
    logs: points.filter(({ n }) => n === replicas).map(({ capacity }) => Math.log(capacity)),
  }));
  const scatter = pooledScatter(groups.map(({ logs }) => logs));
  return {
    schema: 'peakproof/capacity/1',
    question,
    label,
    tried: [...tried],
    searches,
    capacities: groups.map(({ replicas, logs }) => ({
      replicas,
      byRepeat: logs.map(Math.exp),
      value: logs.length === 0 ? null : Math.exp(mean(logs)),
      interval: logs.length === 0 ? null : around(mean(logs), 1 / logs.length, scatter),
      predictedPerSecond:
        question.predictedPerReplica === null ? null : question.predictedPerReplica * replicas,
    })),
    linear: points.length === 0 ? null : linearLaw(points, confidence),
    universal: universalLaw(points, confidence),
    steps: groups.slice(1).flatMap((group, i) => {
      const before = groups[i]!;
      if (before.logs.length === 0 || group.logs.length === 0) return [];
      const log = mean(group.logs) - mean(before.logs);
      const interval = around(log, 1 / group.logs.length + 1 / before.logs.length, scatter);
      return [{ from: before.replicas, to: group.replicas, ratio: Math.exp(log), interval }];
    }),
  };
}

/** Every search of a question in the order of running: within each repeat, all numbers of replicas in seeded random order. */
export function searchesOf(question: CapacityQuestion): Search[] {
  return Array.from({ length: question.repeats }, (_, i) => i + 1).flatMap((repeat) =>
    shuffled(question.replicas, seededRandom(derivedSeed(question.seed, `order ${repeat}`))).map(
      (replicas) => ({
        replicas,
        repeat,
      }),
    ),
  );
}

interface Scatter {
  deviation: number;
  freedom: number;
}

/** Of logarithms about the mean of their own number of replicas, all numbers together; null without a repeat. */
function pooledScatter(groups: readonly (readonly number[])[]): Scatter | null {
  let [squares, freedom] = [0, 0];
  for (const logs of groups) {
    if (logs.length === 0) continue;
    const centre = mean(logs);
    squares += logs.reduce((sum, log) => sum + (log - centre) ** 2, 0);
    freedom += logs.length - 1;
  }
  return freedom < 1 ? null : { deviation: Math.sqrt(squares / freedom), freedom };
}

/** Student's interval on the logarithm: the scatter is taken to be normal, and alike for every number of replicas. */
function around(log: number, variances: number, scatter: Scatter | null): Interval | null {
  if (scatter === null) return null;
  const reach =
    studentQuantile((1 + confidence) / 2, scatter.freedom) * scatter.deviation * Math.sqrt(variances);
  return { low: Math.exp(log - reach), high: Math.exp(log + reach), confidence };
}
