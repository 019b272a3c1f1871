import { relative } from 'node:path';
import { Command } from 'commander';
import { compareTrials } from '../core/compare/compare.ts';
import type { Comparison } from '../core/model/comparison.ts';
import type { CampaignPlan } from '../core/model/plan.ts';
import type { Trial } from '../core/model/trial.ts';
import type { Lang } from '../core/report/format.ts';
import { type Say, speaker } from '../core/report/text.ts';
import { readHost } from '../edge/host/host.ts';
import { runCampaign } from '../edge/record/campaign-run.ts';
import { CampaignFolder } from '../edge/store/campaign-folder.ts';
import type { World } from '../world.ts';
import { type CampaignOptions, plannedCampaign, withCampaignOptions } from './campaign-options.ts';
import { moreTrialsText } from './claim.ts';
import { type ClusterOptions, withClusterOptions } from './cluster-options.ts';
import { grownCampaign, resumedCampaign } from './continuation.ts';
import { mostRepeats, repeatsPlanned } from './disturbed-trials.ts';
import { environmentReader } from './environment.ts';
import { exitCodeOfMeasurement, exitCodeOfSignal } from './exit-code.ts';
import { onClusters } from './kind-machine.ts';
import { newFolderPath, newTarget } from './new-results.ts';
import { langOption, wholeNumber } from './option-values.ts';
import { planText } from './plan.ts';
import { refusePlanning } from './planned-already.ts';
import { campaignWatcher } from './progress.ts';
import { drawing, printedComparison, writtenReport } from './report.ts';
import { needsOf, targetOf } from './target-choice.ts';
import { k6Load } from './tools.ts';

/** The one that answers soonest. */
const defaultPreset = 'quick';

interface BenchOptions extends CampaignOptions, ClusterOptions {
  out?: string;
  resume?: string | true;
  add?: number;
  repeatDisturbed?: number;
  keep?: boolean;
  keepRaw?: boolean;
  lang: Lang;
}

export function benchCommand(world: World, finish: (exitCode: number) => void): Command {
  return withClusterOptions(
    withCampaignOptions(
      new Command('bench')
        .description(
          'Runs a campaign from plan to report: brings each arm up, loads it, records, compares, draws.',
        )
        .argument(
          '[preset]',
          `quick, standard, full or another preset of the campaign (default: ${defaultPreset}); with --add a campaign folder`,
        ),
    ),
  )
    .option('--out <folder>', 'where the campaign is kept (default: a new folder in results/)')
    .option('--resume [folder]', 'go on with an interrupted campaign: this one, or the newest')
    .option(
      '--add <n>',
      'n more repetitions of each case for a campaign that is there (default: the newest)',
      wholeNumber(1, 1000),
    )
    .option(
      '--repeat-disturbed <n>',
      `trials on a disturbed host that may be repeated, in the whole campaign (default: one in ten)`,
      wholeNumber(0, 1000),
    )
    .option('--keep', 'leave the last cluster running afterwards (local pods always end)')
    .option(
      '--keep-raw',
      "keep k6's whole CSV stream of each trial (about 1.3 kB a request before compression)",
    )
    .addOption(langOption())
    .addHelpText(
      'after',
      '\nExamples:\n  peakproof bench\n  peakproof bench standard --trials 5\n  peakproof bench --cases T-01,T-02 --length 60s --seed 7\n  peakproof bench --cases T-02 --route connections --connections rotate:5-15\n  peakproof bench -c shop.yaml --target context --context NAME\n  peakproof bench --resume\n  peakproof bench --add 4 results/my-campaign',
    )
    .action(async (preset: string | undefined, options: BenchOptions, command: Command) => {
      if (options.add !== undefined) refusePlanning('--add', command);
      else if (options.resume !== undefined)
        refusePlanning('--resume', command, preset === undefined ? [] : [preset]);
      finish(await bench(world, preset, options));
    });
}

