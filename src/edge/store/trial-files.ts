import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Trial, trialSchema } from '../../core/model/trial.ts';
import { exists, namesIn } from './folders.ts';
import { readJson, writeJson } from './json-file.ts';
import { StoreError } from './store-error.ts';

export const trialFile = 'trial.json';
export const trialsFolder = 'trials';

/** Path of the record in the folder of a trial. */
export function recordPathOf(trialFolder: string): string {
  return join(trialFolder, trialFile);
}

export async function writeTrial(path: string, trial: Trial): Promise<void> {
  await writeJson(path, trialSchema, trial);
}

/** Throws a {@link StoreError} when the file is missing, damaged or of another version. */
export async function readTrial(path: string): Promise<Trial> {
  const trial = await readJson(path, trialSchema);
  if (trial === null) throw new StoreError(`${path} is missing. Make it from its recording with \`distil\`.`);
  return trial;
}

/**
 * The trial records that are meant by paths: each a record, a folder with one, or a campaign folder with some.
 * Throws a {@link StoreError} for a path that holds none.
 */
export async function readTrials(...paths: string[]): Promise<Trial[]> {
  const files = await Promise.all(paths.map(recordsAt));
  return Promise.all(files.flat().map(readTrial));
}

/** Of the files below a folder (whole paths), those that are its records, in the order of running. */
export function recordNames(files: readonly string[], folder: string): string[] {
  const below = folder === '' ? '' : `${folder}/`;
  const itself = files.filter((file) => file === folder || file === `${below}${trialFile}`);
  if (itself.length > 0) return itself;
  const isRecord = (name: string) => {
    const parts = name.split('/');
    return parts.length === 3 && parts[0] === trialsFolder && parts[2] === trialFile;
  };
  return files.filter((file) => file.startsWith(below) && isRecord(file.slice(below.length))).sort();
}

/** Paths of the records that a path means, in the order of running. */
export async function recordsAt(path: string): Promise<string[]> {
  if (!(await exists(path))) throw new StoreError(`${path} does not exist. Check the path.`);
  if ((await stat(path)).isFile()) return [path];
  if (await exists(join(path, trialFile))) return [join(path, trialFile)];
  const folders = (await namesIn(join(path, trialsFolder))).map((name) =>
    join(path, trialsFolder, name, trialFile),
  );
  const there = await Promise.all(folders.map(exists));
  const records = folders.filter((_, i) => there[i]);
  if (records.length === 0)
    throw new StoreError(
      `${path} holds no trial record (${trialFile}, or ${trialsFolder}/*/${trialFile}). Make them from recordings with \`distil\`, or check the path.`,
    );
  return records;
}
