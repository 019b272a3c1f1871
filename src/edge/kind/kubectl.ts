import type { Ending } from '../exec/ending.ts';
import { type RunOptions, runProgram } from '../exec/run-program.ts';
import { kubectl } from '../tools/catalog.ts';
import { cachePath, checkedProgram } from '../tools/locate.ts';
import type { Machine } from '../tools/machine.ts';
import { obtainTool } from '../tools/obtain.ts';

/** Runs one command against one cluster. @throws ProgramError */
export type Kubectl = (
  args: readonly string[],
  options?: Pick<RunOptions, 'input' | 'timeoutSeconds'>,
) => Promise<Ending>;

/**
 * Path of the kubectl for our clusters: the person's choice, or the one of the clusters' own version in our cache, or
 * whatever can be had. One on PATH may be years apart from the cluster.
 */
export async function kubectlPath(
  machine: Machine,
  onProgress: (line: string) => void,
  abort?: AbortSignal,
): Promise<string> {
  const cached = machine.env[kubectl.override] ? null : cachePath(kubectl, kubectl.version, machine);
  if (cached !== null && !('outcome' in (await checkedProgram(kubectl, cached, machine)))) return cached;
  const found = await obtainTool(kubectl, machine, { onProgress, ...(abort === undefined ? {} : { abort }) });
  return found.path;
}

export function kubectlFor(path: string, kubeconfig: string, machine: Machine, abort?: AbortSignal): Kubectl {
  return (args, { input, timeoutSeconds = 60 } = {}) =>
    runProgram([path, '--kubeconfig', kubeconfig, ...args], {
      env: machine.env,
      timeoutSeconds,
      ...(input === undefined ? {} : { input }),
      ...(abort === undefined ? {} : { abort }),
    });
}
