import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ManifestFacts } from '../../core/model/service.ts';
import { type CampaignProblem, mapOf } from '../../core/plan/campaign-problem.ts';
import { nameAdvice } from '../../core/plan/nearest-name.ts';
import { manifestFacts } from '../../core/plan/own-manifests.ts';
import type { OwnFiles } from '../../core/plan/service-plan.ts';
import { readManifestFiles } from './manifest-files.ts';

/** What a campaign names beside itself: scripts, and manifests of services. `value` is the campaign as it was written. */
export async function readOwnFiles(
  value: unknown,
  campaignPath: string,
  packageRoot: string,
): Promise<{ own: OwnFiles; problems: CampaignProblem[] }> {
  const folder = resolve(dirname(campaignPath));
  const scripts = await scriptProblems(value, folder, packageRoot);
  const { manifests, problems } = await readManifests(value, folder);
  const hasOwnScripts = Object.values(mapOf(mapOf(value).scenarios)).some((entry) =>
    isOwnScript(mapOf(entry).script),
  );
  return {
    own: { folder: hasOwnScripts || manifests.size > 0 ? folder : null, manifests },
    problems: [...scripts, ...problems],
  };
}

/** A script with a slash is the user's own; a bare name is one of the package. */
function isOwnScript(script: unknown): script is string {
  return typeof script === 'string' && script.includes('/');
}

async function scriptProblems(
  value: unknown,
  folder: string,
  packageRoot: string,
): Promise<CampaignProblem[]> {
  const files = await readdir(join(packageRoot, 'scenarios'));
  const scripts = files.filter((file) => file.endsWith('.ts'));
  const problems: CampaignProblem[] = [];
  for (const [name, entry] of Object.entries(mapOf(mapOf(value).scenarios))) {
    const { script } = mapOf(entry);
    const path = ['scenarios', name, 'script'];
    if (isOwnScript(script)) {
      const found = await stat(resolve(folder, script)).catch(() => null);
      if (!found?.isFile()) problems.push({ path, message: `there is no script ${resolve(folder, script)}` });
    } else if (typeof script === 'string' && !scripts.includes(script))
      problems.push({
        path,
        message: `there is no script '${script}' in scenarios/${nameAdvice(script, scripts)}; one of your own is a path with a slash, e.g. ./${script}`,
      });
  }
  return problems;
}

async function readManifests(value: unknown, folder: string) {
  const manifests = new Map<string, ManifestFacts>();
  const problems: CampaignProblem[] = [];
  for (const [service, entry] of Object.entries(mapOf(mapOf(value).services))) {
    const { manifests: file, deployment } = mapOf(entry);
    if (typeof file !== 'string' || typeof deployment !== 'string') continue;
    const path = ['services', service, 'manifests'];
    const read = await readManifestFiles(resolve(folder, file));
    const checked = 'problems' in read ? read : manifestFacts(read.objects, deployment, service);
    if ('problems' in checked) problems.push(...checked.problems.map((message) => ({ path, message })));
    else if ('sha256' in read) manifests.set(service, { ...checked.facts, sha256: read.sha256 });
  }
  return { manifests, problems };
}
