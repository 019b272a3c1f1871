import type { TargetName } from '../core/model/plan.ts';
import { LocalTarget } from '../edge/target/local/local-target.ts';
import type { Target } from '../edge/target/target.ts';
import type { World } from '../world.ts';
import { CommandError } from './exit-code.ts';

/** Where the arms run, and why, in one line. */
export async function chosenTarget(
  asked: TargetName | null,
  _world: World,
): Promise<{ target: TargetName; why: string }> {
  if (asked === 'local') return { target: 'local', why: 'Target local (asked for): numbers are emulated.' };
  if (asked !== null)
    throw new CommandError(
      `--target ${asked} is not in this version: it runs arms on the embedded target alone. Leave --target out, or say --target local.`,
    );
  return {
    target: 'local',
    why: 'Target local: pods are processes of this machine with a CPU quota, and numbers are labelled emulated.',
  };
}

export async function targetOf(_name: TargetName, world: World): Promise<Target> {
  return new LocalTarget(world.node, world.clock);
}
