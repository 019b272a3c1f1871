import type { Machine } from '../tools/machine.ts';
import { KindError } from './kind-error.ts';
import { offlineImages, presentOfflineImages } from './offline/build.ts';
import type { NodeProgram } from './offline/demo-image.ts';
import { onlineImages } from './online.ts';
import type { StepWatcher } from './steps.ts';

/** What a cluster is made from. Both ways give the same names, versions and contents to everything above. */
export interface ClusterImages {
  /** `offline`: nothing may leave the nodes either. */
  readonly way: 'offline' | 'online';
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

/**
 * The images to make clusters from. `auto` takes the offline ones where they are there, built or loaded, and else
 * pulls; PEAKPROOF_IMAGES may say `offline` (built if need be) or `online`. The engine must answer.
 * @throws KindError
 */
export async function clusterImages(machine: Machine, options: BuildOptions): Promise<ClusterImages> {
  const way = machine.env.PEAKPROOF_IMAGES || 'auto';
  switch (way) {
    case 'offline':
      return (await presentOfflineImages(machine, options)) ?? offlineImages(machine, options);
    case 'online':
      return onlineImages(machine, options);
    case 'auto':
      return (await presentOfflineImages(machine, options)) ?? onlineImages(machine, options);
    default:
      throw new KindError(
        'configuration',
        `PEAKPROOF_IMAGES is "${way}"; it may be offline, online or auto (the default).`,
      );
  }
}
