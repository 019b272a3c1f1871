import { join, relative, resolve } from 'node:path';
import { capabilitiesOf } from '../core/model/plan.ts';
import { withRepetitions } from '../core/plan/grown-campaign.ts';
import { readHost } from '../edge/host/host.ts';
import { scenarioSha256 } from '../edge/load/scenario-hash.ts';
import { CampaignFolder } from '../edge/store/campaign-folder.ts';
import { newestTimed, newestUnfinished } from '../edge/store/campaign-list.ts';
import { exists } from '../edge/store/folders.ts';
import type { World } from '../world.ts';
import { CommandError } from './exit-code.ts';
import { packageVersion } from './package-version.ts';
import { k6Load } from './tools.ts';

/** The campaign that `--resume` means: the named one, or the newest that lacks a trial. */
export async function resumedCampaign(world: World, named: string | true): Promise<CampaignFolder> {
  const results = join(world.cwd, 'results');
  const directory = named === true ? await newestUnfinished(results) : resolve(world.cwd, named);
  if (directory === null)
    throw new CommandError(
      `--resume found no unfinished campaign in ${relative(world.cwd, results)} that bench named by its time. Name its folder.`,
    );
  return held(world, directory, (folder) => checkUnchanged(world, folder));
}

/** The folder, held for this process unless `prepare` throws. */
async function held(
  world: World,
  directory: string,
  prepare: (folder: CampaignFolder) => Promise<void>,
): Promise<CampaignFolder> {
  const folder = await CampaignFolder.resume(directory, world.pid);
  try {
    await prepare(folder);
    return folder;
  } catch (error) {
    await folder.release();
    throw error;
  }
}

/**
 * The campaign that `--add` means (the named one, or the newest), held for this process and with `count` more
 * repetitions in its plan. Nothing is written before all that must not change is known to be as it was.
 */
export async function grownCampaign(
  world: World,
  count: number,
  named: string | null,
): Promise<CampaignFolder> {
  const results = join(world.cwd, 'results');
  const directory = named === null ? await newestTimed(results) : resolve(world.cwd, named);
  if (directory === null)
    throw new CommandError(
      `--add found no campaign in ${relative(world.cwd, results)} that bench named by its time; others, such as a baseline, are never taken unnamed. Name its folder.`,
    );
  return held(world, directory, async (folder) => {
    const { target, trials } = folder.plan;
    if (capabilitiesOf[target].makesClusters && trials.some(({ block }) => block === null))
      throw new CommandError(
        `${named ?? directory} was planned before repetitions had clusters of their own, so trials that are added now would not be like its own. Start another campaign.`,
      );
    await checkUnchanged(world, folder);
    await folder.grow(withRepetitions(folder.plan, count));
  });
}

/**
 * Trials of one campaign have to be alike but for their arm. Throws a CommandError with all that differs from the trials
 * that are there: versions, the scenario's files, the host.
 */
async function checkUnchanged(world: World, folder: CampaignFolder): Promise<void> {
  const host = await readHost();
  const { load, version } = await k6Load(world, folder.plan.campaignFolder ?? null);
  const scripts = folder.plan.trials.flatMap(({ scenario, beside }) => [scenario, ...beside]);
  await requireScripts(folder.directory, new Set(scripts.map(({ script }) => load.scriptPath(script))));
  const differences = new Map<string, string>();
  for (const { id, environment, plan } of await folder.readTrials()) {
    if (environment === null || plan === null) continue;
    const { script } = plan.scenario;
    const now = {
      peakproof: packageVersion(),
      k6: version,
      cpuModel: host.cpuModel,
      cores: host.cores,
      scenarioSha256: await scenarioSha256(
        load.scriptPath(script),
        plan.beside.map((each) => load.scriptPath(each.script)),
      ),
    };
    for (const [field, name] of Object.entries(names) as [keyof typeof names, string][]) {
      const [before, after] = [environment[field], now[field]];
      if (before === null || after === null || before === after) continue;
      const what = field === 'scenarioSha256' ? `${name} ${script}` : name;
      const values = field === 'scenarioSha256' ? `others than in ${id}` : `${before} in ${id}, ${after} now`;
      const key = `${what} ${before}`;
      if (!differences.has(key)) differences.set(key, `${what}: ${values}`);
    }
  }
  if (differences.size === 0) return;
  throw new CommandError(
    [
      `The trials of ${folder.directory} cannot be continued, because what is compared has to be alike:`,
      ...[...differences.values()].map((difference) => `  ${difference}`),
      'Go on with what it was begun with, or start another campaign.',
    ].join('\n'),
  );
}

/** A campaign says where its own files are as seen from its folder: copied elsewhere, it may see none. */
async function requireScripts(directory: string, paths: ReadonlySet<string>): Promise<void> {
  const missing: string[] = [];
  for (const path of paths) if (!(await exists(path))) missing.push(path);
  if (missing.length > 0)
    throw new CommandError(
      `The campaign in ${directory} cannot go on, because scripts of its load are not there: ${missing.join(', ')}. Put them there, or begin again with -c and the campaign's file.`,
    );
}

const names = {
  peakproof: 'peakproof',
  k6: 'k6',
  cpuModel: 'processor',
  cores: 'cores',
  scenarioSha256: 'files of the scenario',
} as const;
