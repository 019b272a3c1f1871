import { join } from 'node:path';
import { runProgram } from '../exec/run-program.ts';
import type { Machine } from './machine.ts';
import type { Tool } from './tool.ts';

/** A cold build of k6 takes a minute on two cores; a slow network with an empty module cache takes far more. */
const buildSeconds = 20 * 60;
/** Once everything is downloaded Go compiles for a minute without a word. */
const heartbeatSeconds = 15;

/**
 * Builds the tool from its source into a folder.
 * @param go path of the Go command
 * @returns the path of the program
 * @throws ProgramError if the build fails
 */
export async function builtProgram(
  go: string,
  tool: Tool,
  folder: string,
  machine: Machine,
  { onLine, abort }: { onLine: (line: string) => void; abort?: AbortSignal | undefined },
): Promise<string> {
  // Asked to build for another system, Go refuses to install into GOBIN.
  const { GOOS: _os, GOARCH: _arch, ...env } = machine.env;
  const startedMs = performance.now();
  const heartbeat = setInterval(
    () => onLine(`building, ${Math.round((performance.now() - startedMs) / 1000)} s so far`),
    heartbeatSeconds * 1000,
  );
  try {
    await runProgram([go, 'install', `${tool.goPackage}@v${tool.version}`], {
      // An empty folder: a go.mod or go.work around us must not change what is built.
      cwd: folder,
      env,
      setEnv: { CGO_ENABLED: '0', GOBIN: folder },
      timeoutSeconds: buildSeconds,
      onLine,
      ...(abort === undefined ? {} : { abort }),
    });
  } finally {
    clearInterval(heartbeat);
  }
  return join(folder, tool.name);
}
