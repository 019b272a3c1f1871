import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Comparison, comparisonSchema } from '../../core/model/comparison.ts';
import { type Environment, endingSchema } from '../../core/model/observation.ts';
import { type CampaignPlan, campaignPlanSchema, type TrialPlan } from '../../core/model/plan.ts';
import { type Trial, trialSchema } from '../../core/model/trial.ts';
import { campaignFile, planIn, writePlan } from './campaign-plan-file.ts';
import { canonicalJson } from './canonical-json.ts';
import { lockFolder } from './folder-lock.ts';
import { exists, setAside, writableFolder } from './folders.ts';
import { readJson, writeJson } from './json-file.ts';
import { newFolder, withdrawFolder } from './new-folder.ts';
import { recordingFiles } from './recording-files.ts';
import { RecordingWriter } from './recording-writer.ts';
import { StoreError } from './store-error.ts';
import { trialFile, trialsFolder, writeTrial } from './trial-files.ts';
import { writeWhole } from './whole-file.ts';

const comparisonFile = 'comparison.json';
const recordingFolder = 'recording';
const warmUpFolder = 'warm-up';

/** A trial's place in a campaign folder. */
export interface TrialFolder {
  id: string;
  directory: string;
  recording: string;
  /** Path of its trial.json, whether or not it is there. */
  record: string;
}

/**
 * The folder of one campaign:
 *
 *     campaign.json  comparison.json  report/
 *     trials/<NN>-<id>/recording/…   raw facts
 *     trials/<NN>-<id>/warm-up/…     the same of the discarded trial that ran before it on a new cluster
 *     trials/<NN>-<id>/trial.json    distilled from them
 */
export class CampaignFolder {
  readonly directory: string;
  #plan: CampaignPlan;
  readonly #unlock: (() => Promise<void>) | null;
  readonly #isNew: boolean;

  private constructor(
    directory: string,
    plan: CampaignPlan,
    unlock: (() => Promise<void>) | null,
    isNew = false,
  ) {
    this.directory = directory;
    this.#plan = plan;
    this.#unlock = unlock;
    this.#isNew = isNew;
  }

  /**
   * Makes the folder for a campaign and holds it for this process (`pid`). Throws a {@link StoreError} when it cannot
   * be written, is in use, or holds something already.
   */
  static async create(directory: string, plan: CampaignPlan, pid: number): Promise<CampaignFolder> {
    const unlock = await newFolder(directory, {
      pid,
      refusal: (names) =>
        names.includes(campaignFile)
          ? `${directory} holds a campaign already, and its results are not overwritten. Continue it with --resume, or choose another folder with --out.`
          : `${directory} is not empty (${names.slice(0, 3).join(', ')}), and nothing is written beside other files. Choose another folder with --out.`,
      begin: () => writePlan(directory, plan),
    });
    return new CampaignFolder(directory, plan, unlock, true);
  }

  /** Opens a campaign to go on with it, and holds it for this process. */
  static async resume(directory: string, pid: number): Promise<CampaignFolder> {
    const plan = await planIn(directory);
    await writableFolder(directory);
    return new CampaignFolder(directory, plan, await lockFolder(directory, pid));
  }

  /** Opens a campaign to read it. */
  static async open(directory: string): Promise<CampaignFolder> {
    return new CampaignFolder(directory, await planIn(directory), null);
  }

  get plan(): CampaignPlan {
    return this.#plan;
  }

  /** In the order of running. */
  get trials(): TrialFolder[] {
    return this.plan.trials.map((trial) => this.trial(trial));
  }

  trial(plan: Pick<TrialPlan, 'id' | 'order'>): TrialFolder {
    const { trials, additions } = this.plan;
    // By what was planned at first: a campaign that grows must find the folders that it has.
    const grown = additions.reduce((sum, added) => sum + added.trials, 0);
    const first = trials.filter(({ repeats }) => repeats === null).length - grown;
    const digits = Math.max(2, String(first).length);
    const name = `${String(plan.order).padStart(digits, '0')}-${plan.id}`;
    const directory = join(this.directory, trialsFolder, name);
    return {
      id: plan.id,
      directory,
      recording: join(directory, recordingFolder),
      record: join(directory, trialFile),
    };
  }

