import { join } from 'node:path';
import { takenLock } from './process-lock.ts';
import { StoreError } from './store-error.ts';

const lockName = '.lock';

/** Holds a folder for one process, so that two benches never write into the same results. Returns how to give it back. */
export async function lockFolder(directory: string, pid: number): Promise<() => Promise<void>> {
  const taken = await takenLock(join(directory, lockName), pid);
  if (taken === null)
    throw new StoreError(
      `${directory} could not be locked: other processes keep taking ${lockName}. Choose another folder with --out.`,
    );
  if ('heldBy' in taken)
    throw new StoreError(
      `${directory} is in use by process ${taken.heldBy}, and two trials in one folder would mix their results. Wait for it to end, or choose another folder with --out.`,
    );
  return taken.release;
}
