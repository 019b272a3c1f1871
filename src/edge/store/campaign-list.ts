import { join } from 'node:path';
import { baselineLogFile } from './baseline-folder.ts';
import { CampaignFolder } from './campaign-folder.ts';
import { exists, namesIn } from './folders.ts';

/**
 * The newest campaign in `results` that bench named by its time, or null: others (baseline, sample) were named by a
 * person, for a purpose, and are only meant where that person names them.
 */
export async function newestTimed(results: string): Promise<string | null> {
  const [newest] = await timedIn(results);
  return newest?.directory ?? null;
}

/** The newest of the same that lacks a trial, or null. */
export async function newestUnfinished(results: string): Promise<string | null> {
  for (const folder of await timedIn(results)) {
    const finished = await Promise.all(folder.plan.trials.map((trial) => folder.isFinished(trial.id)));
    if (finished.includes(false)) return folder.directory;
  }
  return null;
}

/** Newest first. What is no campaign is passed over, and an accepted baseline, which has no recordings to go on from. */
async function timedIn(results: string): Promise<CampaignFolder[]> {
  const timed = (await namesIn(results)).filter((name) => timeInName(name) > 0);
  const names = timed.sort((a, b) => timeInName(b) - timeInName(a));
  const folders = await Promise.all(
    names.map(async (name) => {
      const directory = join(results, name);
      if (await exists(join(directory, baselineLogFile))) return null;
      return CampaignFolder.open(directory).catch(() => null);
    }),
  );
  return folders.filter((folder) => folder !== null);
}

/** Epoch milliseconds; 0 for a folder that was not named by campaign and time. */
function timeInName(name: string): number {
  const found = /(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})-(\d{2})Z$/.exec(name);
  return found === null ? 0 : Date.parse(`${found[1]}T${found[2]}:${found[3]}:${found[4]}Z`);
}
