import type { Ending, Environment } from '../../core/model/observation.ts';
import type { CampaignPlan, TrialPlan } from '../../core/model/plan.ts';
import type { Trial } from '../../core/model/trial.ts';
import { warmUpOf } from '../../core/plan/warm-up.ts';
import type { TrialProgress } from '../../core/watch/trial-progress.ts';
import type { CampaignFolder } from '../store/campaign-folder.ts';
import { distilRecording } from '../store/distil-recording.ts';
import type { Place } from '../target/target.ts';
import { type RecorderParts, recordTrial } from './trial-recorder.ts';

/** Who watches a campaign: a live line, plain lines, or nobody. */
export interface CampaignWatcher {
  /** A block of trials begins, on a place of its own. */
  blockStarts(id: string): void;
  warmUpStarts(plan: TrialPlan): void;
  warmUpEnds(plan: TrialPlan, ending: Ending): void;
  trialStarts(plan: TrialPlan, position: number, of: number): void;
  progress(plan: TrialPlan, progress: TrialProgress): void;
  trialEnds(plan: TrialPlan, trial: Trial): void;
  trialKept(plan: TrialPlan): void;
}

export interface CampaignParts extends Omit<RecorderParts, 'onProgress'> {
  /** Leaves the place of the last block as it is. */
  keep: boolean;
}

/**
 * Runs the trials of a campaign in their order, and distils each as soon as it has ended, so that an interruption
 * costs one trial at most. Trials that the folder already holds finished are kept. Stops early on the signal.
 *
 *   for each block: open ─► warm-up ─► trial ─► trial … ─► close        (without blocks: all trials, no warm-up)
 */
export async function runCampaign(
  plan: CampaignPlan,
  folder: CampaignFolder,
  parts: CampaignParts,
  readEnvironment: (plan: TrialPlan, place: Place) => Promise<Environment>,
  watcher: CampaignWatcher,
): Promise<void> {
  const blocks = blocksOf(await unfinished(plan, folder, watcher));
  for (const [index, trials] of blocks.entries()) {
    const isLast = index === blocks.length - 1;
    if (parts.signal.aborted) return;
    const { block, armName } = trials[0]!;
    if (block !== null) watcher.blockStarts(block.id);
    try {
      const place = await parts.target.open(block === null ? null : armName, parts.signal);
      const run = new BlockRun(plan, folder, parts, (trial) => readEnvironment(trial, place), watcher);
      if (block !== null) await run.warmUp(trials[0]!, block);
      for (const trial of trials) await run.trial(trial);
    } catch (error) {
      // What was measured before the signal is still to be judged and reported.
      if (!parts.signal.aborted) throw error;
    } finally {
      await parts.target.close(parts.keep && (isLast || parts.signal.aborted));
    }
  }
}

async function unfinished(
  plan: CampaignPlan,
  folder: CampaignFolder,
  watcher: CampaignWatcher,
): Promise<TrialPlan[]> {
  const left: TrialPlan[] = [];
  for (const trial of plan.trials)
    if (await folder.isFinished(trial.id)) watcher.trialKept(trial);
    else left.push(trial);
  return left;
}

/** Neighbours of the same block together; trials without one are all in one. */
function blocksOf(trials: readonly TrialPlan[]): TrialPlan[][] {
  const blocks: TrialPlan[][] = [];
  for (const trial of trials) {
    const last = blocks.at(-1);
    if (last !== undefined && last[0]!.block?.id === trial.block?.id) last.push(trial);
    else blocks.push([trial]);
  }
  return blocks;
}

class BlockRun {
  readonly #plan: CampaignPlan;
  readonly #folder: CampaignFolder;
  readonly #parts: CampaignParts;
  readonly #readEnvironment: (plan: TrialPlan) => Promise<Environment>;
  readonly #watcher: CampaignWatcher;

  constructor(
    plan: CampaignPlan,
    folder: CampaignFolder,
    parts: CampaignParts,
    readEnvironment: (plan: TrialPlan) => Promise<Environment>,
    watcher: CampaignWatcher,
  ) {
    this.#plan = plan;
    this.#folder = folder;
    this.#parts = parts;
    this.#readEnvironment = readEnvironment;
    this.#watcher = watcher;
  }

  /** One that fails costs nothing but its warmth: the trial after it says for itself what is wrong. */
  async warmUp(before: TrialPlan, block: NonNullable<TrialPlan['block']>): Promise<void> {
    const plan = warmUpOf(before, block);
    this.#watcher.warmUpStarts(plan);
    const writer = await this.#folder.recordWarmUp(before, plan, await this.#readEnvironment(plan));
    this.#watcher.warmUpEnds(plan, await this.#recorded(plan, writer));
  }

  async trial(plan: TrialPlan): Promise<void> {
    if (this.#parts.signal.aborted) return;
    const { trials } = this.#plan;
    this.#watcher.trialStarts(plan, trials.indexOf(plan) + 1, trials.length);
    const writer = await this.#folder.record(plan, await this.#readEnvironment(plan));
    await this.#recorded(plan, writer);
    const trial = await distilRecording(writer.directory);
    await this.#folder.writeTrial(trial);
    this.#watcher.trialEnds(plan, trial);
  }

  #recorded(plan: TrialPlan, writer: Parameters<typeof recordTrial>[1]): Promise<Ending> {
    return recordTrial(plan, writer, {
      ...this.#parts,
      onProgress: (progress) => this.#watcher.progress(plan, progress),
    });
  }
}
