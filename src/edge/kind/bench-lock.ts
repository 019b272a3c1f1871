import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lockHolder, takenLock } from '../store/process-lock.ts';
import type { Machine } from '../tools/machine.ts';
import { kindFolders } from './folders.ts';
import { KindError } from './kind-error.ts';

/** Beside the folders of the clusters, because those go with their cluster. */
function lockPath(machine: Machine): string {
  return join(kindFolders(machine).clusters, 'bench.lock');
}

/**
 * Holds the clusters of benches for one process: two benches of one arm would share a cluster's name and take it away
 * from each other, and any two the ports and the cores. Returns how to give them back.
 * @throws KindError while another process is alive that holds them
 */
export async function lockedForBench(machine: Machine, pid: number): Promise<() => Promise<void>> {
  await mkdir(kindFolders(machine).clusters, { recursive: true, mode: 0o700 });
  const taken = await takenLock(lockPath(machine), pid);
  if (taken !== null && 'release' in taken) return taken.release;
  const who = taken === null ? 'other processes' : `process ${taken.heldBy}`;
  throw new KindError(
    'configuration',
    `The kind clusters of peakproof on this machine are in use by ${who} (a bench, a capacity search or \`up\`). Two at once would share their ports and cores, and of one arm even the cluster. Wait for it to end, or stop it with Ctrl-C where it runs.`,
  );
}

/** The living process that runs on the clusters of benches, or null. */
export function benchProcess(machine: Machine): Promise<number | null> {
  return lockHolder(lockPath(machine));
}
