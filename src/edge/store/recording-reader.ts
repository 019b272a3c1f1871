import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Observations } from '../../core/distil/observations.ts';
import {
  type Ending,
  type Environment,
  endingSchema,
  environmentSchema,
  eventLineSchema,
  generatorLineSchema,
  hpaLineSchema,
  type LoadLine,
  loadLineSchema,
  nodeLineSchema,
  podLineSchema,
  replicasLineSchema,
  usageLineSchema,
} from '../../core/model/observation.ts';
import { type TrialPlan, trialPlanSchema } from '../../core/model/plan.ts';
import { type Warning, warning, warningSchema } from '../../core/model/warning.ts';
import { exists, namesIn } from './folders.ts';
import { readJson } from './json-file.ts';
import { readLines } from './lines-file.ts';
import { besideFiles, type ObserverName, recordingFiles } from './recording-files.ts';
import { StoreError } from './store-error.ts';

/** How an import without a plan is to be counted. */
export const importSchema = z.object({
  id: z.string(),
  /** File name of what was imported. */
  source: z.string(),
  sourceSha256: z.string(),
  lengthSeconds: z.number(),
  plateau: z.object({ fromSeconds: z.number(), toSeconds: z.number() }).nullable(),
  satisfiedSeconds: z.number(),
  sloSeconds: z.number(),
  /** Doubts about the file that was imported. */
  warnings: z.array(warningSchema),
});
export type Import = z.infer<typeof importSchema>;

/** Everything in a recording but the requests. */
export interface Recording {
  directory: string;
  plan: TrialPlan | null;
  imported: Import | null;
  environment: Environment | null;
  /** null: the trial was cut off before it could say how it ended. */
  ending: Ending | null;
  /** SHA-256 of plan.json as it lies there; null without one. */
  planSha256: string | null;
  observations: Observations;
  /** Path of the request log; null when there is none. */
  requests: string | null;
  /** Of each load that ran beside the main one, in the order of the plan. */
  beside: { requests: string | null; load: LoadLine[] | null }[];
  /** What was missing or damaged. */
  problems: Warning[];
}

/** Lines kept of each pod's log, and how much of the file's end is looked at for them. */
const lastLines = 20;
const tailBytes = 65_536;

/** Reads what is there. A missing file or a cut line costs its own series; a folder that is no recording throws. */
export async function readRecording(directory: string): Promise<Recording> {
  const at = (file: string) => join(directory, file);
  const problems: Warning[] = [];
  const plan = await readJson(at(recordingFiles.plan), trialPlanSchema);
  const imported = plan === null ? await readJson(at(recordingFiles.imported), importSchema) : null;
  if (plan === null && imported === null)
    throw new StoreError(
      `${directory} is not a recording: it has neither ${recordingFiles.plan} nor ${recordingFiles.imported}. Check the path.`,
    );
  const series = <T>(name: ObserverName, schema: z.ZodType<T>) => linesOf(recordingFiles[name], schema);
  const linesOf = async <T>(file: string, schema: z.ZodType<T>): Promise<T[] | null> => {
    const read = await readLines(at(file), schema);
    if (read?.cut) problems.push(cutLine(file));
    if (read && read.damaged > 0) problems.push(damagedLines(file, read.damaged));
    return read && read.lines.length > 0 ? read.lines : null;
  };
  return {
    directory,
    plan,
    imported,
    environment: await readJson(at(recordingFiles.environment), environmentSchema),
    ending: await readJson(at(recordingFiles.ending), endingSchema),
    planSha256: plan === null ? null : sha256(await readFile(at(recordingFiles.plan))),
    observations: {
      load: await series('load', loadLineSchema),
      replicas: await series('replicas', replicasLineSchema),
      pods: await series('pods', podLineSchema),
      usage: await series('usage', usageLineSchema),
      nodes: await series('nodes', nodeLineSchema),
      hpa: await series('hpa', hpaLineSchema),
      events: await series('events', eventLineSchema),
      generator: await series('generator', generatorLineSchema),
      logs: await readLogs(at(recordingFiles.logs)),
    },
    requests: await there(at(recordingFiles.requests)),
    beside: await Promise.all(
      (plan?.beside ?? []).map(async (_, i) => ({
        requests: await there(at(besideFiles(i).requests)),
        load: await linesOf(besideFiles(i).load, loadLineSchema),
      })),
    ),
    problems,
  };
}

async function there(path: string): Promise<string | null> {
  return (await exists(path)) ? path : null;
}

function cutLine(file: string): Warning {
  return warning(
    'recording-cut',
    'note',
    `The last line of ${file} was cut off, so it is left out: the trial was stopped while it was written.`,
    { file },
  );
}

function damagedLines(file: string, lines: number): Warning {
  return warning(
    'recording-damaged',
    'doubt',
    `${lines} lines of ${file} cannot be read and are left out, so what they said is missing from every figure made of them.`,
    { file, lines },
  );
}

async function readLogs(directory: string): Promise<Record<string, string[]>> {
  const logs: Record<string, string[]> = {};
  for (const name of await namesIn(directory)) {
    if (name.endsWith('.log')) logs[name.slice(0, -'.log'.length)] = await tailOf(join(directory, name));
  }
  return logs;
}

async function tailOf(path: string): Promise<string[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(Math.min(size, tailBytes)),
      0,
      undefined,
      from,
    );
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    if (from > 0) lines.shift();
    return lines.filter((line) => line !== '').slice(-lastLines);
  } finally {
    await file.close();
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
