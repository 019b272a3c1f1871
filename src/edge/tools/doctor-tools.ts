import { programEnding } from '../exec/run-program.ts';
import type { Check } from './check.ts';
import { locateTool } from './locate.ts';
import { isProgram, type Machine, programsOnPath, toolsFolder } from './machine.ts';
import { releaseFor } from './release.ts';
import type { FoundTool, Tool } from './tool.ts';
import { rangeText } from './version.ts';

/** Names of a Chromium that prints and takes pictures, and where macOS keeps one that is not on PATH. */
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macBrowsers = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The load generator and, only where it is missing, the compiler that would build it. */
export async function generatorChecks(tool: Tool, machine: Machine): Promise<Check[]> {
  const { found, check, passedOver } = await located(tool, machine);
  if (found !== null || check !== null) return [check ?? foundCheck(found!)];

  const [go] = programsOnPath('go', machine);
  const cache = toolsFolder(machine) !== null;
  const ways = [
    cache && go !== undefined && tool.goPackage !== null ? 'built with go' : null,
    cache && releaseFor(tool, machine) !== null ? 'downloaded' : null,
  ].filter((way) => way !== null);
  const byHand = `install ${tool.name} ${rangeText(tool.accepted)}, by hand: ${tool.handbook}`;
  const absent = passedOver === '' ? 'not installed' : `none that can be used (${passedOver})`;
  const missing: Check =
    ways.length > 0
      ? {
          name: tool.name,
          state: 'warn',
          seen: `${absent}; it will be ${ways.join(' or ')} on first use, which takes the network and a minute or two`,
          mend: `nothing, or ${byHand}`,
        }
      : {
          name: tool.name,
          state: 'fail',
          seen: `${absent}, and there is no way to install it`,
          mend: byHand,
        };
  const release = ways.includes('downloaded');
  return [
    missing,
    go === undefined
      ? {
          name: 'go',
          state: release ? 'ok' : 'warn',
          seen: `not on PATH; it could build ${tool.name}`,
          mend: release ? null : `install Go, or ${tool.name} itself`,
        }
      : { name: 'go', state: 'ok', seen: go, mend: null },
  ];
}

/** A tool that only some uses need. */
export async function optionalToolCheck(tool: Tool, machine: Machine): Promise<Check> {
  const { found, check, passedOver } = await located(tool, machine);
  if (check !== null) return check;
  if (found !== null) return foundCheck(found);
  return {
    name: tool.name,
    state: 'warn',
    seen: passedOver === '' ? 'not installed' : `none that can be used: ${passedOver}`,
    mend: `only needed to ${tool.purpose}: ${tool.handbook}`,
  };
}

/** A named program that cannot be used is a failed check here, and an error everywhere else. */
async function located(
  tool: Tool,
  machine: Machine,
): Promise<{ found: FoundTool | null; check: Check | null; passedOver: string }> {
  try {
    const { found, attempts } = await locateTool(tool, machine);
    const passedOver = attempts
      .filter(({ way }) => way.includes(' has '))
      .map(({ way, outcome }) => `${way}: ${outcome}`)
      .join('; ');
    return { found, check: null, passedOver };
  } catch (error) {
    const mend = `let ${tool.override} name a ${tool.name} ${rangeText(tool.accepted)}, or unset it`;
    const check: Check = { name: tool.name, state: 'fail', seen: (error as Error).message, mend };
    return { found: null, check, passedOver: '' };
  }
}

function foundCheck({ name, version, path, from }: FoundTool): Check {
  const source = from === 'path' ? '' : ` (${from})`;
  return { name, state: 'ok', seen: `${version} at ${path}${source}`, mend: null };
}

export function browserCheck(machine: Machine): Check {
  const name = 'chromium';
  const onPath = browsers.flatMap((browser) => programsOnPath(browser, machine));
  const elsewhere = machine.platform === 'darwin' ? macBrowsers.filter(isProgram) : [];
  const path = onPath[0] ?? elsewhere[0];
  if (path !== undefined) return { name, state: 'ok', seen: path, mend: null };
  return {
    name,
    state: 'warn',
    seen: 'not on PATH',
    mend: 'only needed for PDF and pictures: install Chromium or Chrome; the HTML report prints from any browser',
  };
}

/** Whether a container engine answers, which is more than that its client is installed. */
export async function engineCheck(machine: Machine): Promise<Check> {
  const name = 'container engine';
  const mend = 'only needed for target kind: install Docker and start it';
  const [docker] = programsOnPath('docker', machine);
  if (docker === undefined) return { name, state: 'warn', seen: 'docker is not on PATH', mend };
  const ending = await programEnding([docker, 'info', '--format', '{{.ServerVersion}}'], {
    env: machine.env,
    timeoutSeconds: 10,
    graceSeconds: 1,
  });
  const version = ending.stdout.trim();
  // Without its engine the client of some versions still ends with 0 and prints an empty version.
  if (ending.how === 'exited' && ending.exitCode === 0 && version !== '')
    return { name, state: 'ok', seen: `docker ${version} answers`, mend: null };
  const said = ending.stderr.trim().split('\n').at(-1) ?? '';
  const seen = `docker is installed but its engine does not answer${said === '' ? '' : ` (${said})`}`;
  return { name, state: 'warn', seen, mend };
}
