import { join } from 'node:path';
import { exists, namesIn, requireFolder } from './folders.ts';
import { recordingFiles } from './recording-files.ts';
import { StoreError } from './store-error.ts';
import { trialsFolder } from './trial-files.ts';

const wanted = "a campaign folder, a trial's folder, or a recording";

/**
 * The recordings that a path means: one itself, that of a trial's folder, or all of a campaign in running order.
 * Throws a {@link StoreError} where there is none.
 */
export async function recordingsAt(path: string): Promise<string[]> {
  await requireFolder(path, wanted);
  if (await isRecording(path)) return [path];
  if (await isRecording(join(path, 'recording'))) return [join(path, 'recording')];
  const trials = join(path, trialsFolder);
  const found: string[] = [];
  for (const name of await namesIn(trials)) {
    const recording = join(trials, name, 'recording');
    if (await isRecording(recording)) found.push(recording);
  }
  if (found.length > 0) return found;
  throw new StoreError(
    `${path} holds no recording, and nothing can be derived without one. Name ${wanted} that still has its raw facts.`,
  );
}

async function isRecording(path: string): Promise<boolean> {
  return (
    (await exists(join(path, recordingFiles.plan))) || (await exists(join(path, recordingFiles.imported)))
  );
}
