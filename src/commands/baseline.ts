import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { casesOf, changesBy, obstaclesTo } from '../core/compare/check/acceptance.ts';
import { checkCapacity } from '../core/compare/check/check-capacity.ts';
import { countedOf } from '../core/compare/check/counted.ts';
import { compareTrials } from '../core/compare/compare.ts';
import type { Acceptance } from '../core/model/baseline-log.ts';
import type { Trial } from '../core/model/trial.ts';
import { gitOutput } from '../edge/git/git.ts';
import { readBaselineLog, writeBaseline } from '../edge/store/baseline-folder.ts';
import { baselineFolder } from '../edge/store/baseline-source.ts';
import { CampaignFolder } from '../edge/store/campaign-folder.ts';
import { exists } from '../edge/store/folders.ts';
import { readTrials } from '../edge/store/trial-files.ts';
import type { World } from '../world.ts';
import { acceptanceText } from './acceptance-text.ts';
import { candidateFolder, settingsFor } from './check-inputs.ts';
import { CommandError, exitCodes } from './exit-code.ts';

interface AcceptOptions {
  because: string;
  force?: true;
  into: string;
}

export function baselineCommand(world: World, finish: (exitCode: number) => void): Command {
  const command = new Command('baseline').description(
    'Accepts a campaign as the baseline of `check`, or shows it.',
  );
  command
    .command('accept')
    .description('Copies the records of a campaign, without recordings, and logs who accepted them and why.')
    .argument('[folder]', 'the campaign (default: the newest in results/)')
    .requiredOption('--because <text>', 'why: it is kept in the log')
    .option('--force', 'accept it although it could not be decided whether it is as good')
    .option('--into <folder>', 'where the baseline is kept', baselineFolder)
    .addHelpText(
      'after',
      '\nExample:\n  peakproof baseline accept results/new --because "the portal caches its pages since 1.4"',
    )
    .action(async (folder: string | undefined, options: AcceptOptions) => {
      await accept(world, await candidateFolder(world, folder), options);
      finish(exitCodes.complete);
    });
  command
    .command('show')
    .description('What the baseline is, and how it became so.')
    .argument('[folder]', 'where it is kept', baselineFolder)
    .option('--json', 'the log as JSON')
    .addHelpText('after', '\nExample:\n  peakproof baseline show')
    .action(async (folder: string, { json }: { json?: true }) => {
      const log = await readBaselineLog(resolve(world.cwd, folder));
      if (log.accepted.length === 0)
        throw new CommandError(
          `no baseline was accepted in ${folder}. Accept one with \`peakproof baseline accept\`, or check the path.`,
        );
      world.print(
        json ? JSON.stringify(log, null, 2) : [...log.accepted].reverse().map(acceptanceText).join('\n\n'),
      );
      finish(exitCodes.complete);
    });
  return command.addHelpText(
    'after',
    '\nExamples:\n  peakproof baseline accept results/new --because "the first one"\n  peakproof baseline show',
  );
}

async function accept(world: World, directory: string, options: AcceptOptions): Promise<void> {
  const because = options.because.trim();
  if (because === '') throw new CommandError('--because is empty: say why, for whoever asks in a year.');
  const campaign = await CampaignFolder.open(directory);
  const trials = await readTrials(directory);
  const into = resolve(world.cwd, options.into);
  const before = (await exists(join(into, 'trials'))) ? await readTrials(into) : [];
  const settings = await settingsFor(world, directory);
  const check =
    before.length === 0
      ? null
      : checkCapacity({ name: directory, trials }, { name: options.into, trials: before }, settings);
  const { trials: counted } = countedOf(trials);
  const planned = campaign.plan.trials.map(({ id }) => id);
  const missing = planned.filter((id) => !trials.some((trial) => trial.id === id));
  const { invalid, doubts } = obstaclesTo(counted, missing, settings, check);
  refuse(invalid, doubts, options.force ?? false);
  const acceptance: Acceptance = {
    acceptedAt: new Date(world.clock.now() * 1000).toISOString(),
    by: await personOf(world),
    because,
    campaign: campaign.plan.campaign,
    gitCommit: commitOf(counted),
    forced: doubts.length > 0,
    doubts,
    verdict: check?.verdict ?? null,
    cases: casesOf(counted),
    changes: changesBy(counted, countedOf(before).trials, settings, check),
  };
  const comparison = compareTrials(trials, campaign.plan);
  await writeBaseline(into, campaign, { trials, comparison, acceptance });
  world.print(acceptanceText(acceptance));
  if (check?.verdict === 'FAIL')
    world.say('It is slower than the baseline before, and is the baseline from now on.');
  world.say(`Kept in ${relative(world.cwd, into) || '.'}: commit it.`);
}

function refuse(invalid: readonly string[], doubts: readonly string[], force: boolean): void {
  if (invalid.length > 0)
    throw new CommandError(
      [
        'This campaign cannot be a baseline, because every check against it would be INVALID:',
        ...invalid.map((reason) => `  ${reason}`),
        'Measure it again.',
      ].join('\n'),
      exitCodes.invalid,
    );
  if (doubts.length > 0 && !force)
    throw new CommandError(
      [
        'This campaign is not accepted, because nobody could say whether it is as good as it should be:',
        ...doubts.map((reason) => `  ${reason}`),
        'Measure more trials, or answer for it with --force.',
      ].join('\n'),
      exitCodes.inconclusive,
    );
}

/** As git would sign a commit here; null where it does not know. */
async function personOf(world: World): Promise<string | null> {
  const name = (await gitOutput(world.cwd, ['config', 'user.name']))?.trim();
  const email = (await gitOutput(world.cwd, ['config', 'user.email']))?.trim();
  if (name) return email ? `${name} <${email}>` : name;
  return email || world.env.USER || null;
}

function commitOf(trials: readonly Trial[]): string | null {
  const commits = new Set(trials.map((trial) => trial.environment?.gitCommit ?? null));
  return commits.size === 1 ? [...commits][0]! : null;
}
