import { resolve } from 'node:path';
import type { TrialPlan } from '../../../core/model/plan.ts';
import { readManifestFiles } from '../../store/manifest-files.ts';
import { TargetError } from '../target.ts';
import type { Manifest } from './api/objects.ts';

const step = 'read the manifests';

/**
 * The objects of each service that is given by its manifests. They are read for each trial and held against the plan,
 * which knows their hash: all trials of a campaign run the same.
 */
export async function ownObjects(
  plan: Pick<TrialPlan, 'services'>,
  campaignFolder: string | null,
): Promise<Map<string, Manifest[]>> {
  const objects = new Map<string, Manifest[]>();
  for (const [service, settings] of Object.entries(plan.services)) {
    if (!('manifests' in settings)) continue;
    const path = resolve(campaignFolder ?? '.', settings.manifests);
    const read = await readManifestFiles(path);
    if ('problems' in read) throw new TargetError(step, read.problems.join('; '));
    if (read.sha256 !== settings.sha256)
      throw new TargetError(
        step,
        `${path} has changed since the campaign was planned, so this trial would not be like the others. Put it back, or begin a new campaign.`,
      );
    objects.set(service, read.objects as Manifest[]);
  }
  return objects;
}

/** What is recorded of an applied object: all of it, but no secrets. */
export function recordedObject(manifest: Manifest): object {
  if (manifest.kind !== 'Secret') return manifest;
  const hidden = (values: unknown) =>
    values === undefined
      ? undefined
      : Object.fromEntries(Object.keys(values as object).map((key) => [key, '(not recorded)']));
  return { ...manifest, data: hidden(manifest.data), stringData: hidden(manifest.stringData) };
}
