import { join, relative, resolve } from 'node:path';
import { type CampaignPlan, campaignPlanSchema } from '../../core/model/plan.ts';
import { readJson, writeJson } from './json-file.ts';
import { StoreError } from './store-error.ts';

export const campaignFile = 'campaign.json';

/**
 * Writes campaign.json. It goes into evidence and into git, so it says where the campaign's own files are as seen from
 * itself, and names no place of this machine.
 */
export async function writePlan(directory: string, plan: CampaignPlan): Promise<void> {
  const { campaignFolder } = plan;
  const seenFromHere =
    campaignFolder === undefined ? {} : { campaignFolder: relative(directory, campaignFolder) || '.' };
  await writeJson(join(directory, campaignFile), campaignPlanSchema, { ...plan, ...seenFromHere });
}

/** The plan of the campaign in a folder, its own files' place absolute again; null where it is no campaign's. */
export async function planOf(directory: string): Promise<CampaignPlan | null> {
  const plan = await readJson(join(directory, campaignFile), campaignPlanSchema);
  // Earlier versions wrote an absolute one, which stays what it is.
  return plan?.campaignFolder === undefined
    ? plan
    : { ...plan, campaignFolder: resolve(directory, plan.campaignFolder) };
}

/** @throws StoreError where there is none */
export async function planIn(directory: string): Promise<CampaignPlan> {
  const plan = await planOf(directory);
  if (plan !== null) return plan;
  throw new StoreError(`${directory} is no campaign folder: it has no ${campaignFile}. Check the path.`);
}
