import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../commands/command-line.ts';
import { scratchFolder } from '../store/scratch-folder.ts';

/** Trials of the committed sample, really measured, as a campaign of their own. Returns its folder. */
export async function smallCampaign(trials: readonly string[] = ['03-T-01.1', '06-T-02.1']): Promise<string> {
  const sample = join(root, 'results/sample');
  const folder = join(await scratchFolder(), 'campaign');
  for (const trial of trials)
    await cp(join(sample, 'trials', trial), join(folder, 'trials', trial), { recursive: true });
  const plan = JSON.parse(await readFile(join(sample, 'campaign.json'), 'utf8'));
  plan.trials = plan.trials.filter(({ id }: { id: string }) => trials.some((name) => name.endsWith(id)));
  await writeFile(join(folder, 'campaign.json'), JSON.stringify(plan));
  return folder;
}
