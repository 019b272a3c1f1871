import { programEnding, runProgram } from '../exec/run-program.ts';
import type { Machine } from '../tools/machine.ts';
import { networkName, ownerLabel } from './ownership.ts';

/**
 * The network of our nodes: kind would put them into one that it shares with everybody's clusters. IPv4 alone, so that
 * there is one way out to be watched.
 */
export async function ensureNetwork(machine: Machine): Promise<void> {
  const options = { env: machine.env, timeoutSeconds: 30 };
  const { stdout } = await runProgram(
    ['docker', 'network', 'ls', '--filter', `name=^${networkName}$`, '-q'],
    options,
  );
  if (stdout.trim() !== '') return;
  const label = ['--label', `${ownerLabel}=network`];
  await runProgram(['docker', 'network', 'create', '--driver', 'bridge', ...label, networkName], options);
}

/** Removes the network, if nobody is in it. */
export async function removeNetwork(machine: Machine): Promise<void> {
  await programEnding(['docker', 'network', 'rm', networkName], { env: machine.env, timeoutSeconds: 30 });
}
