import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { compareTrials } from '../core/compare/compare.ts';
import type { Comparison } from '../core/model/comparison.ts';
import type { Trial } from '../core/model/trial.ts';
import type { Lang } from '../core/report/format.ts';
import { renderMarkdown } from '../core/report/markdown.ts';
import { renderTerminal } from '../core/report/terminal.ts';
import { CampaignFolder } from '../edge/store/campaign-folder.ts';
import { writableFolder } from '../edge/store/folders.ts';
import { readTrials } from '../edge/store/trial-files.ts';
import type { World } from '../world.ts';
import { exitCodeOfMeasurement } from './exit-code.ts';

/** Width of the table where nobody's terminal says another. */
const fileColumns = 110;

export const langOption = () => new Option('--lang <lang>', 'language').choices(['en', 'ko']).default('en');

export function reportCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('report')
    .description('Draws the report of a campaign from its records alone: no cluster, no k6, no network.')
    .argument('<folder>', 'campaign folder')
    .option('--out <folder>', 'where report.html and report.md go (default: report/ in the campaign)')
    .addOption(langOption())
    .addHelpText('after', '\nExample:\n  peakproof report results/sample --out /tmp/report --lang ko')
    .action(async (folder: string, { out, lang }: { out?: string; lang: Lang }) => {
      const directory = resolve(world.cwd, folder);
      const campaign = await CampaignFolder.open(directory);
      const trials = await readTrials(directory);
      const comparison = compareTrials(trials, campaign.plan);
      const written = await writtenReport(
        out === undefined ? campaign.reportDirectory : resolve(world.cwd, out),
        comparison,
        trials,
        lang,
      );
      world.print(printedComparison(world, comparison, trials, lang));
      world.print(`\nReport: ${relative(world.cwd, written) || written}`);
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
  const width = world.stdoutColumns ?? fileColumns;
  return renderTerminal({ comparison, trials }, { width, colour: world.colour, lang });
}

/** Writes report.html and report.md; returns the path of the first. */
export async function writtenReport(
  directory: string,
  comparison: Comparison,
  trials: readonly Trial[],
  lang: Lang,
): Promise<string> {
  await writableFolder(directory);
  // The drawing library is large, and most commands draw nothing.
  const { renderHtml } = await import('../core/report/html.ts');
  const input = { comparison, trials };
  const path = join(directory, 'report.html');
  await writeFile(join(directory, 'report.md'), renderMarkdown(input, { lang }));
  await writeFile(path, await renderHtml(input, { lang }));
  return path;
}
