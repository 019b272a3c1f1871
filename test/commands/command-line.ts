import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { endingOf } from '../../src/commands/ending.ts';
import { programFor } from '../../src/commands/program.ts';
import { systemClock } from '../../src/edge/clock.ts';
import type { World } from '../../src/world.ts';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs the command line in this process, on a world that keeps what it is told. */
export async function commandLine(
  args: readonly string[],
  changes: Partial<World> = {},
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const world: World = {
    env: process.env,
    cwd: root,
    platform: process.platform,
    arch: process.arch,
    pid: process.pid,
    node: process.execPath,
    nodeVersion: process.versions.node,
    clock: systemClock(),
    print: (text) => {
      stdout += text.endsWith('\n') ? text : `${text}\n`;
    },
    say: (line) => {
      stderr += `${line}\n`;
    },
    sayLive: () => {},
    stdoutColumns: null,
    colour: false,
    liveColour: false,
    interactive: false,
    signal: new AbortController().signal,
    ...changes,
  };
  let exitCode = 0;
  const program = await programFor(world, args, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : endingOf(error, world);
  }
  return { exitCode, stdout, stderr };
}