export async function bench(
  world: World,
  presetOrFolder: string | undefined,
  options: BenchOptions,
): Promise<number> {
  const folder = await campaignFolder(world, presetOrFolder, options);
  try {
    // Pods of a cluster elsewhere take nothing from this machine.
    const cores = folder.plan.target === 'context' ? null : (await readHost()).cores;
    const say = speaker(options.lang);
    world.say(planText(folder.plan, cores, options.lang));
    await drawing();
    const most = options.repeatDisturbed ?? mostRepeats(folder.plan);
    if (most > 0) world.say(say('bench.repeats', { most }));
    world.say('');
    checkQuota(folder.plan, cores, world, say);
    const load = await k6Load(world, folder.plan.campaignFolder ?? null);
    const parts = {
      target: await targetOf(needsOf(folder.plan), world, options),
      load: load.load,
      clock: world.clock,
      keep: options.keep ?? false,
      keepRaw: options.keepRaw ?? false,
      signal: world.signal,
    };
    const said = new Set<string>();
    await onClusters(world, async () => {
      let first = 0;
      do {
        const plan = { ...folder.plan, trials: folder.plan.trials.slice(first) };
        first += plan.trials.length;
        const watcher = campaignWatcher(world, plan, options.lang);
        await runCampaign(plan, folder, parts, environmentReader(load), watcher);
      } while (!world.signal.aborted && (await repeatsPlanned(world, folder, most, said, say)));
    });
    return await concluded(world, folder, options.lang);
  } catch (error) {
    await folder.withdraw();
    throw error;
  } finally {
    await folder.release();
  }
}

/** Compares what there is, writes the report and prints the table; also after an interruption. */
async function concluded(world: World, folder: CampaignFolder, lang: Lang): Promise<number> {
  const say = speaker(lang);
  const trials = await folder.readTrials();
  const where = relative(world.cwd, folder.directory) || '.';
  const comparison = compareTrials(trials, folder.plan);
  if (trials.length > 0) {
    await folder.writeComparison(comparison);
    await present(world, folder, comparison, trials, lang);
  }
  if (!world.signal.aborted) {
    const more = moreTrialsText(comparison, where, lang);
    if (more !== null) world.say(more);
    return exitCodeOfMeasurement(comparison.verdict);
  }
  const finished = trials.filter((trial) => trial.state === 'completed').length;
  world.say(
    say('bench.stopped', {
      signal: String(world.signal.reason),
      finished,
      all: folder.plan.trials.length,
      command: `npm run bench -- --resume ${where}`,
    }),
  );
  return exitCodeOfSignal(world.signal);
}

async function present(
  world: World,
  folder: CampaignFolder,
  comparison: Comparison,
  trials: readonly Trial[],
  lang: Lang,
): Promise<void> {
  world.print(printedComparison(world, comparison, trials, lang));
  const report = await writtenReport(folder.reportDirectory, comparison, trials, lang);
  world.print(`\n${speaker(lang)('bench.report', { file: relative(world.cwd, report) || report })}`);
}

async function campaignFolder(
  world: World,
  presetOrFolder: string | undefined,
  options: BenchOptions,
): Promise<CampaignFolder> {
  if (options.add !== undefined) return grownCampaign(world, options.add, presetOrFolder ?? null);
  if (options.resume !== undefined) return resumedCampaign(world, options.resume);
  const target = await newTarget(world, options);
  const plan = await plannedCampaign(options, presetOrFolder ?? defaultPreset, target);
  const directory = newFolderPath(world, options.out, plan.campaign);
  return CampaignFolder.create(directory, plan, world.pid);
}

/** An arm that needs more CPU than there is would measure this machine. */
function checkQuota(plan: CampaignPlan, cores: number | null, world: World, say: Say): void {
  const worst = plan.quotaCores;
  if (cores !== null && worst > cores) world.say(say('bench.overQuota', { quota: worst.toFixed(2), cores }));
}
