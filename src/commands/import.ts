import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import { importTrial } from '../edge/store/import-trial.ts';
import type { World } from '../world.ts';
import { parseDuration } from './duration.ts';
import { CommandError, exitCodes } from './exit-code.ts';

interface ImportFlags {
  out: string;
  id?: string;
  length?: string;
}

export function importCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('import')
    .description(
      "Makes a trial record of a plain k6 CSV (k6 run --out csv=FILE), also compressed. '-' reads stdin.",
    )
    .argument('<file>', 'k6 CSV, .csv or .csv.gz')
    .requiredOption('--out <folder>', 'new folder for the recording and trial.json')
    .option('--id <name>', 'name of the trial (default: that of the file)')
    .option('--length <time>', 'count this much from the first request on (default: all of it)')
    .addHelpText('after', '\nExample:\n  peakproof import fixed-5.k6.csv.gz --out results/fixed-5')
    .action(async (file: string, flags: ImportFlags) => {
      const directory = resolve(world.cwd, flags.out);
      const source = file === '-' ? '-' : resolve(world.cwd, file);
      const trial = await importTrial(source, directory, {
        ...(flags.id === undefined ? {} : { id: flags.id }),
        ...(flags.length === undefined ? {} : { lengthSeconds: parseDuration(flags.length, '--length') }),
        onProgress: (bytes, ofBytes) =>
          world.sayLive(() => [
            ofBytes === null
              ? `${(bytes / 1e6).toFixed(0)} MB read`
              : `${Math.floor((100 * bytes) / ofBytes)} % of ${(ofBytes / 1e6).toFixed(0)} MB read`,
          ]),
      });
      const { whole } = trial;
      if (whole.started === 0)
        throw new CommandError(
          `${file} holds no request, so there is nothing to compare.`,
          exitCodes.invalid,
        );
      world.print(
        `${trial.id}: ${whole.processed.toLocaleString('en')} requests processed over ${trial.lengthSeconds.toFixed(1)} s, ${whole.throughputPerSecond.toFixed(1)}/s, mean ${whole.responseSeconds?.mean.toFixed(3) ?? '–'} s`,
      );
      for (const { message, severity } of trial.warnings) world.say(`${severity}: ${message}`);
      world.print(
        `Kept in ${relative(world.cwd, directory) || '.'}; compare it with: peakproof compare FOLDER FOLDER`,
      );
      finish(exitCodes.complete);
    });
}
