import { join, resolve } from 'node:path';
import { type Ending, endingPhrase } from '../exec/ending.ts';
import { programEnding } from '../exec/run-program.ts';
import { isProgram, type Machine, programsOnPath, toolsFolder } from './machine.ts';
import type { Attempt, FoundTool, Tool } from './tool.ts';
import { OverrideError } from './tool-error.ts';
import { isWithin, rangeText, versionIn } from './version.ts';

export interface Located {
  readonly found: FoundTool | null;
  /** What was looked at and passed over, and why. */
  readonly attempts: readonly Attempt[];
}

/**
 * Looks for a tool without installing anything: the override, then PATH, then our cache. A program of another version
 * is passed over with a note.
 * @throws OverrideError if the override names a program that cannot be used
 */
export async function locateTool(tool: Tool, machine: Machine): Promise<Located> {
  const named = machine.env[tool.override];
  if (named) {
    // Absolute, because the tool will be run in other folders. A bare name is looked for on PATH, as a shell does.
    const override = named.includes('/') ? resolve(named) : named;
    const checked = await checkedProgram(tool, override, machine);
    if ('outcome' in checked) throw new OverrideError(tool, override, checked.outcome);
    return { found: { ...checked, from: 'override' }, attempts: [] };
  }

  const attempts: Attempt[] = [];
  const onPath = programsOnPath(tool.name, machine);
  const cached = cachePaths(tool, machine);
  const places = [
    ...onPath.map((path) => ({ path, from: 'path' as const, way: `PATH has ${path}` })),
    ...cached.filter(isProgram).map((path) => ({ path, from: 'cache' as const, way: `cache has ${path}` })),
  ];
  for (const { path, from, way } of places) {
    const checked = await checkedProgram(tool, path, machine);
    if (!('outcome' in checked)) return { found: { ...checked, from }, attempts };
    attempts.push({ way, outcome: checked.outcome });
  }
  if (onPath.length === 0) attempts.unshift({ way: 'PATH', outcome: `there is no ${tool.name} on it` });
  if (!cached.some(isProgram))
    attempts.push({
      way: 'cache',
      outcome: cached[0] === undefined ? 'neither HOME nor XDG_CACHE_HOME is set' : `nothing at ${cached[0]}`,
    });
  return { found: null, attempts };
}

/** Where a version of a tool is kept; null where this machine has no cache. */
export function cachePath(tool: Tool, version: string, machine: Machine): string | null {
  const folder = toolsFolder(machine);
  return folder === null ? null : join(folder, `${tool.name}-${version}`, tool.name);
}

/** Of the version that we install from source, and of the release where that is another. */
function cachePaths(tool: Tool, machine: Machine): string[] {
  const versions = new Set([tool.version, tool.release?.version ?? tool.version]);
  return [...versions].map((version) => cachePath(tool, version, machine)).filter((path) => path !== null);
}

/** The program with its version, or why it cannot be used. */
export async function checkedProgram(
  tool: Tool,
  path: string,
  machine: Machine,
): Promise<{ name: string; path: string; version: string } | { outcome: string }> {
  const ending = await programEnding([path, ...tool.versionArgs], { env: machine.env, timeoutSeconds: 20 });
  if (ending.how !== 'exited' || ending.exitCode !== 0) return { outcome: failure(ending) };
  const version = versionIn(ending.stdout);
  if (version === null) return { outcome: `it does not say its version when run as ${ending.commandLine}` };
  if (!isWithin(version, tool.accepted))
    return { outcome: `it is ${version}, and ${rangeText(tool.accepted)}, is needed` };
  return { name: tool.name, path, version };
}

/** On one line, for a list. */
export function failure(ending: Ending): string {
  const words = (ending.stderr.trim() || ending.stdout.trim()).split('\n').slice(-3).join(' / ');
  return `\`${ending.commandLine}\` ${endingPhrase(ending)}${words === '' ? '' : `, saying: ${words}`}`;
}
