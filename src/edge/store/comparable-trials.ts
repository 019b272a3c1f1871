import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Trial } from '../../core/model/trial.ts';
import { distilRecording } from './distil-recording.ts';
import { exists } from './folders.ts';
import { StoreError } from './store-error.ts';
import { readTrial, recordsAt } from './trial-files.ts';

/** The trials that paths mean, ready to be compared. Throws a {@link StoreError} where a trial is meant twice. */
export async function comparableTrials(paths: readonly string[]): Promise<Trial[]> {
  const records = (await Promise.all(paths.map(recordsAt))).flat();
  await refuseTwice(records);
  const trials = await Promise.all(records.map(readTrial));
  return cutToCommonWindow(
    trials,
    records.map((record) => join(dirname(record), 'recording')),
  );
}

/** A trial that counted twice would be taken for two, and so for certainty that nobody measured. */
async function refuseTwice(records: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const record of records) {
    const real = await realpath(record);
    if (seen.has(real)) twice.add(dirname(record));
    seen.add(real);
  }
  if (twice.size === 0) return;
  throw new StoreError(
    [
      'These trials are named twice, and would count as repetitions that nobody measured. Name each folder once:',
      ...[...twice].map((folder) => `  ${folder}`),
    ].join('\n'),
  );
}

/**
 * Imports of different lengths, counted again over the window that all of them have: the ratio of two runs of unlike
 * length says more about the lengths than about the runs. `recordings` are the folders of each, there or not.
 */
export async function cutToCommonWindow(
  trials: readonly Trial[],
  recordings: readonly string[],
): Promise<Trial[]> {
  const imports = trials.filter((trial) => trial.plan === null);
  const commonSeconds = Math.min(...trials.map((trial) => trial.lengthSeconds));
  if (imports.every((trial) => trial.lengthSeconds === commonSeconds)) return [...trials];
  return Promise.all(
    trials.map(async (trial, i) => {
      const isLonger = trial.plan === null && trial.lengthSeconds > commonSeconds;
      return isLonger && (await exists(recordings[i]!))
        ? distilRecording(recordings[i]!, { lengthSeconds: commonSeconds })
        : trial;
    }),
  );
}
