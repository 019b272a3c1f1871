import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { compareTrials } from '../core/compare/compare.ts';
import type { Comparison } from '../core/model/comparison.ts';
import type { Trial } from '../core/model/trial.ts';
import type { Lang } from '../core/report/format.ts';
import type { ReportInput } from '../core/report/input.ts';
import { renderMarkdown } from '../core/report/markdown.ts';
import { renderTerminal } from '../core/report/terminal.ts';
import { NoBrowserError, printPdf } from '../edge/render/chromium.ts';
import { CampaignFolder } from '../edge/store/campaign-folder.ts';
import { writableFolder } from '../edge/store/folders.ts';
import { readTrials } from '../edge/store/trial-files.ts';
import type { World } from '../world.ts';
import { CommandError, exitCodeOfMeasurement, exitCodes } from './exit-code.ts';
import { langOption } from './option-values.ts';
import { printedWidth } from './printed-width.ts';
import { appendSummary } from './step-summary.ts';

interface ReportOptions {
  out?: string;
  lang: Lang;
  pdf?: true;
  csv?: true;
  stepSummary?: string;
}

export function reportCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('report')
    .description('Draws the report of a campaign from its records alone: no cluster, no k6, no network.')
    .argument('<folder>', 'campaign folder')
    .option('--out <folder>', 'where report.html and report.md go (default: report/ in the campaign)')
    .option('--pdf', 'also report.pdf, printed by the Chromium on PATH or in CHROMIUM_PATH')
    .option('--csv', 'also data/<chart>.csv: the numbers behind each chart')
    .option('--step-summary <file>', 'append the Markdown to this file, under the 1 MiB that GitHub shows')
    .addOption(langOption())
    .addHelpText('after', '\nExample:\n  peakproof report results/sample --out /tmp/report --lang ko')
    .action(async (folder: string, { out, lang, pdf, csv, stepSummary }: ReportOptions) => {
      const directory = resolve(world.cwd, folder);
      const campaign = await CampaignFolder.open(directory);
      const trials = await readTrials(directory);
      const comparison = compareTrials(trials, campaign.plan);
      const target = out === undefined ? campaign.reportDirectory : resolve(world.cwd, out);
      const written = await writtenReport(target, comparison, trials, lang);
      if (csv) await writeCsv(join(target, 'data'), { comparison, trials });
      if (stepSummary !== undefined)
        await appendSummary(
          resolve(world.cwd, stepSummary),
          renderMarkdown({ comparison, trials }, { lang }),
          lang,
        );
      world.print(printedComparison(world, comparison, trials, lang));
      world.print(`\nReport: ${relative(world.cwd, written) || written}`);
      // Last, because it alone can fail for want of another program: the rest is there by then.
      if (pdf) await writePdf(written, join(target, 'report.pdf'), world);
      finish(exitCodeOfMeasurement(comparison.verdict));
    });
}

/** The comparison as the terminal shows it. */
export function printedComparison(
  world: World,
  comparison: Comparison,
  trials: readonly Trial[],
  lang: Lang,
): string {
  return renderTerminal({ comparison, trials }, { width: printedWidth(world), colour: world.colour, lang });
}

/**
 * The drawing library is large, and most commands draw nothing. What draws after an interruption loads it before: Ctrl-C
 * ends the compiler of a checkout too, which is another process of the terminal's group.
 */
export const drawing = () => import('../core/report/html.ts');

/** Writes report.html and report.md; returns the path of the first. */
export async function writtenReport(
  directory: string,
  comparison: Comparison,
  trials: readonly Trial[],
  lang: Lang,
): Promise<string> {
  await writableFolder(directory);
  const { renderHtml } = await drawing();
  const input = { comparison, trials };
  const path = join(directory, 'report.html');
  await writeFile(join(directory, 'report.md'), renderMarkdown(input, { lang }));
  await writeFile(path, await renderHtml(input, { lang }));
  return path;
}

async function writePdf(html: string, pdf: string, world: World): Promise<void> {
  world.sayLive(() => ['  printing report.pdf']);
  try {
    await printPdf(html, pdf, { env: world.env, abort: world.signal });
  } catch (error) {
    if (error instanceof NoBrowserError) throw new CommandError(error.message, exitCodes.bug);
    throw error;
  }
  world.say(`PDF: ${relative(world.cwd, pdf) || pdf}`);
}

async function writeCsv(directory: string, input: ReportInput): Promise<void> {
  await writableFolder(directory);
  const [{ chartsOf }, { csvFilesOf }, { pageContext }] = await Promise.all([
    import('../core/report/charts/all.ts'),
    import('../core/report/csv.ts'),
    import('../core/report/html/context.ts'),
  ]);
  // Always in English: names of columns that a program reads do not change with the reader.
  for (const { name, text } of csvFilesOf(chartsOf(input, pageContext(input, 'en'))))
    await writeFile(join(directory, name), text);
}
