import { join } from 'node:path';
import { runProgram } from '../exec/run-program.ts';
import { type Machine, programsOnPath } from './machine.ts';
import type { Tool } from './tool.ts';

/** A cold build of k6 takes a minute on two cores; a slow network with an empty module cache takes far more. */
const buildSeconds = 20 * 60;

/**
 * Builds the tool from its source into a folder.
 * @returns the path of the program
 * @throws Error with a sentence if there is no Go; ProgramError if the build fails
 */
export async function builtProgram(
  tool: Tool,
  folder: string,
  machine: Machine,
  { onLine, abort }: { onLine: (line: string) => void; abort?: AbortSignal | undefined },
): Promise<string> {
  const [go] = programsOnPath('go', machine);
  if (go === undefined) throw new Error('there is no go on PATH');
  // Asked to build for another system, Go refuses to install into GOBIN.
  const { GOOS: _os, GOARCH: _arch, ...env } = machine.env;
  await runProgram([go, 'install', `${tool.goPackage}@v${tool.version}`], {
    // An empty folder: a go.mod or go.work around us must not change what is built.
    cwd: folder,
    env,
    setEnv: { CGO_ENABLED: '0', GOBIN: folder },
    timeoutSeconds: buildSeconds,
    onLine,
    ...(abort === undefined ? {} : { abort }),
  });
  return join(folder, tool.name);
}
