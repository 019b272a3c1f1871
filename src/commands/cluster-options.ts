import { type Command, InvalidArgumentError } from 'commander';
import type { TargetName } from '../core/model/plan.ts';
import { nameAdvice } from '../core/plan/nearest-name.ts';
import { programEnding } from '../edge/exec/run-program.ts';
import { kubectlPath } from '../edge/kind/kubectl.ts';
import { imageNames } from '../edge/kind/offline/versions.ts';
import { registryImages } from '../edge/kind/registry-images.ts';
import { kubectlCommand } from '../edge/target/kubernetes/api/kubectl-proxy.ts';
import type { Images } from '../edge/target/kubernetes/manifests/manifests.ts';
import type { World } from '../world.ts';
import { CommandError } from './exit-code.ts';

/** How a person names a cluster of theirs. */
export interface ClusterOptions {
  context?: string;
  kubeconfig?: string;
  url?: Record<string, string>;
  image?: Record<string, string>;
}

const roles = ['demo', 'haproxy', 'dns'];

/** Adds the options that name a cluster. */
export function withClusterOptions(command: Command): Command {
  return command
    .option(
      '--context <name>',
      'with --target context: the context of a kubeconfig whose cluster gets the load',
    )
    .option('--kubeconfig <file>', "with --target context: the kubeconfig (default: kubectl's own)")
    .option(
      '--url <service=url>',
      'with --target context: where a service is reached (default: its node port on a node)',
      serviceUrl,
    )
    .option(
      '--image <role=image>',
      'with --target context: image of demo, haproxy or dns that the cluster can pull; dns=none asks its own name server',
      roleImage,
    );
}

function serviceUrl(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, service, url] = /^([^=]+)=(https?:\/\/[^/\s]+.*)$/.exec(text) ?? [];
  if (service === undefined || url === undefined || !URL.canParse(url))
    throw new InvalidArgumentError('Write SERVICE=URL, e.g. portal=http://10.0.0.5:30080.');
  return { ...before, [service]: url.replace(/\/+$/, '') };
}

function roleImage(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, role, image] = /^([a-z]+)=(\S+)$/.exec(text) ?? [];
  if (role === undefined || image === undefined || !roles.includes(role))
    throw new InvalidArgumentError(`Write ROLE=IMAGE with one of the roles ${roles.join(', ')}.`);
  return { ...before, [role]: image };
}

/** Options that only make sense with a cluster that is named, said without one. */
export function requireContext(target: TargetName | null, options: ClusterOptions): void {
  const given = (['context', 'kubeconfig', 'url', 'image'] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (target !== 'context' && given.length > 0)
    throw new CommandError(
      `--${given.join(', --')} ${given.length === 1 ? 'belongs' : 'belong'} to --target context. Say that too, or leave ${given.length === 1 ? 'it' : 'them'} out.`,
    );
}

/** How to reach the cluster that was named. Never the kubeconfig's current one, unless it is named too. */
export async function clusterAccess(world: World, options: ClusterOptions) {
  const kubectl = await kubectlPath(world, (line) => world.say(line), world.signal);
  const access = { kubectl, kubeconfig: options.kubeconfig ?? null, context: null, env: world.env };
  const listed = await programEnding([...kubectlCommand(access), 'config', 'get-contexts', '--output=name'], {
    env: world.env,
    timeoutSeconds: 20,
  });
  const names = listed.stdout.split('\n').filter((name) => name !== '');
  const { context } = options;
  if (context === undefined)
    throw new CommandError(
      `--target context sends load to a cluster of yours, so say which: --context NAME. ${names.length === 0 ? 'The kubeconfig has none; name another with --kubeconfig FILE.' : `The kubeconfig has ${names.join(', ')}.`}`,
    );
  if (!names.includes(context))
    throw new CommandError(
      `The kubeconfig has no context ${context}${names.length === 0 ? ', and no other: name another kubeconfig with --kubeconfig FILE' : nameAdvice(context, names)}.`,
    );
  return { ...access, context };
}

/** Images that a cluster pulls, unless others are named. The demos' is in no registry: it has to be named. */
export function clusterImagesOf({ image = {} }: ClusterOptions): Images {
  return {
    demo: image.demo ?? '',
    haproxy: image.haproxy ?? registryImages.haproxy,
    dns: image.dns === 'none' ? null : (image.dns ?? imageNames.coredns),
  };
}
