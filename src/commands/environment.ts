import type { Environment } from '../core/model/observation.ts';
import { readHost } from '../edge/host/host.ts';
import { packageRoot } from '../edge/package-root.ts';
import { packageVersion } from './program.ts';

/** Reads, before each trial, where and with what it runs. */
export function environmentReader(k6Version: string, kubernetes: string | null): () => Promise<Environment> {
  return async () => {
    const host = await readHost({ folder: packageRoot() });
    return {
      peakproof: packageVersion(),
      k6: k6Version,
      kubernetes,
      node: host.nodeVersion,
      os: host.os,
      kernel: host.kernel,
      cpuModel: host.cpuModel,
      cores: host.cores,
      memoryBytes: host.memoryBytes,
      loadAverage1m: host.loadAverage1m,
      gitCommit: host.gitCommit,
      gitDirty: host.gitDirty,
    };
  };
}
