import type { CampaignPlan, TargetName } from '../core/model/plan.ts';
import { programEnding } from '../edge/exec/run-program.ts';
import { answeringEngine } from '../edge/kind/engine.ts';
import { ownerLabel } from '../edge/kind/ownership.ts';
import { KindTarget } from '../edge/target/kubernetes/kind-target.ts';
import { LocalTarget } from '../edge/target/local/local-target.ts';
import type { Target } from '../edge/target/target.ts';
import type { World } from '../world.ts';
import { CommandError } from './exit-code.ts';
import { stepLines } from './step-lines.ts';

const emulated = 'pods are processes of this machine with a CPU quota, and numbers are labelled emulated';

/** Where the arms run, and why, in one line. Nobody who asks for nothing is made to wait for a node image. */
export async function chosenTarget(
  asked: TargetName | null,
  world: World,
): Promise<{ target: TargetName; why: string }> {
  if (asked === 'local') return { target: 'local', why: 'Target local (asked for): numbers are emulated.' };
  if (asked === 'kind')
    return { target: 'kind', why: 'Target kind (asked for): a real cluster, on this machine.' };
  if (asked === 'context')
    throw new CommandError(
      '--target context is not in this version: arms run on the embedded target and on kind clusters. Say --target kind, or --target local.',
    );
  const missing = await missingForKind(world);
  if (missing === null)
    return {
      target: 'kind',
      why: 'Target kind: an engine answers and a node image is at hand. Say --target local for the embedded one.',
    };
  return {
    target: 'local',
    why: `Target local: ${emulated}. For a real cluster (${missing}): npm run bench -- --target kind`,
  };
}

/** What a kind cluster would have to wait for; null where it can be had at once. */
async function missingForKind(world: World): Promise<string | null> {
  const engine = await answeringEngine(world).catch((error: Error) => ({ facts: null, why: error.message }));
  if (engine.facts === null) return 'no container engine answers now';
  const images = await programEnding(['docker', 'images', '--quiet', '--filter', `label=${ownerLabel}`], {
    env: world.env,
    timeoutSeconds: 20,
  });
  return images.exitCode === 0 && images.stdout.trim() !== '' ? null : 'its node image is made first';
}

export function targetOf(plan: Pick<CampaignPlan, 'target' | 'quotaCores'>, world: World): Target {
  if (plan.target === 'local') return new LocalTarget(world.node, world.clock);
  return new KindTarget({
    machine: world,
    node: { path: world.node, version: world.nodeVersion },
    clock: world.clock,
    watcher: stepLines(world),
    podCores: plan.quotaCores,
  });
}
