import type { BuildOptions } from '../edge/kind/images.ts';
import { KindError } from '../edge/kind/kind-error.ts';
import { ownEnginePid, stopOwnEngine } from '../edge/kind/own-engine.ts';
import { ContextError } from '../edge/target/kubernetes/context-error.ts';
import { ToolError } from '../edge/tools/tool-error.ts';
import type { World } from '../world.ts';
import { CommandError, exitCodes } from './exit-code.ts';
import { stepLines } from './step-lines.ts';

export function buildOptions(world: World): BuildOptions {
  return {
    node: { path: world.node, version: world.nodeVersion },
    watcher: stepLines(world),
    abort: world.signal,
  };
}

/**
 * Runs work on clusters; what keeps them from being made is printed as a sentence, with the right exit code. An engine
 * that had to be started for it is stopped after it, unless a cluster was left on it.
 */
export async function onClusters<T>(world: World, work: () => Promise<T>): Promise<T> {
  const before = await ownEnginePid(world);
  try {
    return await work();
  } catch (error) {
    if (error instanceof KindError)
      throw new CommandError(
        error.message,
        error.problem === 'configuration' ? exitCodes.usage : exitCodes.bug,
      );
    if (error instanceof ContextError) throw new CommandError(error.message);
    if (error instanceof ToolError) throw new CommandError(error.message, exitCodes.bug);
    throw error;
  } finally {
    if (before === null && (await stopOwnEngine(world)) === 'stopped')
      world.say('The Docker engine that was started for this is stopped.');
  }
}