  /** Whether a trial need not be run again: it was completed and its record is written. */
  async isFinished(id: string): Promise<boolean> {
    const trial = this.trials.find((candidate) => candidate.id === id);
    if (trial === undefined || !(await exists(trial.record))) return false;
    const ending = await readJson(join(trial.recording, recordingFiles.ending), endingSchema).catch(
      () => null,
    );
    return ending?.state === 'completed';
  }

  /**
   * Lets the campaign grow to `plan`, which has more trials at its end. What the file says of the others stays as it is,
   * to the byte.
   */
  async grow(plan: CampaignPlan): Promise<void> {
    const path = join(this.directory, campaignFile);
    const written = JSON.parse(await readFile(path, 'utf8')) as { trials: unknown[] };
    const { trials, additions, expectedSeconds, quotaCores } = campaignPlanSchema.parse(plan);
    const added = trials.slice(written.trials.length);
    await writeWhole(
      path,
      canonicalJson({
        ...written,
        trials: [...written.trials, ...added],
        additions,
        expectedSeconds,
        quotaCores,
      }),
    );
    this.#plan = await planIn(this.directory);
  }

  /**
   * Begins the recording of a trial. What an earlier, unfinished attempt left is kept beside it, as
   * `recording.1`, `recording.2`, ...
   */
  async record(plan: TrialPlan, environment: Environment): Promise<RecordingWriter> {
    const { recording, record } = this.trial(plan);
    await setAside(recording);
    await setAside(record);
    return RecordingWriter.create(recording, plan, environment);
  }

  /** Begins the recording of the warm-up that runs before a trial; nothing is ever distilled from it. */
  async recordWarmUp(
    before: TrialPlan,
    warmUp: TrialPlan,
    environment: Environment,
  ): Promise<RecordingWriter> {
    const directory = join(this.trial(before).directory, warmUpFolder);
    await setAside(directory);
    return RecordingWriter.create(directory, warmUp, environment);
  }

  /** Records that are there, in the order of running. */
  async readTrials(): Promise<Trial[]> {
    const read = await Promise.all(this.trials.map(({ record }) => readJson(record, trialSchema)));
    return read.filter((trial) => trial !== null);
  }

  async writeTrial(trial: Trial): Promise<string> {
    const place = this.trials.find(({ id }) => id === trial.id);
    if (place === undefined)
      throw new StoreError(`${trial.id} is not a trial of the campaign in ${this.directory}.`);
    await writeTrial(place.record, trial);
    return place.record;
  }

  get comparisonPath(): string {
    return join(this.directory, comparisonFile);
  }

  /** Where reports of this campaign go. */
  get reportDirectory(): string {
    return join(this.directory, 'report');
  }

  async writeComparison(comparison: Comparison): Promise<string> {
    await writeJson(this.comparisonPath, comparisonSchema, comparison);
    return this.comparisonPath;
  }

  /** null before the campaign was compared. */
  readComparison(): Promise<Comparison | null> {
    return readJson(this.comparisonPath, comparisonSchema);
  }

  /** Takes a new folder back in which nothing was recorded, because what runs there was refused. */
  async withdraw(): Promise<void> {
    if (this.#isNew && this.#unlock !== null)
      await withdrawFolder(this.directory, campaignFile, this.#unlock);
  }

  /** Gives the folder back to others. */
  async release(): Promise<void> {
    await this.#unlock?.();
  }
}

/** The plan and the comparison of a folder that is kept without its recordings. */
export async function writeCampaignFiles(
  directory: string,
  plan: CampaignPlan,
  comparison: Comparison,
): Promise<void> {
  await writePlan(directory, plan);
  await writeJson(join(directory, comparisonFile), comparisonSchema, comparison);
}
