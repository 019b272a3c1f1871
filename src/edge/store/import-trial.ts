import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ImportTally } from '../../core/distil/import-tally.ts';
import { emptyLoadNames } from '../../core/distil/k6csv/names.ts';
import type { Span } from '../../core/distil/load-window.ts';
import { endingSchema } from '../../core/model/observation.ts';
import type { Trial } from '../../core/model/trial.ts';
import { type Replay, type ReplayOptions, scanFile } from '../load/replay.ts';
import { distilRecording } from './distil-recording.ts';
import { exists, writableFolder } from './folders.ts';
import { writeJson } from './json-file.ts';
import { recordingFiles } from './recording-files.ts';
import { importSchema } from './recording-reader.ts';
import { RequestLogWriter } from './request-log.ts';
import { StoreError } from './store-error.ts';
import { trialFile, writeTrial } from './trial-files.ts';

export interface ImportOptions extends Pick<ReplayOptions, 'onProgress'> {
  /** Name of the trial; default: that of the file. */
  id?: string;
  /** Default: from the first request's start to the last one's end. */
  lengthSeconds?: number;
  /** Default: the longest stretch with the most users. */
  plateau?: Span;
  satisfiedSeconds?: number;
  sloSeconds?: number;
}

/**
 * Makes a trial of requests that somebody else's k6 wrote (`--out csv=…`, plain or gzip): `directory` gets `recording/`
 * and `trial.json`. Its load is unknown, so the trial is INVALID by its lack of a plan, and can still be looked at.
 * Throws a StoreError where files are the trouble and a K6CsvError where the content is; neither leaves a recording.
 */
export async function importTrial(
  source: string,
  directory: string,
  options: ImportOptions = {},
): Promise<Trial> {
  const recording = join(directory, 'recording');
  await writableFolder(directory);
  if (await exists(recording))
    throw new StoreError(
      `${directory} holds a recording already, and it is not written over. Choose another folder with --out.`,
    );
  await mkdir(recording);
  try {
    await writeRecording(source, recording, options);
  } catch (error) {
    await rm(recording, { recursive: true, force: true });
    throw error;
  }
  const trial = await distilRecording(recording);
  await writeTrial(join(directory, trialFile), trial);
  return trial;
}

async function writeRecording(source: string, recording: string, options: ImportOptions): Promise<void> {
  const at = (file: keyof typeof recordingFiles) => join(recording, recordingFiles[file]);
  const tally = new ImportTally();
  const replay = await copyRequests(source, at('requests'), tally, options);
  const span = tally.span;
  await writeFile(
    at('load'),
    tally
      .loadLines()
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  );
  await writeJson(at('imported'), importSchema, {
    id: options.id ?? nameOf(source),
    source: source === '-' ? 'standard input' : basename(source),
    sourceSha256: replay.sha256,
    lengthSeconds: options.lengthSeconds ?? (span === null ? 0 : span.lastSeconds - span.firstSeconds),
    plateau: options.plateau ?? tally.plateau(),
    satisfiedSeconds: options.satisfiedSeconds ?? 1,
    sloSeconds: options.sloSeconds ?? 3,
    warnings: replay.warnings,
  });
  await writeJson(at('ending'), endingSchema, {
    state: 'completed',
    where: null,
    message: null,
    k6ExitCode: null,
    loadStartSeconds: span?.firstSeconds ?? null,
    loadEndSeconds: span?.lastSeconds ?? null,
    clockJumpSeconds: 0,
    streamSha256: replay.sha256,
    streamBytes: replay.bytes,
    planSha256: null,
    observers: [],
    fingerprint: null,
  });
}

async function copyRequests(
  source: string,
  log: string,
  tally: ImportTally,
  options: ImportOptions,
): Promise<Replay> {
  const names = emptyLoadNames();
  const writer = new RequestLogWriter(log, names);
  try {
    const sink = {
      request: (...request: Parameters<RequestLogWriter['request']>) => {
        writer.request(...request);
        tally.request(request[0], request[1], request[2]);
      },
      iteration: (end: number, duration: number) => tally.iteration(end, duration),
      dropped: (at: number, count: number) => tally.dropped(at, count),
      users: (at: number, active: number) => tally.users(at, active),
      maxUsers: (at: number, existing: number) => tally.maxUsers(at, existing),
    };
    const { onProgress } = options;
    const replay = await scanFile(source, sink, names, {
      ...(onProgress === undefined ? {} : { onProgress }),
      room: () => writer.room(),
    });
    await writer.close();
    if (writer.failure !== null) throw new StoreError(writer.failure);
    return replay;
  } finally {
    await writer.close();
  }
}

/** `results/fixed-5.k6.csv.gz` is called `fixed-5`. */
function nameOf(source: string): string {
  const name = basename(source)
    .replace(/\.gz$/, '')
    .replace(/\.csv$/, '')
    .replace(/\.k6$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-._]+/, '');
  return name === '' ? 'import' : name;
}
