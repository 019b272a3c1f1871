import { CommanderError } from 'commander';
import { endingOf } from './commands/ending.ts';
import { exitCodes } from './commands/exit-code.ts';
import { programFor } from './commands/program.ts';
import { processWorld } from './world.ts';

const world = processWorld();
let exitCode: number = exitCodes.complete;
const program = programFor(world, (code) => {
  exitCode = code;
});
try {
  await program.parseAsync(process.argv);
} catch (error) {
  exitCode =
    error instanceof CommanderError
      ? error.exitCode === 0
        ? exitCodes.complete
        : exitCodes.usage
      : endingOf(error, world);
}
process.exitCode = exitCode;
