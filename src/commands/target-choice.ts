import type { CampaignPlan, TargetName } from '../core/model/plan.ts';
import type { ServicePlan } from '../core/model/service.ts';
import { programEnding } from '../edge/exec/run-program.ts';
import { answeringEngine } from '../edge/kind/engine.ts';
import { ownerLabel } from '../edge/kind/ownership.ts';
import { ContextTarget } from '../edge/target/kubernetes/context-target.ts';
import { KindTarget } from '../edge/target/kubernetes/kind-target.ts';
import { LocalTarget, ownServiceRefusal } from '../edge/target/local/local-target.ts';
import type { Target } from '../edge/target/target.ts';
import type { World } from '../world.ts';
import { type ClusterOptions, clusterAccess, clusterImagesOf, requireContext } from './cluster-options.ts';
import { CommandError } from './exit-code.ts';
import { stepLines } from './step-lines.ts';

const emulated = 'pods are processes of this machine with a CPU quota, and numbers are labelled emulated';

/**
 * Where the arms run, and why, in one line. Nobody who asks for nothing is made to wait for a node image, unless the
 * campaign has services of their `own`, which run on a cluster alone.
 */
export async function chosenTarget(
  asked: TargetName | null,
  world: World,
  own: readonly string[],
): Promise<{ target: TargetName; why: string }> {
  if (asked === 'local' && own.length > 0) throw new CommandError(ownServiceRefusal(own));
  if (asked === 'local') return { target: 'local', why: 'Target local (asked for): numbers are emulated.' };
  if (asked === 'kind')
    return { target: 'kind', why: 'Target kind (asked for): a real cluster, on this machine.' };
  if (asked === 'context')
    return {
      target: 'context',
      why: 'Target context (asked for): a cluster of yours, by the name of its context.',
    };
  const missing = await missingForKind(world);
  if (missing === null)
    return {
      target: 'kind',
      why: 'Target kind: an engine answers and a node image is at hand. Say --target local for the embedded one.',
    };
  if (own.length > 0)
    return {
      target: 'kind',
      why: `Target kind: ${own.join(' and ')} ${own.length === 1 ? 'is a service' : 'are services'} of your own, which need a cluster (${missing}).`,
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

/** What a target has to know of a campaign before its first trial. */
export interface TargetNeeds {
  target: TargetName;
  quotaCores: number;
  campaignFolder: string | null;
  services: readonly ServicePlan[];
}

export function needsOf(plan: CampaignPlan): TargetNeeds {
  return {
    target: plan.target,
    quotaCores: plan.quotaCores,
    campaignFolder: plan.campaignFolder ?? null,
    services: plan.trials.flatMap((trial) => Object.values(trial.services)),
  };
}

export async function targetOf(needs: TargetNeeds, world: World, options: ClusterOptions): Promise<Target> {
  const { target, services, campaignFolder } = needs;
  requireContext(target, options);
  if (target === 'local') return new LocalTarget(world.node, world.clock);
  if (target === 'context')
    return new ContextTarget({
      access: await clusterAccess(world, options),
      images: clusterImagesOf(options),
      services,
      urls: options.url ?? {},
      campaignFolder,
      clock: world.clock,
      say: (line) => world.say(line),
    });
  return new KindTarget({
    machine: world,
    pid: world.pid,
    node: { path: world.node, version: world.nodeVersion },
    clock: world.clock,
    watcher: stepLines(world),
    podCores: needs.quotaCores,
    ownImages: ownImages(services),
    campaignFolder,
  });
}

function ownImages(services: readonly ServicePlan[]): string[] {
  const images = services.flatMap((service) =>
    'image' in service ? [service.image] : 'manifests' in service ? service.images : [],
  );
  return [...new Set(images)].sort();
}
