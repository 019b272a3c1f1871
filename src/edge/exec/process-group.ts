import process from 'node:process';

/**
 * Every program that we start leads a process group of its own. So a Ctrl-C on the terminal reaches us alone and we
 * stop programs in order, and a signal to the group reaches what they have started themselves.
 *
 * This file touches `process` because a group can be signalled, and our own end be noticed, in no other way. It reads
 * no argument, no environment and no stream.
 */
const live = new Set<number>();

/** Signals that end us unless somebody handles them. SIGKILL cannot be noticed: then the children are orphaned. */
const deadlySignals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/**
 * Kills the group if we end before `release` is called.
 * @returns release, to be called when the group is gone
 */
export function guardedGroup(groupId: number): () => void {
  if (live.size === 0) listen();
  live.add(groupId);
  return () => {
    if (live.delete(groupId) && live.size === 0) unlisten();
  };
}

/** False when nobody is left in the group. */
export function signalGroup(groupId: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-groupId, signal);
    return true;
  } catch (error) {
    // EPERM: somebody is there who does not take signals from us (a setuid program; on macOS also a zombie).
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function listen(): void {
  process.on('exit', killLive);
  // First in the row: a `once` of somebody else still counts then, and has taken itself off the list afterwards.
  for (const signal of deadlySignals) process.prependListener(signal, onDeadlySignal);
}

function unlisten(): void {
  process.off('exit', killLive);
  for (const signal of deadlySignals) process.off(signal, onDeadlySignal);
}

function killLive(): void {
  for (const groupId of live) signalGroup(groupId, 'SIGKILL');
}

/** Where somebody else listens too, they stop the programs in order; our listener must then change nothing. */
function onDeadlySignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killLive();
  unlisten();
  process.kill(process.pid, signal);
}
