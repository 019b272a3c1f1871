import type { World } from '../world.ts';

/** Columns of what is printed; 110 where it goes into a file or a pipe, which every report of ours fits. */
export function printedWidth(world: World): number {
  return world.stdoutColumns ?? 110;
}
