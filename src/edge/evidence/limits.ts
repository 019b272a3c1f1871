import { ArchiveError } from './archive-error.ts';

/** How much of a stranger's archive is taken. An evidence archive of a week of trials stays far below. */
export interface Limits {
  entries: number;
  /** All of the file. */
  archiveBytes: number;
  /** Of one member; and of one that is not compressed, because those are read whole. */
  memberBytes: number;
  textBytes: number;
  /** What all compressed members hold together. */
  unpackedBytes: number;
}

const gib = 2 ** 30;

/** `factor` raises all of them, for somebody who knows where the archive comes from. */
export function scaledLimits(factor: number): Limits {
  return {
    entries: 20_000 * factor,
    archiveBytes: 32 * gib * factor,
    memberBytes: 4 * gib * factor,
    textBytes: 0.25 * gib * factor,
    unpackedBytes: 64 * gib * factor,
  };
}

/** @throws ArchiveError where more was found than evidence ever has */
export function checkLimit(what: string, found: number, limit: number, unit: 'B' | 'files'): void {
  if (found <= limit) return;
  const shown = (value: number) => (unit === 'B' ? `${(value / gib).toFixed(2)} GiB` : `${value} files`);
  throw new ArchiveError(
    `${what} has more than ${shown(limit)}, the most that is taken, so nothing of it is believed. If you know where it comes from, raise all limits with --scale-limits 10.`,
  );
}
