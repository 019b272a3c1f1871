import { execFile } from 'node:child_process';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { systemCode } from './store-error.ts';

const run = promisify(execFile);

/** Who holds a lock. A number of a process is used again by the system, so its start time is kept beside it. */
interface Holder {
  pid: number;
  started: string | null;
}

/** A lock as it was taken, or the process that holds it; null where others keep taking it. */
export type Taking = { release: () => Promise<void> } | { heldBy: number } | null;

/** Takes the lock that is a file for one process. The lock of a process that is gone is taken over. */
export async function takenLock(path: string, pid: number): Promise<Taking> {
  const mine = JSON.stringify({ pid, started: await startOf(pid) } satisfies Holder);
  // Written aside and linked, so that nobody ever reads half a lock; link fails where one is.
  const aside = `${path}.${pid}`;
  await writeFile(aside, mine);
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await linked(aside, path)) return { release: () => release(path, mine) };
      const theirs = await textOf(path);
      if (theirs === null) continue;
      const holder = holderOf(theirs);
      if (holder !== null && (await isAlive(holder))) return { heldBy: holder.pid };
      await takeAway(path, theirs, `${aside}.stale`);
    }
  } finally {
    await rm(aside, { force: true });
  }
  return null;
}

/** The living process that holds a lock, or null. */
export async function lockHolder(path: string): Promise<number | null> {
  const text = await textOf(path);
  const holder = text === null ? null : holderOf(text);
  return holder !== null && (await isAlive(holder)) ? holder.pid : null;
}

/** Removes a lock that nobody holds any more; one that somebody else took in between is put back. */
async function takeAway(path: string, expected: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await textOf(aside)) !== expected) await linked(aside, path);
  await rm(aside, { force: true });
}

async function release(path: string, mine: string): Promise<void> {
  if ((await textOf(path)) === mine) await rm(path, { force: true });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function holderOf(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    return typeof value.pid === 'number' ? { pid: value.pid, started: value.started ?? null } : null;
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  const started = await startOf(holder.pid);
  return started !== null && (holder.started === null || started === holder.started);
}

/** When a process started, in whatever words the system has for it; null when there is no such process. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Fields after the name, which may hold spaces and brackets: the start is the 22nd of all.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    if ((await textOf('/proc/self/stat').catch(() => null)) !== null) return null;
  }
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || null;
  } catch {
    return null;
  }
}
