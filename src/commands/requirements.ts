import { writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { Command } from 'commander';
import { areas, measureNames, type Scorecard, scorecardSchema } from '../core/model/requirement.ts';
import type { Lang } from '../core/report/format.ts';
import { renderScorecardMarkdown } from '../core/report/requirements/markdown.ts';
import { type ScoreRow, scoreSummary } from '../core/report/requirements/summary.ts';
import { type Measure, measures } from '../core/requirements/measures.ts';
import { type Requirements, scorecardOf } from '../core/requirements/scorecard.ts';
import { packageRoot } from '../edge/package-root.ts';
import { sha256Of } from '../edge/store/file-hash.ts';
import { writableFolder } from '../edge/store/folders.ts';
import { writeJson } from '../edge/store/json-file.ts';
import { readRequirementsFile } from '../edge/store/requirements-file.ts';
import { readTrial, recordsAt } from '../edge/store/trial-files.ts';
import type { World } from '../world.ts';
import { exitCodeOfRequirements } from './exit-code.ts';
import { langOption } from './option-values.ts';

interface RequirementsOptions {
  out?: string;
  lang: Lang;
  json?: true;
}

const explanation = `
A requirement names a measure, a limit, and on request a case to be set against and a confidence:

  requirements:
    - { id: P-1, title: Fast, case: T-02, measure: p95, atMost: 3 s }
    - { id: S-1, title: Scales, case: T-02, measure: throughput, against: T-01, atLeast: 1.5, confidence: 95 % }

Measures, with limits such as 3 s: ${measureList('seconds')}
          such as 0.1 %: ${measureList('share')}
          such as 100: ${measureList('number')}
Without a case it has to hold in every case; without a confidence in every single trial. Of a trial that was repeated,
because the host was disturbed, one attempt counts: the same as in the report.
Areas: ${areas.join(', ')}.

Ends with 0 if all are met, 99 if one is missed, 3 if one rests on an INVALID trial, 4 if one cannot be told yet. What
has no measure is listed as not measured, and counts for nothing.

Examples:
  peakproof requirements rasp results/sample
  peakproof requirements our-poc.yaml results/survey --out /tmp/scorecard --lang ko`;

function measureList(unit: Measure['unit']): string {
  return measureNames.filter((name) => measures[name].unit === unit).join(', ');
}

export function requirementsCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('requirements')
    .description(
      'Judges a campaign by the requirements of a proof of concept, and says where each proof lies.',
    )
    .argument('<file>', 'requirements: a YAML file, or rasp for the scorecard that comes with peakproof')
    .argument('[folder]', 'campaign folder', '.')
    .option('--out <folder>', 'also write requirements.html, requirements.md and requirements.json there')
    .addOption(langOption())
    .option('--json', 'print the result as JSON')
    .addHelpText('after', explanation)
    .action(async (file: string, folder: string, { out, lang, json }: RequirementsOptions) => {
      const { asked, sha256 } = await readRequirementsFile(file, packageRoot());
      const card = await scorecardIn(resolve(world.cwd, folder), asked, sha256);
      const directory = out === undefined ? null : resolve(world.cwd, out);
      if (directory !== null) await writableFolder(directory);
      world.print(json ? JSON.stringify(card, null, 2) : scorecardText(card, lang));
      if (directory !== null) {
        await writeJson(join(directory, 'requirements.json'), scorecardSchema, card);
        await writeScorecard(directory, card, lang);
        world.say(`Scorecard: ${relative(world.cwd, join(directory, 'requirements.html'))}`);
      }
      finish(exitCodeOfRequirements(card.verdict));
    });
}

/** Judges the records of a folder. */
export async function scorecardIn(
  directory: string,
  asked: Requirements,
  sha256: string,
): Promise<Scorecard> {
  const records = await Promise.all(
    (await recordsAt(directory)).map(async (path) => ({
      trial: await readTrial(path),
      file: relative(directory, path).split(sep).join('/'),
      sha256: await sha256Of(path),
    })),
  );
  return scorecardOf(asked, sha256, records);
}

/** Writes requirements.html and requirements.md. */
export async function writeScorecard(directory: string, card: Scorecard, lang: Lang): Promise<void> {
  const { renderScorecardHtml } = await import('../core/report/requirements/html.ts');
  await writeFile(join(directory, 'requirements.md'), renderScorecardMarkdown(card, { lang }));
  await writeFile(join(directory, 'requirements.html'), renderScorecardHtml(card, { lang }));
}

function scorecardText(card: Scorecard, lang: Lang): string {
  const summary = scoreSummary(card, lang);
  const rowText = (row: ScoreRow) => [
    `  ${row.standingText}  ${row.id}  ${row.title}`,
    ...[row.wanted, ...row.measured, row.why, ...row.proof]
      .filter((line) => line !== null)
      .map((line) => `      ${line}`),
  ];
  return [
    `${summary.title} (${summary.label})`,
    ...summary.areas.flatMap(({ name, rows }) => ['', name, ...rows.flatMap(rowText)]),
    '',
    `${summary.verdict.text}: ${summary.verdict.means}`,
  ].join('\n');
}
