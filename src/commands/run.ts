import { Command } from 'commander';
import type { Lang } from '../core/report/format.ts';
import type { World } from '../world.ts';
import { bench } from './bench.ts';
import { type CampaignOptions, withCampaignOptions } from './campaign-options.ts';
import { type ClusterOptions, withClusterOptions } from './cluster-options.ts';
import { langOption } from './option-values.ts';

interface RunOptions extends CampaignOptions, ClusterOptions {
  preset: string;
  out?: string;
  keepRaw?: boolean;
  lang: Lang;
}

/** One case of a campaign, recorded and reported: what `bench` does, for a person who asks about one arm. */
export function runCommand(world: World, finish: (exitCode: number) => void): Command {
  return withClusterOptions(
    withCampaignOptions(
      new Command('run')
        .description('Runs one case of a campaign.')
        .argument('<case>', 'name of the case, e.g. T-02')
        .option('--preset <name>', 'preset that gives the length', 'quick'),
    ),
  )
    .option('--out <folder>', 'where it is kept (default: a new folder in results/)')
    .option('--keep-raw', "keep k6's whole CSV stream")
    .addOption(langOption())
    .addHelpText(
      'after',
      '\nExamples:\n  peakproof run T-02 --length 60s\n  peakproof run T-02 --route connections --connections keep',
    )
    .action(async (name: string, { preset, ...options }: RunOptions) =>
      finish(await bench(world, preset, { ...options, cases: [name], trials: options.trials ?? 1 })),
    );
}
