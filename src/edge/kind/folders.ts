import { dirname, join } from 'node:path';
import { type Machine, toolsFolder } from '../tools/machine.ts';
import { KindError } from './kind-error.ts';

/** Folders of ours outside any checkout, below `XDG_CACHE_HOME/peakproof`. */
export interface KindFolders {
  /** Results of the steps of the offline build, one folder each. */
  readonly offline: string;
  /** Data, log and process id of the engine that we start ourselves. */
  readonly engine: string;
  /** One kubeconfig for each cluster; nobody's own is touched. */
  readonly clusters: string;
}

/** @throws KindError where the environment names neither a cache nor a home */
export function kindFolders(machine: Machine): KindFolders {
  const tools = toolsFolder(machine);
  if (tools === null)
    throw new KindError(
      'configuration',
      'Neither HOME nor XDG_CACHE_HOME is set, so there is no place for images and kubeconfigs. Set one of them.',
    );
  const root = dirname(tools);
  return { offline: join(root, 'offline'), engine: join(root, 'engine'), clusters: join(root, 'clusters') };
}
