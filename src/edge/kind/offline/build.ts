import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import { kind, kubectl } from '../../tools/catalog.ts';
import { cachePath } from '../../tools/locate.ts';
import { isProgram, type Machine } from '../../tools/machine.ts';
import { obtainTool } from '../../tools/obtain.ts';
import { kindFolders } from '../folders.ts';
import type { BuildOptions, ClusterImages } from '../images.ts';
import { KindError } from '../kind-error.ts';
import { readyEngine } from '../own-engine.ts';
import { step } from '../steps.ts';
import { clusterImagesStep, type Parts } from './cluster-images.ts';
import { debianStep } from './debian.ts';
import { demoImageStep } from './demo-image.ts';
import { givenBack } from './given-back.ts';
import { type GoBuild, goBuilds, goStep } from './go-programs.ts';
import {
  builtNodeImage,
  hasImage,
  type NodeParts,
  nodeImageName,
  removeOldNodeImages,
} from './node-image.ts';
import { type CachedStep, cachedFolder, type StepCache, stepFolder } from './step-cache.ts';

const goOn = 'Mend it and run `peakproof offline build` again: finished steps are kept.';

interface OfflinePlan {
  /** In the order of making: Debian first, because it fails at once where root or a mirror is missing. */
  readonly steps: readonly CachedStep[];
  readonly kubernetes: string;
  readonly parts: NodeParts;
  readonly nodeImage: string;
}

/** What would be made and where it would be, without making any of it. */
async function offlinePlan(machine: Machine, watch: Watch): Promise<OfflinePlan> {
  const cache = { folder: kindFolders(machine).offline };
  const node = join(packageRoot(), 'clusters/node');
  const debian = debianStep(machine, watch);
  const go = await Promise.all(
    goBuilds.map(async (which) => [which, await goStep(which, join(node, 'go'), machine, watch)] as const),
  );
  const programs = Object.fromEntries(go.map(([which, part]) => [which, stepFolder(part, cache)]));
  const parts: Parts = { programs: programs as Record<GoBuild, string>, debian: stepFolder(debian, cache) };
  const images = clusterImagesStep(parts, machine);
  const nodeParts: NodeParts = {
    debian: parts.debian,
    kubernetes: parts.programs.kubernetes,
    images: stepFolder(images, cache),
    files: join(node, 'files'),
  };
  return {
    steps: [debian, ...go.map(([, part]) => part), images],
    kubernetes: parts.programs.kubernetes,
    parts: nodeParts,
    nodeImage: await nodeImageName(nodeParts),
  };
}

/**
 * Makes everything that a cluster needs from package mirrors alone: Debian, Go modules and this machine's Node.
 *
 *     Go modules ─► programs ────┬─► images.tar ─┐
 *     Debian ─► root file system ┴───────────────┴─► node image        demo services + Node ─► demo.tar
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
  const watch = watchOf(options);
  const cache: StepCache = {
    folder: kindFolders(machine).offline,
    watcher,
    env: machine.env,
    ...(abort === undefined ? {} : { abort }),
  };
  const plan = await offlinePlan(machine, watch);
  for (const part of plan.steps) await cachedFolder(part, cache);
  await installedTools(plan.kubernetes, machine, options);
  const name = plan.nodeImage;
  const work = async () => {
    await readyEngine(machine, { node: options.node.path, ...watch });
    if (await hasImage(name, machine)) return { value: name, how: 'kept', note: name } as const;
    await builtNodeImage(name, plan.parts, cache.folder, machine, abort);
    await removeOldNodeImages(name, machine);
    return { value: name, note: name };
  };
  await step('node image', watcher, goOn, work, abort);
  const demo = await demoArchive(machine, options);
  await givenBack(machine);
  return { way: 'offline', node: name, demo };
}

/** Name of the node image that this version of peakproof makes offline clusters from. */
export async function offlineNodeImage(machine: Machine): Promise<string> {
  return (await offlinePlan(machine, { onLine: () => {} })).nodeImage;
}

/** The offline images if the engine has the node image of this version of peakproof, built or loaded; else null. */
export async function presentOfflineImages(
  machine: Machine,
  options: BuildOptions,
): Promise<ClusterImages | null> {
  const nodeImage = await offlineNodeImage(machine);
  if (!(await hasImage(nodeImage, machine))) return null;
  return { way: 'offline', node: nodeImage, demo: await demoArchive(machine, options) };
}

/** The demo services' image alone; it changes with their source, and is made in seconds. */
export async function demoArchive(machine: Machine, options: BuildOptions): Promise<ClusterImages['demo']> {
  const { watcher, abort } = options;
  const { name, step: demo } = await demoImageStep(options.node, machine);
  const cache: StepCache = {
    folder: kindFolders(machine).offline,
    watcher,
    env: machine.env,
    ...(abort === undefined ? {} : { abort }),
  };
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

interface Watch {
  readonly onLine: (line: string) => void;
  readonly abort?: AbortSignal;
}

function watchOf({ watcher, abort }: BuildOptions): Watch {
  return { onLine: (line) => watcher.line(line), ...(abort === undefined ? {} : { abort }) };
}
