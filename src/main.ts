import { CommanderError } from 'commander';
import { endingOf } from './commands/ending.ts';
import { exitCodes } from './commands/exit-code.ts';
import { programFor } from './commands/program.ts';
import { processWorld } from './world.ts';

const world = processWorld();
let exitCode: number = exitCodes.complete;
const args = process.argv.slice(2);
try {
  const program = await programFor(world, args, (code) => {
    exitCode = code;
  });
  await program.parseAsync(args, { from: 'user' });
} catch (error) {
  exitCode =
    error instanceof CommanderError
      ? error.exitCode === 0
        ? exitCodes.complete
        : exitCodes.usage
      : endingOf(error, world);
}
process.exitCode = exitCode;
