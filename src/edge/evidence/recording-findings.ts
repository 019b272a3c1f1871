import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { environmentSchema, recordedEndingSchema } from '../../core/model/observation.ts';
import { trialPlanSchema } from '../../core/model/plan.ts';
import { sha256OfTexts } from '../load/scenario-hash.ts';
import { besideFiles, recordingFiles } from '../store/recording-files.ts';
import { escaped } from './member-name.ts';
import type { Finding } from './verification.ts';

type RecordingFinding = Extract<Finding, { kind: 'hash' | 'missing' | 'foreign' }>;

/** Folders that one trial, or one warm-up, left. */
const recordingFolder = /^(?:(?:trials\/[^/]+\/)?recording|trials\/[^/]+\/warm-up)(?:\.\d+)?(?=\/)/;
const endingSchema = recordedEndingSchema.pick({ state: true, files: true });
const hashedSchema = environmentSchema.pick({ scenarioSha256: true });
const besideSchema = trialPlanSchema.pick({ beside: true });
const textsSchema = z.record(z.string(), z.string());

/**
 * Where recordings are not what they say of themselves: files that are gone, and scripts that are not those of the hash
 * which was taken before the trial. Most of these files no figure rests on, so deriving again would miss them. `paths`
 * are all that is there below `directory`; `unlisted` are the recordings that do not say which files they had.
 */
export async function recordingFindings(
  directory: string,
  paths: readonly string[],
): Promise<{ findings: RecordingFinding[]; unlisted: string[] }> {
  const there = new Set(paths);
  const folders = new Set(paths.flatMap((path) => recordingFolder.exec(path)?.[0] ?? []));
  const findings: RecordingFinding[] = [];
  const unlisted: string[] = [];
  const scripts: Scripts[] = [];
  for (const folder of [...folders].sort()) {
    const at = (file: string) => join(directory, folder, file);
    const { files, isListed } = await neededFiles(at);
    if (!isListed) unlisted.push(folder);
    for (const file of files.filter((name) => !there.has(`${folder}/${name}`)))
      findings.push({
        kind: 'missing',
        file: `${folder}/${file}`,
        message: `${escaped(`${folder}/${file}`)} is missing, and the recording ended with it: what it showed cannot be derived again`,
      });
    const recorded = (await valueIn(at(recordingFiles.environment), hashedSchema))?.scenarioSha256 ?? null;
    const texts = await valueIn(at(recordingFiles.scenario), textsSchema);
    if (recorded !== null && texts !== null) scripts.push({ folder, recorded, texts });
  }
  return { findings: [...findings, ...scriptFindings(scripts)], unlisted };
}

/** What a recording cannot be without. One that was cut off has no ending, and may lack anything. */
async function neededFiles(at: (file: string) => string): Promise<{ files: string[]; isListed: boolean }> {
  const ending = await valueIn(at(recordingFiles.ending), endingSchema);
  if (ending === null) return { files: [], isListed: true };
  if (ending.files !== null) return { files: ending.files, isListed: true };
  const measured = ending.state === 'completed' ? [recordingFiles.requests, recordingFiles.load] : [];
  const plan = await valueIn(at(recordingFiles.plan), besideSchema);
  if (plan === null) return { files: measured, isListed: true };
  const beside = ending.state === 'completed' ? plan.beside.map((_, i) => besideFiles(i)) : [];
  return {
    files: [
      recordingFiles.environment,
      ...measured,
      ...beside.flatMap(({ requests, load }) => [requests, load]),
    ],
    isListed: false,
  };
}

/** The scripts of a recording, with the hash of those that its trial was to run. */
interface Scripts {
  folder: string;
  recorded: string;
  texts: Record<string, string>;
}

function scriptFindings(scripts: readonly Scripts[]): RecordingFinding[] {
  const hashed = scripts.map((each) => ({ ...each, sha256: sha256OfTexts(Object.entries(each.texts)) }));
  return hashed
    .filter(({ sha256, recorded }) => sha256 !== recorded)
    .map(({ folder, recorded, sha256, texts }) => {
      const file = `${folder}/${recordingFiles.scenario}`;
      // Another trial of the same load still has its scripts: that tells which one is not as it was.
      const right = hashed.find((other) => other.sha256 === recorded);
      const which =
        right === undefined
          ? `one of ${Object.keys(texts).map(escaped).join(', ')} is not as it was`
          : `${differing(texts, right.texts).map(escaped).join(', ')} differs from the same in ${right.folder}`;
      return {
        kind: 'hash',
        file,
        message: `${file} does not hold the scripts that the trial ran: they have SHA-256 ${sha256}, and ${recordingFiles.environment} says ${escaped(recorded)}; ${which}`,
      };
    });
}

/** Paths whose texts are not alike; all where only their order is another. */
function differing(one: Record<string, string>, other: Record<string, string>): string[] {
  const paths = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const unlike = paths.filter((path) => one[path] !== other[path]);
  return unlike.length > 0 ? unlike : paths;
}

/** null where there is none, or where it does not fit: deriving from it says what is wrong. */
async function valueIn<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
