import { join } from 'node:path';
import {
  type Capacity,
  type CapacityQuestion,
  capacityQuestionSchema,
  capacitySchema,
} from '../../core/model/capacity.ts';
import type { Environment } from '../../core/model/observation.ts';
import type { TrialPlan } from '../../core/model/plan.ts';
import type { Trial } from '../../core/model/trial.ts';
import { lockFolder } from './folder-lock.ts';
import { exists, namesIn, setAside, writableFolder } from './folders.ts';
import { readJson, writeJson } from './json-file.ts';
import { newFolder, withdrawFolder } from './new-folder.ts';
import { RecordingWriter } from './recording-writer.ts';
import { StoreError } from './store-error.ts';
import { readTrial, recordPathOf, trialsFolder, writeTrial } from './trial-files.ts';

const questionFile = 'question.json';
const capacityFile = 'capacity.json';

/**
 * The folder of one capacity search:
 *
 *     question.json  capacity.json  report/
 *     trials/<NNN>-<id>/recording/…   raw facts of one load that was tried
 *     trials/<NNN>-<id>/trial.json    distilled from them
 *
 * Which load comes next follows from the question and the records, so that nothing else has to be kept to go on.
 */
export class CapacityFolder {
  readonly directory: string;
  readonly question: CapacityQuestion;
  readonly #unlock: (() => Promise<void>) | null;
  readonly #isNew: boolean;

  private constructor(
    directory: string,
    question: CapacityQuestion,
    unlock: (() => Promise<void>) | null,
    isNew = false,
  ) {
    this.directory = directory;
    this.question = question;
    this.#unlock = unlock;
    this.#isNew = isNew;
  }

  /** @throws StoreError when the folder cannot be written, is in use, or holds something already */
  static async create(directory: string, question: CapacityQuestion, pid: number): Promise<CapacityFolder> {
    const unlock = await newFolder(directory, {
      pid,
      refusal: (names) =>
        `${directory} is not empty (${names.slice(0, 3).join(', ')}), and nothing is written beside other files. Continue a search with --resume, or choose another folder with --out.`,
      begin: () => writeJson(join(directory, questionFile), capacityQuestionSchema, question),
    });
    return new CapacityFolder(directory, question, unlock, true);
  }

  /**
   * Opens a search to go on with it, and holds it for this process.
   * @throws StoreError when there is no search, or the folder cannot be written or is in use
   */
  static async resume(directory: string, pid: number): Promise<CapacityFolder> {
    const question = await questionOf(directory);
    if (question === null)
      throw new StoreError(
        `${directory} holds no capacity search: it has no ${questionFile}. Check the path.`,
      );
    await writableFolder(directory);
    return new CapacityFolder(directory, question, await lockFolder(directory, pid));
  }

  /** Records of the loads that were tried, in their order; a try that was cut off has none and is made again. */
  async readTrials(): Promise<Trial[]> {
    const folder = join(this.directory, trialsFolder);
    const records = (await namesIn(folder)).map((name) => recordPathOf(join(folder, name)));
    const there = await Promise.all(records.map(exists));
    return Promise.all(records.filter((_, i) => there[i]).map(readTrial));
  }

  /** Begins the recording of a load; what an earlier attempt left is kept beside it. */
  async record(plan: TrialPlan, environment: Environment): Promise<RecordingWriter> {
    const recording = join(this.#trialFolder(plan), 'recording');
    await setAside(recording);
    return RecordingWriter.create(recording, plan, environment);
  }

  /** Keeps the record of a load that was tried. */
  async writeTrial(plan: TrialPlan, trial: Trial): Promise<void> {
    await writeTrial(recordPathOf(this.#trialFolder(plan)), trial);
  }

  async writeCapacity(capacity: Capacity): Promise<void> {
    await writeJson(join(this.directory, capacityFile), capacitySchema, capacity);
  }

  /** Where the report of this search goes. */
  get reportDirectory(): string {
    return join(this.directory, 'report');
  }

  /** Takes a new folder back in which nothing was recorded, because what runs there was refused. */
  async withdraw(): Promise<void> {
    if (this.#isNew && this.#unlock !== null)
      await withdrawFolder(this.directory, questionFile, this.#unlock);
  }

  /** Gives the folder back to others. */
  async release(): Promise<void> {
    await this.#unlock?.();
  }

  #trialFolder({ order, id }: TrialPlan): string {
    return join(this.directory, trialsFolder, `${String(order).padStart(3, '0')}-${id}`);
  }
}

/** What was asked in a folder; null where it is no capacity search's. */
export function questionOf(directory: string): Promise<CapacityQuestion | null> {
  return readJson(join(directory, questionFile), capacityQuestionSchema);
}
