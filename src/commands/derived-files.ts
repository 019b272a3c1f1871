import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { capacityOf } from '../core/capacity/capacity.ts';
import { triedLoadOf } from '../core/capacity/tried-load.ts';
import { compareTrials } from '../core/compare/compare.ts';
import { type CapacityQuestion, capacitySchema } from '../core/model/capacity.ts';
import { comparisonSchema } from '../core/model/comparison.ts';
import { labelOf } from '../core/model/plan.ts';
import { scorecardSchema } from '../core/model/requirement.ts';
import type { Trial } from '../core/model/trial.ts';
import { evidenceFile } from '../edge/evidence/contents.ts';
import { evidenceReadme, evidenceRecord, evidenceSchema } from '../edge/evidence/evidence-record.ts';
import { campaignSubject, capacitySubject, type Subject } from '../edge/evidence/evidence-subject.ts';
import type { Derive } from '../edge/evidence/pack.ts';
import { packageRoot } from '../edge/package-root.ts';
import { planOf } from '../edge/store/campaign-plan-file.ts';
import { questionOf } from '../edge/store/capacity-folder.ts';
import { cutToCommonWindow } from '../edge/store/comparable-trials.ts';
import { distilRecording } from '../edge/store/distil-recording.ts';
import { exists } from '../edge/store/folders.ts';
import { writeJson } from '../edge/store/json-file.ts';
import { recordingsAt } from '../edge/store/recordings-at.ts';
import { readRequirementsFile } from '../edge/store/requirements-file.ts';
import { readTrial, recordPathOf, writeTrial } from '../edge/store/trial-files.ts';
import { writtenCapacityReport } from './capacity-report.ts';
import { writtenReport } from './report.ts';
import { scorecardIn, writeScorecard } from './requirements.ts';

/** A record that was made again. */
interface Distilled {
  trial: Trial;
  recording: string;
  /** Of the trial, as it is named in an archive. */
  folder: string;
}

/** What was made besides the records: what it is about, and the paths of the files. */
interface Made {
  subject: Subject;
  paths: string[];
}

type OnStep = (step: string) => void;

const reportPaths = ['report', 'report/ko'].flatMap((folder) => [
  `${folder}/report.html`,
  `${folder}/report.md`,
]);

/**
 * Makes everything that follows from the recordings of a campaign, a capacity search or a single trial, as `distil`,
 * `compare`, `capacity` and `report` make it. The same recordings give the same bytes; `version` is who derives, and is
 * written down. `onStep` is told what begins.
 */
export function deriveAs(version: string, signal: AbortSignal, onStep: OnStep = () => {}): Derive {
  return async (from, to) => {
    const question = await questionOf(from);
    // A load that was stopped is no try: the search made it again.
    const distilled = await distilledAt(
      from,
      to,
      signal,
      (trial) => question === null || trial.state !== 'aborted',
      onStep,
    );
    onStep('drawing the reports');
    const { subject, paths } =
      question === null
        ? await campaignFiles(from, to, distilled)
        : await capacityFiles(to, question, distilled);
    const record = evidenceRecord(version, subject, distilled);
    await writeJson(join(to, evidenceFile), evidenceSchema, record);
    await writeFile(join(to, 'README.md'), evidenceReadme(record));
    return [...distilled.map(({ folder }) => recordPathOf(folder)), ...paths, evidenceFile, 'README.md'];
  };
}

async function distilledAt(
  from: string,
  to: string,
  signal: AbortSignal,
  counts: (trial: Trial) => boolean,
  onStep: OnStep,
): Promise<Distilled[]> {
  const distilled: Distilled[] = [];
  const recordings = await recordingsAt(from);
  for (const [i, recording] of recordings.entries()) {
    signal.throwIfAborted();
    onStep(`distilling recording ${i + 1} of ${recordings.length}`);
    const trial = await distilRecording(recording);
    if (!counts(trial)) continue;
    const folder = relative(from, dirname(recording));
    const record = recordPathOf(join(to, folder));
    await mkdir(dirname(record), { recursive: true });
    await writeTrial(record, trial);
    // Read again, because a comparison rests on the figures as they are written.
    distilled.push({ trial: await readTrial(record), recording, folder: folder.split(sep).join('/') });
  }
  return distilled;
}

async function campaignFiles(from: string, to: string, distilled: readonly Distilled[]): Promise<Made> {
  const plan = await planOf(from);
  const trials = distilled.map(({ trial }) => trial);
  const recordings = distilled.map(({ recording }) => recording);
  const compared = plan === null ? await cutToCommonWindow(trials, recordings) : trials;
  const comparison = compareTrials(compared, plan);
  await writeJson(join(to, 'comparison.json'), comparisonSchema, comparison);
  await writtenReport(join(to, 'report'), comparison, compared, 'en');
  await writtenReport(join(to, 'report', 'ko'), comparison, compared, 'ko');
  const paths = ['comparison.json', ...reportPaths, ...(await scorecardFiles(from, to))];
  return { subject: campaignSubject(plan, comparison), paths };
}

async function capacityFiles(
  to: string,
  question: CapacityQuestion,
  distilled: readonly Distilled[],
): Promise<Made> {
  const tried = distilled.map(({ trial }) => triedLoadOf(question, trial));
  const found = capacityOf(question, labelOf[question.target], tried);
  await writeJson(join(to, 'capacity.json'), capacitySchema, found);
  await writtenCapacityReport(join(to, 'report'), found, 'en');
  await writtenCapacityReport(join(to, 'report', 'ko'), found, 'ko');
  return { subject: capacitySubject(found, distilled), paths: ['capacity.json', ...reportPaths] };
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
