import { dirname, join } from 'node:path';
import type { Trial } from '../../core/model/trial.ts';
import { distilRecording } from './distil-recording.ts';
import { exists } from './folders.ts';
import { readTrial, recordsAt } from './trial-files.ts';

/**
 * The trials that paths mean, ready to be compared. Imports of different lengths are counted again over the window
 * that all of them have: the ratio of two runs of unlike length says more about the lengths than about the runs.
 */
export async function comparableTrials(paths: readonly string[]): Promise<Trial[]> {
  const records = (await Promise.all(paths.map(recordsAt))).flat();
  const trials = await Promise.all(records.map(readTrial));
  const imports = trials.filter((trial) => trial.plan === null);
  const commonSeconds = Math.min(...trials.map((trial) => trial.lengthSeconds));
  if (imports.every((trial) => trial.lengthSeconds === commonSeconds)) return trials;
  return Promise.all(
    trials.map(async (trial, i) => {
      const recording = join(dirname(records[i]!), 'recording');
      const isLonger = trial.plan === null && trial.lengthSeconds > commonSeconds;
      return isLonger && (await exists(recording))
        ? distilRecording(recording, { lengthSeconds: commonSeconds })
        : trial;
    }),
  );
}
