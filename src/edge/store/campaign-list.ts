import { join } from 'node:path';
import { CampaignFolder } from './campaign-folder.ts';
import { namesIn } from './folders.ts';

/** The newest campaign in `results`, or null. Folders that are no campaigns are passed over. */
export async function newestCampaign(results: string): Promise<string | null> {
  const [newest] = await campaignsIn(results);
  return newest?.directory ?? null;
}

/** The newest that was named by its time, or null: others (baseline, sample) were named by a person, for a purpose. */
export async function newestTimed(results: string): Promise<string | null> {
  const timed = (await campaignsIn(results)).find(({ directory }) => timeInName(directory) > 0);
  return timed?.directory ?? null;
}

/** The newest campaign in `results` that lacks a trial, or null. */
export async function newestUnfinished(results: string): Promise<string | null> {
  for (const folder of await campaignsIn(results)) {
    const finished = await Promise.all(folder.plan.trials.map((trial) => folder.isFinished(trial.id)));
    if (finished.includes(false)) return folder.directory;
  }
  return null;
}

/** Newest first. */
async function campaignsIn(results: string): Promise<CampaignFolder[]> {
  const names = [...(await namesIn(results))].sort((a, b) => timeInName(b) - timeInName(a));
  const folders = await Promise.all(
    names.map((name) => CampaignFolder.open(join(results, name)).catch(() => null)),
  );
  return folders.filter((folder) => folder !== null);
}

/** Folders are named by campaign and time; those named by a person count as oldest. */
function timeInName(name: string): number {
  const found = /(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})-(\d{2})Z$/.exec(name);
  return found === null ? 0 : Date.parse(`${found[1]}T${found[2]}:${found[3]}:${found[4]}Z`);
}
