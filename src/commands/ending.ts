import { K6CsvError } from '../core/distil/k6csv/k6-csv-error.ts';
import { ProgramError } from '../edge/exec/program-error.ts';
import { CampaignError } from '../edge/store/campaign-error.ts';
import { StoreError } from '../edge/store/store-error.ts';
import type { World } from '../world.ts';
import { CommandError, exitCodeOfSignal, exitCodes } from './exit-code.ts';

/** What a person gave us cannot be used; the message says what, why and what to do. */
const userErrors = [StoreError, CampaignError, K6CsvError];

/** Says what went wrong, in a sentence where we know it and with a stack where it is our bug; returns the exit code. */
export function endingOf(error: unknown, world: World): number {
  if (world.signal.aborted) {
    world.say(`Stopped by ${String(world.signal.reason)}.`);
    return exitCodeOfSignal(world.signal);
  }
  if (error instanceof CommandError) {
    world.say(`peakproof: ${error.message}`);
    return error.exitCode;
  }
  if (userErrors.some((kind) => error instanceof kind)) {
    world.say(`peakproof: ${(error as Error).message}`);
    // A stream without a request is no data, and that is not the person's doing.
    const isEmpty = error instanceof K6CsvError && error.problem === 'empty';
    return isEmpty ? exitCodes.invalid : exitCodes.usage;
  }
  if (error instanceof ProgramError) {
    world.say(`peakproof: ${error.message}`);
    return exitCodes.bug;
  }
  const system = systemProblem(error);
  if (system !== null) {
    world.say(`peakproof: ${system.sentence}`);
    return system.exitCode;
  }
  world.say('peakproof: this is a bug in peakproof. Please report it with the lines below.');
  world.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.bug;
}

/** What the operating system refused, in words. */
function systemProblem(error: unknown): { sentence: string; exitCode: number } | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const path = 'path' in error ? ` (${String(error.path)})` : '';
  switch (error.code) {
    case 'ENOSPC':
      return {
        sentence: `the disk is full${path}. What was recorded before is kept; free some space and continue with --resume.`,
        exitCode: exitCodes.bug,
      };
    case 'EACCES':
    case 'EPERM':
      // Reading and writing are refused alike, and the code does not tell them apart.
      return {
        sentence: `no permission${path}. Mend the rights of it or of the folders above it, or name another one.`,
        exitCode: exitCodes.usage,
      };
    case 'EROFS':
      return {
        sentence: `nothing can be written there${path}: the file system is read-only. Choose another folder with --out.`,
        exitCode: exitCodes.usage,
      };
    default:
      return null;
  }
}
