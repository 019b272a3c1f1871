import { capacityOf, searchesOf, stepOf } from '../../core/capacity/capacity.ts';
import type { SearchStep } from '../../core/capacity/search.ts';
import { type AskedCampaign, type Search, tryPlan } from '../../core/capacity/trial-plan.ts';
import { triedLoadOf } from '../../core/capacity/tried-load.ts';
import type { Capacity, TriedLoad } from '../../core/model/capacity.ts';
import type { Environment } from '../../core/model/observation.ts';
import { labelOf, type TrialPlan } from '../../core/model/plan.ts';
import type { TrialProgress } from '../../core/watch/trial-progress.ts';
import type { CapacityFolder } from '../store/capacity-folder.ts';
import { distilRecording } from '../store/distil-recording.ts';
import { type RecorderParts, recordTrial } from './trial-recorder.ts';

/** Who watches a search. */
export interface CapacityWatcher {
  tryStarts(plan: TrialPlan, search: Search, perSecond: number): void;
  progress(plan: TrialPlan, progress: TrialProgress): void;
  tryEnds(tried: TriedLoad): void;
  searchEnds(search: Search, step: Exclude<SearchStep, { kind: 'try' }>): void;
}

/**
 * Tries loads until every search of the question has ended, each try recorded and distilled before the next; says what
 * they say together, also when the signal ends it early.
 */
export async function runCapacity(
  campaign: AskedCampaign,
  folder: CapacityFolder,
  parts: Omit<RecorderParts, 'onProgress'>,
  readEnvironment: (plan: TrialPlan) => Promise<Environment>,
  watcher: CapacityWatcher,
): Promise<Capacity> {
  const { question } = folder;
  const tried = (await folder.readTrials()).map((trial) => triedLoadOf(question, trial));
  for (const search of searchesOf(question)) {
    for (;;) {
      const step = stepOf(question, search, tried);
      if (step.kind !== 'try') {
        watcher.searchEnds(search, step);
        break;
      }
      if (parts.signal.aborted) return capacityOf(question, labelOf[question.target], tried);
      const attempt = 1 + tried.filter((one) => sameSearch(one, search)).length;
      const plan = tryPlan(campaign, question, search, attempt, tried.length + 1, step.perSecond);
      watcher.tryStarts(plan, search, step.perSecond);
      const writer = await folder.record(plan, await readEnvironment(plan));
      const ending = await recordTrial(plan, writer, {
        ...parts,
        onProgress: (progress) => watcher.progress(plan, progress),
      });
      // What was stopped is no try: it is made again when the search goes on.
      if (ending.state === 'aborted') return capacityOf(question, labelOf[question.target], tried);
      const trial = await distilRecording(writer.directory);
      await folder.writeTrial(plan, trial);
      tried.push(triedLoadOf(question, trial));
      watcher.tryEnds(tried.at(-1)!);
    }
  }
  return capacityOf(question, labelOf[question.target], tried);
}

function sameSearch(one: Search, other: Search): boolean {
  return one.replicas === other.replicas && one.repeat === other.repeat;
}
