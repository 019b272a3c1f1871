import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckSettings } from '../core/model/check-settings.ts';
import { CampaignFolder } from '../edge/store/campaign-folder.ts';
import { newestTimed } from '../edge/store/campaign-list.ts';
import { readCheckFile } from '../edge/store/check-file.ts';
import { exists } from '../edge/store/folders.ts';
import { StoreError } from '../edge/store/store-error.ts';
import type { World } from '../world.ts';
import { CommandError } from './exit-code.ts';

/** Looked for beside where the command runs. */
const checkFile = 'check.yaml';

/** The folder that was named, or the newest campaign. */
export async function candidateFolder(world: World, folder: string | undefined): Promise<string> {
  if (folder !== undefined) return resolve(world.cwd, folder);
  const newest = await newestTimed(join(world.cwd, 'results'));
  if (newest === null)
    throw new CommandError(
      'there is no campaign in results/ to take. Run `peakproof bench` first, or name its folder.',
    );
  return newest;
}

/** Nothing is ever lost against oneself, so such a check would pass whatever happened. */
export async function refuseItself(directory: string, baseline: string, cwd: string): Promise<void> {
  const other = resolve(cwd, baseline);
  if (!(await exists(other)) || (await realpath(other)) !== (await realpath(directory))) return;
  throw new CommandError(
    `${baseline} is both the campaign and its baseline, and nothing can be lost against oneself. Name the campaign that was measured last, or another --baseline.`,
  );
}

/** Thresholds: of a file that was named, of check.yaml here, or of the campaign; null for the defaults. */
export async function settingsFor(
  world: World,
  directory: string,
  file?: string,
): Promise<CheckSettings | null> {
  if (file !== undefined) return readCheckFile(resolve(world.cwd, file));
  const beside = join(world.cwd, checkFile);
  if (await exists(beside)) return readCheckFile(beside);
  const campaign = await CampaignFolder.open(directory).catch((error: unknown) => {
    // A trial's own folder has no campaign, and so no thresholds of one.
    if (error instanceof StoreError) return null;
    throw error;
  });
  return campaign?.plan.check ?? null;
}
