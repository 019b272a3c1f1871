import type { Environment } from '../../core/model/observation.ts';
import type { CampaignPlan, TrialPlan } from '../../core/model/plan.ts';
import type { Trial } from '../../core/model/trial.ts';
import type { CampaignFolder } from '../store/campaign-folder.ts';
import { distilRecording } from '../store/distil-recording.ts';
import { type RecorderParts, recordTrial, type TrialProgress } from './trial-recorder.ts';

/** Who watches a campaign: a live line, plain lines, or nobody. */
export interface CampaignWatcher {
  trialStarts(plan: TrialPlan, position: number, of: number): void;
  progress(plan: TrialPlan, progress: TrialProgress): void;
  trialEnds(plan: TrialPlan, trial: Trial): void;
  trialKept(plan: TrialPlan): void;
}

/**
 * Runs the trials of a campaign in their order, and distils each as soon as it has ended, so that an interruption
 * costs one trial at most. Trials that the folder already holds finished are kept. Stops early on the signal.
 */
export async function runCampaign(
  plan: CampaignPlan,
  folder: CampaignFolder,
  parts: Omit<RecorderParts, 'onProgress'>,
  readEnvironment: () => Promise<Environment>,
  watcher: CampaignWatcher,
): Promise<void> {
  for (const [index, trialPlan] of plan.trials.entries()) {
    if (parts.signal.aborted) return;
    if (await folder.isFinished(trialPlan.id)) {
      watcher.trialKept(trialPlan);
      continue;
    }
    watcher.trialStarts(trialPlan, index + 1, plan.trials.length);
    const writer = await folder.record(trialPlan, await readEnvironment());
    await recordTrial(trialPlan, writer, {
      ...parts,
      onProgress: (progress) => watcher.progress(trialPlan, progress),
    });
    const trial = await distilRecording(writer.directory);
    await folder.writeTrial(trial);
    watcher.trialEnds(trialPlan, trial);
  }
}
