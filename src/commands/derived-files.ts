import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { compareTrials } from '../core/compare/compare.ts';
import { comparisonSchema } from '../core/model/comparison.ts';
import { scorecardSchema } from '../core/model/requirement.ts';
import { evidenceFile } from '../edge/evidence/contents.ts';
import { evidenceReadme, evidenceRecord, evidenceSchema } from '../edge/evidence/evidence-record.ts';
import type { Derive } from '../edge/evidence/pack.ts';
import { packageRoot } from '../edge/package-root.ts';
import { planOf } from '../edge/store/campaign-folder.ts';
import { cutToCommonWindow } from '../edge/store/comparable-trials.ts';
import { distilRecording } from '../edge/store/distil-recording.ts';
import { exists } from '../edge/store/folders.ts';
import { writeJson } from '../edge/store/json-file.ts';
import { recordingsAt } from '../edge/store/recordings-at.ts';
import { readRequirementsFile } from '../edge/store/requirements-file.ts';
import { readTrial, recordPathOf, writeTrial } from '../edge/store/trial-files.ts';
import { writtenReport } from './report.ts';
import { scorecardIn, writeScorecard } from './requirements.ts';

/**
 * Makes everything that follows from the recordings of a campaign, or of a single trial, as `distil`, `compare` and
 * `report` make it. The same recordings give the same bytes; `version` is who derives, and is written down.
 */
export function deriveAs(version: string, signal: AbortSignal): Derive {
  return async (from, to) => {
    const plan = await planOf(from);
    const recordings = await recordingsAt(from);
    const folders = recordings.map((recording) => relative(from, dirname(recording)));
    const trials = [];
    for (const [i, recording] of recordings.entries()) {
      signal.throwIfAborted();
      const record = recordPathOf(join(to, folders[i]!));
      await mkdir(dirname(record), { recursive: true });
      await writeTrial(record, await distilRecording(recording));
      // Read again, because a comparison rests on the figures as they are written.
      trials.push(await readTrial(record));
    }
    const compared = plan === null ? await cutToCommonWindow(trials, recordings) : trials;
    const comparison = compareTrials(compared, plan);
    await writeJson(join(to, 'comparison.json'), comparisonSchema, comparison);
    await writtenReport(join(to, 'report'), comparison, compared, 'en');
    await writtenReport(join(to, 'report', 'ko'), comparison, compared, 'ko');
    const inArchive = folders.map((folder) => folder.split(sep).join('/'));
    const record = evidenceRecord(
      version,
      plan,
      trials.map((trial, i) => ({ folder: inArchive[i]!, trial })),
      comparison,
    );
    const scored = await scorecardFiles(from, to);
    await writeJson(join(to, evidenceFile), evidenceSchema, record);
    await writeFile(join(to, 'README.md'), evidenceReadme(record));
    return [
      ...inArchive.map((folder) => recordPathOf(folder)),
      'comparison.json',
      ...['report', 'report/ko'].flatMap((folder) => [`${folder}/report.html`, `${folder}/report.md`]),
      ...scored,
      evidenceFile,
      'README.md',
    ];
  };
}

/** The requirements of the folder, judged; none where it has no file of them. */
async function scorecardFiles(from: string, to: string): Promise<string[]> {
  const file = join(from, 'requirements.yaml');
  if (!(await exists(file))) return [];
  const { asked, sha256 } = await readRequirementsFile(file, packageRoot());
  const card = await scorecardIn(to, asked, sha256);
  await writeJson(join(to, 'requirements.json'), scorecardSchema, card);
  await writeScorecard(join(to, 'report'), card, 'en');
  await writeScorecard(join(to, 'report', 'ko'), card, 'ko');
  return [
    'requirements.json',
    ...['report', 'report/ko'].flatMap((folder) => [
      `${folder}/requirements.html`,
      `${folder}/requirements.md`,
    ]),
  ];
}
