import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RunOptions } from '../exec/run-program.ts';
import { sha256Of } from '../store/file-hash.ts';
import { exists, requireFolder, writableFolder } from '../store/folders.ts';
import { StoreError, systemCode } from '../store/store-error.ts';
import { wholeFile } from '../store/whole-file.ts';
import { archiveChunks, type Member } from './archive-writer.ts';
import { type FoundFile, filesIn, roleOf } from './contents.ts';
import { type Difference, firstDifference } from './first-difference.ts';
import { recordingFindings } from './recording-findings.ts';
import { signFile } from './signature.ts';
import { inOrder, signatureFile, sumsFile, sumsText } from './sums.ts';

/** Makes again, in `to`, all files that follow from the raw ones in `from`. Returns their paths. */
export type Derive = (from: string, to: string) => Promise<string[]>;

/** How evidence is packed. */
export interface PackOptions {
  /** An empty folder, removed by whoever made it. */
  scratch: string;
  derive: Derive;
  /** Private key, or public key of an agent's; null: not signed. */
  signKey: string | null;
  env: NonNullable<RunOptions['env']>;
  signal: AbortSignal;
}

/** An archive that was written. */
export interface Packed {
  bytes: number;
  sha256: string;
  /** Without the sums and their signature. */
  files: number;
  leftOut: string[];
  /** Records in the folder that do not follow from its recordings; the archive has those that do. */
  replaced: (Difference & { path: string })[];
}

/** Writes a whole archive or none. Throws a StoreError when the folder holds no evidence or `file` is there already. */
export async function packEvidence(directory: string, file: string, options: PackOptions): Promise<Packed> {
  const { scratch, signal } = options;
  await requireFolder(directory, 'the folder of a campaign, a capacity search, a trial or an import');
  await writableFolder(dirname(file));
  if (await exists(file))
    throw new StoreError(
      `${file} is there already, and evidence is not written over. Choose another name with --out.`,
    );
  const { files, leftOut } = await filesIn(directory);
  recordsWithoutRecording(files);
  await damagedRecordings(files, directory);
  const found = await hashed(
    files.filter(({ path }) => roleOf(path) !== 'derived'),
    directory,
    signal,
  );
  const derived = await options.derive(directory, scratch);
  const members = inOrder([...found, ...(await hashed(await sized(derived, scratch), scratch, signal))]);
  const sums = join(scratch, sumsFile);
  await writeFile(sums, sumsText(members));
  if (options.signKey !== null) await signFile(sums, options.signKey, options.env);
  const heads = [sumsFile, ...(options.signKey === null ? [] : [signatureFile])];
  const whole = [...(await hashed(await sized(heads, scratch), scratch, signal)), ...members];
  return {
    ...(await written(file, whole, signal)),
    files: members.length,
    leftOut,
    replaced: await replacedRecords(directory, scratch, derived),
  };
}

/** A trial that nothing supports is no evidence; leaving it out would change the comparison in silence. */
function recordsWithoutRecording(files: readonly FoundFile[]): void {
  const unsupported = files
    .filter(({ path }) => basename(path) === 'trial.json')
    .map(({ path }) => dirname(path))
    .filter((folder) => {
      const recording = folder === '.' ? 'recording/' : `${folder}/recording/`;
      return !files.some(({ path }) => path.startsWith(recording));
    });
  if (unsupported.length > 0)
    throw new StoreError(
      `These trials have a record and no recording, so nothing shows where their figures come from: ${unsupported.join(', ')}. Put the recordings back, or pack a folder without these trials.`,
    );
}

/** What would be found by whoever verifies is said before there is an archive. */
async function damagedRecordings(files: readonly FoundFile[], directory: string): Promise<void> {
  const paths = files.map(({ path }) => path);
  const { findings } = await recordingFindings(directory, paths);
  if (findings.length > 0)
    throw new StoreError(
      [
        `${directory} cannot be packed as it is, because a recording is not what it was when it ended:`,
        ...findings.map(({ message }) => `  ${message}`),
        'Put back what was there, from a copy, or pack a folder without these trials.',
      ].join('\n'),
    );
}

/** Adds the hash to each file. */
export async function hashed(
  files: readonly FoundFile[],
  directory: string,
  signal: AbortSignal,
): Promise<Member[]> {
  const members: Member[] = [];
  for (const { path, bytes } of files) {
    signal.throwIfAborted();
    const source = join(directory, path);
    members.push({ path, bytes, source, sha256: await sha256Of(source) });
  }
  return members;
}

export async function sized(paths: readonly string[], directory: string): Promise<FoundFile[]> {
  return Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(join(directory, path))).size })));
}

async function written(file: string, members: readonly Member[], signal: AbortSignal) {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await wholeFile(file, async (out) => {
      for await (const chunk of archiveChunks(members)) {
        signal.throwIfAborted();
        hash.update(chunk);
        bytes += chunk.length;
        await out.writeFile(chunk);
      }
    });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new StoreError(
        `The disk of ${file} is full (${code}), so no archive was written. Choose another place with --out.`,
      );
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function replacedRecords(directory: string, scratch: string, derived: readonly string[]) {
  const replaced: Packed['replaced'] = [];
  for (const path of derived.filter((name) =>
    /(^|\/)(trial|comparison|capacity|requirements)\.json$/.test(name),
  )) {
    const there = await readFile(join(directory, path), 'utf8').catch(() => null);
    const ours = await readFile(join(scratch, path), 'utf8');
    if (there !== null && there !== ours) replaced.push({ path, ...firstDifference(path, there, ours) });
  }
  return replaced;
}
