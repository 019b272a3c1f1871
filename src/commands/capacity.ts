import { relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Capacity } from '../core/model/capacity.ts';
import type { TargetName } from '../core/model/plan.ts';
import { renderCapacityTerminal } from '../core/report/capacity/terminal.ts';
import type { Lang } from '../core/report/format.ts';
import { runCapacity } from '../edge/record/capacity-run.ts';
import { CapacityFolder } from '../edge/store/capacity-folder.ts';
import type { World } from '../world.ts';
import { capacityWatcher } from './capacity-progress.ts';
import { capacityCampaign, capacityQuestion, costText, onePod, quotaCores } from './capacity-question.ts';
import { capacityDrawing, writtenCapacityReport } from './capacity-report.ts';
import { type ClusterOptions, withClusterOptions } from './cluster-options.ts';
import { environmentReader } from './environment.ts';
import { exitCodeOfSignal, exitCodes } from './exit-code.ts';
import { onClusters } from './kind-machine.ts';
import { newFolderPath, newTarget } from './new-results.ts';
import { langOption } from './option-values.ts';
import { refusePlanning } from './planned-already.ts';
import { printedWidth } from './printed-width.ts';
import { targetOf } from './target-choice.ts';
import { k6Load } from './tools.ts';

/** What a person may say about a search, as it was typed. */
export interface CapacityOptions extends ClusterOptions {
  campaign: string;
  scenario?: string;
  replicas: string;
  repeats: string;
  length: string;
  within?: string;
  share: string;
  errors: string;
  resolution: string;
  seed?: string;
  target?: TargetName;
  out?: string;
  resume?: string;
  keep?: boolean;
  lang: Lang;
}

export function capacityCommand(world: World, finish: (exitCode: number) => void): Command {
  const command = new Command('capacity')
    .description(
      'Finds, for each number of replicas, the highest load that still holds a service level, and how it grows with them.',
    )
    .option('-c, --campaign <name|file>', 'campaign that describes the services', 'survey-peak')
    .option('--scenario <name>', 'load to offer (default: the first of the campaign)')
    .option('--replicas <list>', 'numbers of replicas', '1,2,4,8')
    .option('--repeats <n>', 'searches for each number; two at the least for intervals', '3')
    .option('--length <time>', 'of each load; the second half of it is judged', '40s')
    .option('--within <time>', "answers later than this miss the level (default: the campaign's SLO)")
    .option('--share <percent>', 'of all requests have to be answered within it', '95%')
    .option('--errors <percent>', 'of all requests may fail', '0.1%')
    .option('--resolution <percent>', 'between the load that holds and the one that fails', '5%')
    .option('--seed <n>', 'seed of the loads that searches begin with')
    .addOption(
      new Option('--target <where>', 'where the replicas run').choices(['local', 'kind', 'context']),
    );
  return withClusterOptions(command)
    .option('--out <folder>', 'where the search is kept (default: a new folder in results/)')
    .option('--resume <folder>', 'go on with an interrupted search; it keeps what was asked then')
    .option('--keep', 'leave a cluster running afterwards')
    .addOption(langOption())
    .addHelpText(
      'after',
      '\nExamples:\n  peakproof capacity\n  peakproof capacity --replicas 1,2,4 --repeats 4 --within 1s --share 99%',
    )
    .action(async (options: CapacityOptions, command: Command) => {
      if (options.resume !== undefined) refusePlanning('--resume', command);
      finish(await capacity(world, options));
    });
}

async function capacity(world: World, options: CapacityOptions): Promise<number> {
  const folder = await capacityFolder(world, options);
  try {
    const { question } = folder;
    await capacityDrawing();
    const campaign = await capacityCampaign(question.campaignFile);
    const cores = quotaCores(campaign, question);
    world.say(costText(question));
    const load = await k6Load(world, campaign.own.folder);
    const needs = {
      target: question.target,
      quotaCores: cores,
      campaignFolder: campaign.own.folder,
      services: Object.values(onePod(campaign, question).services),
    };
    const target = await targetOf(needs, world, options);
    const found = await onClusters(world, async () => {
      try {
        const place = await target.open('capacity', world.signal);
        const readEnvironment = environmentReader(load);
        return await runCapacity(
          campaign,
          folder,
          { target, load: load.load, clock: world.clock, keepRaw: false, signal: world.signal },
          (plan) => readEnvironment(plan, place),
          capacityWatcher(world),
        );
      } finally {
        await target.close(options.keep ?? false);
      }
    });
    await folder.writeCapacity(found);
    return await concluded(world, folder, found, options.lang);
  } catch (error) {
    await folder.withdraw();
    throw error;
  } finally {
    await folder.release();
  }
}

async function concluded(world: World, folder: CapacityFolder, found: Capacity, lang: Lang): Promise<number> {
  const where = relative(world.cwd, folder.directory) || '.';
  if (found.tried.length > 0) {
    world.print(renderCapacityTerminal(found, { lang, width: printedWidth(world), colour: world.colour }));
    const report = await writtenCapacityReport(folder.reportDirectory, found, lang);
    world.print(`\nReport: ${relative(world.cwd, report) || report}`);
  }
  if (world.signal.aborted) {
    world.say(
      `Stopped by ${String(world.signal.reason)}: ${found.tried.length} loads are recorded and kept. Go on with: peakproof capacity --resume ${where}`,
    );
    return exitCodeOfSignal(world.signal);
  }
  const without = found.capacities.filter(({ value }) => value === null).map(({ replicas }) => replicas);
  if (without.length === 0) return exitCodes.complete;
  world.say(
    `No capacity was found for ${without.join(', ')} replicas within ${folder.question.mostTries} loads each: see which level each load missed, above. Choose another level (--within, --share, --errors), or look at the trials in ${where}.`,
  );
  return found.tried.every(({ held }) => held === null) ? exitCodes.invalid : exitCodes.inconclusive;
}

async function capacityFolder(world: World, options: CapacityOptions): Promise<CapacityFolder> {
  if (options.resume !== undefined)
    return CapacityFolder.resume(resolve(world.cwd, options.resume), world.pid);
  const question = await capacityQuestion(options, await newTarget(world, options));
  const directory = newFolderPath(world, options.out, `capacity-${question.scenario}`);
  return CapacityFolder.create(directory, question, world.pid);
}
