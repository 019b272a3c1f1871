import { join } from 'node:path';
import { K6Load } from '../edge/load/k6-load.ts';
import { packageRoot } from '../edge/package-root.ts';
import { k6 } from '../edge/tools/catalog.ts';
import { obtainTool } from '../edge/tools/obtain.ts';
import { ToolError } from '../edge/tools/tool-error.ts';
import type { World } from '../world.ts';
import { CommandError, exitCodes } from './exit-code.ts';

/** k6 as it was found. */
export interface Generator {
  load: K6Load;
  version: string;
}

/** The load generator of this machine, found or installed. `campaignFolder` is where scripts of the user's own are. */
export async function k6Load(world: World, campaignFolder: string | null): Promise<Generator> {
  try {
    const found = await obtainTool(k6, world, {
      onProgress: (line) => world.say(line),
      abort: world.signal,
    });
    const load = new K6Load(
      found.path,
      join(packageRoot(), 'scenarios'),
      world.env,
      world.clock,
      campaignFolder,
    );
    return { load, version: found.version };
  } catch (error) {
    if (error instanceof ToolError) throw new CommandError(error.message, exitCodes.bug);
    throw error;
  }
}
