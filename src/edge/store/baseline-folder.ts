import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Acceptance, type BaselineLog, baselineLogSchema } from '../../core/model/baseline-log.ts';
import type { Comparison } from '../../core/model/comparison.ts';
import type { Trial } from '../../core/model/trial.ts';
import { type CampaignFolder, writeCampaignFiles } from './campaign-folder.ts';
import { writableFolder } from './folders.ts';
import { readJson, writeJson } from './json-file.ts';
import { trialsFolder, writeTrial } from './trial-files.ts';

export const baselineLogFile = 'baseline.json';

/** Every acceptance so far, the newest last; empty where there is no baseline. */
export async function readBaselineLog(directory: string): Promise<BaselineLog> {
  const log = await readJson(join(directory, baselineLogFile), baselineLogSchema);
  return log ?? { schema: 'peakproof/baseline/1', accepted: [] };
}

/**
 * Makes `campaign` the baseline in `directory`: its plan, its comparison and its trial records, without recordings, and a line more
 * in the log. Files that are not of a baseline are left alone.
 */
export async function writeBaseline(
  directory: string,
  campaign: CampaignFolder,
  {
    trials,
    comparison,
    acceptance,
  }: { trials: readonly Trial[]; comparison: Comparison; acceptance: Acceptance },
): Promise<void> {
  await writableFolder(directory);
  const log = await readBaselineLog(directory);
  // The new records are whole before the old ones go.
  const beside = join(directory, `${trialsFolder}.part`);
  await rm(beside, { recursive: true, force: true });
  for (const trial of trials) {
    const { record } = campaign.trials.find(({ id }) => id === trial.id)!;
    const folder = join(beside, basename(dirname(record)));
    await mkdir(folder, { recursive: true });
    await writeTrial(join(folder, basename(record)), trial);
  }
  await rm(join(directory, trialsFolder), { recursive: true, force: true });
  await rename(beside, join(directory, trialsFolder));
  await writeCampaignFiles(directory, campaign.plan, comparison);
  await writeJson(join(directory, baselineLogFile), baselineLogSchema, {
    ...log,
    accepted: [...log.accepted, acceptance],
  });
}
