import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import { compareTrials } from '../core/compare/compare.ts';
import type { Lang } from '../core/report/format.ts';
import { comparableTrials } from '../edge/store/comparable-trials.ts';
import type { World } from '../world.ts';
import { exitCodeOfMeasurement } from './exit-code.ts';
import { langOption } from './option-values.ts';
import { printedComparison, writtenReport } from './report.ts';

export function compareCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('compare')
    .description(
      'Compares trials of any folders: campaigns, single trials, imports. Imports are cut to their common window.',
    )
    .argument('<folders...>', 'the base first')
    .option('--out <folder>', 'also write report.html and report.md there')
    .addOption(langOption())
    .option('--json', 'print the comparison as JSON')
    .addHelpText('after', '\nExample:\n  peakproof compare results/fixed-5 results/hpa-5-10')
    .action(async (folders: string[], options: { out?: string; lang: Lang; json?: boolean }) => {
      const trials = await comparableTrials(folders.map((folder) => resolve(world.cwd, folder)));
      const comparison = compareTrials(trials, null);
      world.print(
        options.json
          ? JSON.stringify(comparison, null, 2)
          : printedComparison(world, comparison, trials, options.lang),
      );
      if (options.out !== undefined) {
        const report = await writtenReport(resolve(world.cwd, options.out), comparison, trials, options.lang);
        world.say(`Report: ${relative(world.cwd, report) || report}`);
      }
      finish(exitCodeOfMeasurement(comparison.verdict));
    });
}
