import { dirname, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { distilRecording } from '../edge/store/distil-recording.ts';
import { recordingsAt } from '../edge/store/recordings-at.ts';
import { recordPathOf, writeTrial } from '../edge/store/trial-files.ts';
import type { World } from '../world.ts';
import { exitCodes } from './exit-code.ts';

export function distilCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('distil')
    .description('Makes trial.json again from the raw recordings. Changes no recording.')
    .argument('<folder>', 'a campaign, a trial or a recording')
    .addHelpText('after', '\nExample:\n  peakproof distil results/sample')
    .action(async (folder: string) => {
      for (const recording of await recordingsAt(resolve(world.cwd, folder))) {
        const trial = await distilRecording(recording);
        const path = recordPathOf(dirname(recording));
        await writeTrial(path, trial);
        world.print(
          `${trial.verdict} ${trial.id}: ${trial.whole.processed.toLocaleString('en')} processed → ${relative(world.cwd, path)}`,
        );
      }
      finish(exitCodes.complete);
    });
}
