import { join, resolve } from 'node:path';
import type { TargetName } from '../core/model/plan.ts';
import { campaignFolderName } from '../edge/store/folders.ts';
import type { World } from '../world.ts';
import { ownServices } from './campaign-options.ts';
import { type ClusterOptions, clusterAccess, requireContext } from './cluster-options.ts';
import { chosenTarget } from './target-choice.ts';

/** What a person says of where something new runs and is kept. */
interface NewResultsOptions extends ClusterOptions {
  campaign: string;
  target?: TargetName;
}

/** Where the arms of something new run; why, is said. Throws a CommandError for a cluster that cannot be meant. */
export async function newTarget(world: World, options: NewResultsOptions): Promise<TargetName> {
  const asked = options.target ?? null;
  requireContext(asked, options);
  const { target, why } = await chosenTarget(asked, world, await ownServices(options.campaign));
  world.say(why);
  // Before there is a folder: a cluster that was not named, or that nobody knows, is a slip of the command line.
  if (target === 'context') await clusterAccess(world, options);
  return target;
}

/** The folder that `out` names, or a new one in results/ with `name` and the time. */
export function newFolderPath(world: World, out: string | undefined, name: string): string {
  return out === undefined
    ? join(world.cwd, 'results', campaignFolderName(name, world.clock.now()))
    : resolve(world.cwd, out);
}
