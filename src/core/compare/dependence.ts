import type { Comparison } from '../model/comparison.ts';
import type { CampaignPlan } from '../model/plan.ts';
import type { Trial } from '../model/trial.ts';
import { warning } from '../model/warning.ts';

/**
 * Where the trials of a case are not the independent samples that the tests take them for. With a cluster for each
 * repetition they are, and a block of one trial of each of its cases changes nothing; on one cluster they share whatever
 * is particular to it.
 */
export function sharedClusterWarnings(byCase: ReadonlyMap<string, readonly Trial[]>): Comparison['warnings'] {
  return [...byCase].flatMap(([name, trials]) => {
    const clusters = trials
      .map((trial) => trial.environment?.cluster ?? null)
      .filter((cluster) => cluster !== null)
      .map((cluster) => `${cluster.name} ${cluster.createdAt}`);
    const different = new Set(clusters).size;
    if (clusters.length === different) return [];
    const facts = { case: name, trials: clusters.length, clusters: different };
    return [
      {
        ...warning(
          'trials-share-a-cluster',
          'doubt',
          `The ${facts.trials} trials of ${name} ran on ${facts.clusters} cluster${different === 1 ? '' : 's'}, so they are not independent: what is particular to a cluster does not show in their scatter, and a claim holds for ${different === 1 ? 'that cluster' : 'those clusters'} alone. Let each repetition bring up its own.`,
          facts,
        ),
        trial: null,
      },
    ];
  });
}

/** Repetitions that were added when the ones before could already have shown a significant difference. */
export function addedTrialsWarnings(plan: CampaignPlan | null, needed: number): Comparison['warnings'] {
  const late = (plan?.additions ?? []).filter(({ after }) => after >= needed);
  if (late.length === 0) return [];
  const facts = {
    before: late[0]!.after,
    added: late.reduce((sum, { repetitions }) => sum + repetitions, 0),
  };
  return [
    {
      ...warning(
        'trials-added',
        'doubt',
        `${facts.added} repetitions were added after ${facts.before} could be judged. Looking and adding until a difference appears finds one by chance in more than 5 % of campaigns: plan the number beforehand for a claim.`,
        facts,
      ),
      trial: null,
    },
  ];
}
