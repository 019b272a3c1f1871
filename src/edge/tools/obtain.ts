import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ProgramError } from '../exec/program-error.ts';
import { builtProgram } from './go-install.ts';
import { cachePath, checkedProgram, failure, locateTool } from './locate.ts';
import { type Machine, programsOnPath, toolsFolder } from './machine.ts';
import { releasedProgram, releaseFor } from './release.ts';
import type { Attempt, FoundTool, Tool } from './tool.ts';
import { ToolError } from './tool-error.ts';

export interface ObtainOptions {
  /** One line whenever there is something new to say. */
  onProgress?: (line: string) => void;
  abort?: AbortSignal;
}

interface Way {
  readonly from: 'release' | 'go install';
  readonly version: string;
  readonly what: string;
  /** Puts the program into the folder and returns its path there. */
  readonly program: (folder: string) => Promise<string>;
}

/**
 * A tool that can be used, found or installed:
 *
 *     override ─► PATH ─► cache ─► release, checksum pinned ─► go install ─► one error that tells all of it
 *
 * A release of another version than the one that our facts were checked with comes after `go install`.
 * @throws ToolError if there is no way; OverrideError if the override names a program that cannot be used;
 *   the abort's reason if it is aborted
 */
export async function obtainTool(
  tool: Tool,
  machine: Machine,
  { onProgress = () => {}, abort }: ObtainOptions = {},
): Promise<FoundTool> {
  const located = await locateTool(tool, machine);
  for (const { way, outcome } of located.attempts)
    if (way.startsWith('PATH has') || way.startsWith('cache has')) onProgress(`${way}: ${outcome}`);
  if (located.found !== null) return located.found;

  const attempts: Attempt[] = [...located.attempts];
  const folder = toolsFolder(machine);
  const watch = { onLine: (line: string) => onProgress(`${tool.name}: ${line}`), abort };
  if (folder !== null) {
    for (const way of waysToInstall(tool, machine, watch, attempts)) {
      abort?.throwIfAborted();
      onProgress(`${tool.name} ${way.version}: installing by ${way.what}`);
      try {
        const found = await installed(tool, way, folder, machine);
        onProgress(`${tool.name} ${found.version} is ready at ${found.path}`);
        return found;
      } catch (error) {
        abort?.throwIfAborted();
        const outcome = error instanceof ProgramError ? failure(error) : (error as Error).message;
        attempts.push({ way: way.what, outcome });
        onProgress(`${tool.name}: ${way.what} did not work: ${outcome}`);
      }
    }
  }
  throw new ToolError(tool, attempts, cachePath(tool, tool.version, machine));
}

/** What cannot be tried at all goes into `attempts`, so that the error accounts for every way. */
function waysToInstall(
  tool: Tool,
  machine: Machine,
  watch: Parameters<typeof builtProgram>[4],
  attempts: Attempt[],
): Way[] {
  const ways: Way[] = [];
  const asset = releaseFor(tool, machine);
  if (asset === null) {
    const outcome = `there is none with a known checksum for ${machine.platform}-${machine.arch}`;
    attempts.push({ way: 'release', outcome });
  } else {
    ways.push({
      from: 'release',
      version: tool.release!.version,
      what: `download of release ${tool.release!.version}`,
      program: (folder) => releasedProgram(asset, folder, machine, watch),
    });
  }

  const what = `go install ${tool.goPackage}@v${tool.version}`;
  const [go] = programsOnPath('go', machine);
  if (tool.goPackage !== null && go === undefined)
    attempts.push({ way: what, outcome: 'there is no go on PATH' });
  else if (tool.goPackage !== null)
    ways.push({
      from: 'go install',
      version: tool.version,
      what,
      program: (folder) => builtProgram(go!, tool, folder, machine, watch),
    });
  const rank = (way: Way) => (way.version !== tool.version ? 2 : way.from === 'release' ? 0 : 1);
  return ways.sort((a, b) => rank(a) - rank(b));
}

/**
 * Installs into a folder of its own inside the cache and moves the program into place when it has been seen to run.
 * The move replaces in one step, so two that install at once, or a reader, never see half of it.
 */
async function installed(tool: Tool, way: Way, folder: string, machine: Machine): Promise<FoundTool> {
  await mkdir(folder, { recursive: true });
  const staging = await mkdtemp(join(folder, `.${tool.name}-`));
  try {
    const staged = await way.program(staging);
    const checked = await checkedProgram(tool, staged, machine);
    if ('outcome' in checked)
      throw new Error(`what it gave cannot be used: ${checked.outcome.replaceAll(staging, '…')}`);
    const path = cachePath(tool, way.version, machine)!;
    await mkdir(dirname(path), { recursive: true });
    await rename(staged, path);
    return { name: tool.name, path, version: checked.version, from: way.from };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
