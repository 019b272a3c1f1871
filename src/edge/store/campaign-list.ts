import { join } from 'node:path';
import { CampaignFolder } from './campaign-folder.ts';
import { namesIn } from './folders.ts';

/** The newest campaign in `results` that lacks a trial, or null. Folders that are no campaigns are passed over. */
export async function newestUnfinished(results: string): Promise<string | null> {
  const unfinished: { directory: string; startedSeconds: number }[] = [];
  for (const name of await namesIn(results)) {
    const directory = join(results, name);
    const folder = await CampaignFolder.open(directory).catch(() => null);
    if (folder === null) continue;
    const finished = await Promise.all(folder.plan.trials.map((trial) => folder.isFinished(trial.id)));
    if (finished.includes(false)) unfinished.push({ directory, startedSeconds: timeInName(name) });
  }
  unfinished.sort((a, b) => b.startedSeconds - a.startedSeconds);
  return unfinished[0]?.directory ?? null;
}

/** Folders are named by campaign and time; those named by a person count as oldest. */
function timeInName(name: string): number {
  const found = /(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})-(\d{2})Z$/.exec(name);
  return found === null ? 0 : Date.parse(`${found[1]}T${found[2]}:${found[3]}:${found[4]}Z`);
}
