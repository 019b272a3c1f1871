import { searchesOf, stepOf } from '../../../src/core/capacity/capacity.ts';
import { lawCapacity } from '../../../src/core/math/scaling-law.ts';
import type { CapacityQuestion, TriedLoad } from '../../../src/core/model/capacity.ts';

export const question: CapacityQuestion = {
  schema: 'peakproof/capacity-question/1',
  campaign: 'survey-peak',
  campaignFile: 'survey-peak',
  scenario: 'portal-peak',
  title: 'Census on Establishments, peak on the portal',
  service: 'portal',
  target: 'local',
  seed: 20,
  replicas: [1, 2, 4, 8],
  repeats: 3,
  lengthSeconds: 40,
  resolution: 0.05,
  mostTries: 14,
  level: { withinSeconds: 3, share: 0.95, errorRate: 0.001, completedShare: 0.95 },
  requestsPerJourney: 8,
  predictedPerReplica: 17.6,
};

/** A question searched on a service whose true capacities follow a law. */
export function triedOn(
  asked: CapacityQuestion,
  law: { rate: number; contention: number; coherency: number },
) {
  const tried: TriedLoad[] = [];
  for (const search of searchesOf(asked))
    for (;;) {
      const step = stepOf(asked, search, tried);
      if (step.kind !== 'try') break;
      const held = step.perSecond <= lawCapacity(law, search.replicas);
      tried.push({
        trial: `${search.replicas}-replicas.${search.repeat}.${tried.length}`,
        ...search,
        perSecond: step.perSecond,
        held,
        missed: held ? [] : [{ code: 'slow', seen: 0.6, allowed: 0.95 }],
        p95Seconds: held ? 0.4 : 4.2,
      });
    }
  return tried;
}
