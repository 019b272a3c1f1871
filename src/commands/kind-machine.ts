import type { BuildOptions } from '../edge/kind/images.ts';
import { KindError } from '../edge/kind/kind-error.ts';
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

/** Runs work on clusters; what keeps them from being made is printed as a sentence, with the right exit code. */
export async function onClusters<T>(work: () => Promise<T>): Promise<T> {
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
  }
}
