import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import { kind, kubectl } from '../../tools/catalog.ts';
import { cachePath } from '../../tools/locate.ts';
import { isProgram, type Machine } from '../../tools/machine.ts';
import { obtainTool } from '../../tools/obtain.ts';
import { kindFolders } from '../folders.ts';
import { KindError } from '../kind-error.ts';
import { readyEngine } from '../own-engine.ts';
import { type StepWatcher, step } from '../steps.ts';
import { clusterImagesStep, type Parts } from './cluster-images.ts';
import { debianStep } from './debian.ts';
import { demoImageStep, type NodeProgram } from './demo-image.ts';
import { type GoBuild, goBuilds, goStep } from './go-programs.ts';
import { builtNodeImage, hasImage, nodeImageName } from './node-image.ts';
import { cachedFolder, type StepCache } from './step-cache.ts';

/** What a cluster is made from. */
export interface ClusterImages {
  /** The node image, in the engine. */
  readonly node: string;
  /** The demo services' image; it is loaded into each cluster from the archive. */
  readonly demo: { readonly name: string; readonly archive: string };
}

export interface BuildOptions {
  readonly node: NodeProgram;
  readonly watcher: StepWatcher;
  readonly abort?: AbortSignal;
}

const goOn = 'Mend it and run `peakproof offline build` again: finished steps are kept.';

/**
 * Makes everything that a cluster needs from package mirrors alone: Debian, Go modules and this machine's Node.
 *
 *     Go modules ─► programs ─┬─► images.tar ─┐
 *     Debian ─► root file system ┴─────────────┴─► node image          demo services + Node ─► demo.tar
 *
 * Each step is kept under a hash of what goes into it, so a second run takes seconds and a broken one goes on.
 * @throws KindError with the step, its command and its output
 */
export async function offlineImages(machine: Machine, options: BuildOptions): Promise<ClusterImages> {
  if (machine.platform !== 'linux')
    throw new KindError(
      'configuration',
      'The offline images are made on Linux, whose root file system they are. Build and pack them there, then run `peakproof offline load FILE` here.',
    );
  const { watcher, abort } = options;
  const stop = abort === undefined ? {} : { abort };
  const watch = { onLine: (line: string) => watcher.line(line), ...stop };
  const cache: StepCache = { folder: kindFolders(machine).offline, watcher, env: machine.env, ...stop };
  const node = join(packageRoot(), 'clusters/node');

  // Debian first: it fails at once where root or a mirror is missing, and Kubernetes takes minutes.
  const debian = await cachedFolder(debianStep(machine, watch), cache);
  const programs = {} as Record<GoBuild, string>;
  for (const which of goBuilds)
    programs[which] = await cachedFolder(await goStep(which, join(node, 'go'), machine, watch), cache);
  const parts: Parts = { programs, debian };
  const images = await cachedFolder(clusterImagesStep(parts, machine), cache);
  await installedTools(programs.kubernetes, machine, options);

  const nodeParts = { debian, kubernetes: programs.kubernetes, images, files: join(node, 'files') };
  const name = await nodeImageName(nodeParts);
  const work = async () => {
    await readyEngine(machine, { node: options.node.path, ...watch });
    if (await hasImage(name, machine)) return { value: name, how: 'kept', note: name } as const;
    await builtNodeImage(name, nodeParts, cache.folder, machine, abort);
    return { value: name, note: name };
  };
  await step('node image', watcher, goOn, work, abort);
  return { node: name, demo: await demoArchive(machine, options) };
}

/** The demo services' image alone; it changes with their source, and is made in seconds. */
export async function demoArchive(machine: Machine, options: BuildOptions): Promise<ClusterImages['demo']> {
  const { watcher, abort } = options;
  const { name, step: demo } = await demoImageStep(options.node, machine);
  const stop = abort === undefined ? {} : { abort };
  const cache: StepCache = { folder: kindFolders(machine).offline, watcher, env: machine.env, ...stop };
  return { name, archive: join(await cachedFolder(demo, cache), 'demo.tar') };
}

/** kind by its own way; kubectl was just built with Kubernetes, and Go could not install it otherwise. */
async function installedTools(kubernetes: string, machine: Machine, options: BuildOptions): Promise<void> {
  const { watcher, abort } = options;
  const work = async () => {
    const path = cachePath(kubectl, kubectl.version, machine)!;
    if (!isProgram(path)) {
      await mkdir(dirname(path), { recursive: true });
      await copyFile(join(kubernetes, 'bin/kubectl'), `${path}.new`);
      await rename(`${path}.new`, path);
    }
    const found = await obtainTool(kind, machine, {
      onProgress: (line) => watcher.line(line),
      ...(abort === undefined ? {} : { abort }),
    });
    return { value: undefined, note: `kind ${found.version}, kubectl ${kubectl.version}` };
  };
  await step('kind and kubectl', watcher, goOn, work, abort);
}
