import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { programEnding, runProgram } from '../exec/run-program.ts';
import { isProgram, type Machine, programsOnPath } from '../tools/machine.ts';
import { boundedRuntime } from './bounded-runtime.ts';
import { missingCapabilities } from './capabilities.ts';
import { answeringEngine, type EngineFacts } from './engine.ts';
import { kindFolders } from './folders.ts';
import { KindError } from './kind-error.ts';

/** Where administrators' programs lie that are often not on a user's PATH. */
const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin'];
const startSeconds = 60;
const stopSeconds = 40;

export interface EngineOptions {
  /** The Node binary; it edits specifications where the machine lacks capabilities. */
  readonly node: string;
  readonly onLine?: (line: string) => void;
  readonly abort?: AbortSignal;
}

/**
 * The engine of this machine. Where none answers and we are root on Linux with a `dockerd` installed, one is started
 * in the background with data, log and process id in a folder of ours; it outlives us, until {@link stopOwnEngine}.
 * @throws KindError if there is none and none can be started
 */
export async function readyEngine(machine: Machine, options: EngineOptions): Promise<EngineFacts> {
  const { facts, why } = await answeringEngine(machine);
  if (facts !== null) return facts;
  const dockerd = await startable(machine, why);
  options.onLine?.(`no Docker engine answers (${why}); starting ${dockerd}`);
  await started(dockerd, machine, options);
  return waitedFor(machine, options);
}

async function startable(machine: Machine, why: string): Promise<string> {
  const advice = 'Start Docker, or let DOCKER_HOST name an engine. `--target local` needs none.';
  const because = (reason: string) =>
    new KindError(
      'configuration',
      `No Docker engine answers: ${why}. It is needed for clusters. ${reason} ${advice}`,
    );
  if (machine.platform !== 'linux') throw because('It cannot be started from here on this system.');
  if (machine.env.DOCKER_HOST) throw because(`DOCKER_HOST is ${machine.env.DOCKER_HOST}.`);
  const dockerd = systemProgram('dockerd', machine);
  if (dockerd === null)
    throw because('There is no dockerd installed (Debian: apt-get install docker.io iptables).');
  const { stdout } = await runProgram(['id', '-u'], { env: machine.env, timeoutSeconds: 10 });
  if (stdout.trim() !== '0') throw because('Only root could start dockerd.');
  const lacking = (await withheldCapabilities()).filter((name) => engineNeeds.includes(name));
  if (lacking.length > 0)
    throw because(`This machine keeps ${lacking.join(' and ')} from root, and no engine runs without.`);
  return dockerd;
}

/** To mount file systems and to make networks. */
const engineNeeds = ['CAP_SYS_ADMIN', 'CAP_NET_ADMIN'];

async function withheldCapabilities(): Promise<string[]> {
  const last = Number(await readFile('/proc/sys/kernel/cap_last_cap', 'utf8').catch(() => '40'));
  return missingCapabilities(await readFile('/proc/self/status', 'utf8'), last);
}

async function started(dockerd: string, machine: Machine, options: EngineOptions): Promise<void> {
  const { engine } = kindFolders(machine);
  await mkdir(engine, { recursive: true });
  const flags = [
    ...['--data-root', join(engine, 'data'), '--pidfile', pidFile(machine)],
    // Sockets lie below it, and their paths may hold 107 characters.
    ...['--exec-root', '/run/peakproof-engine', '--log-level', 'warn'],
    ...(await runtimeFlags(machine, options.node)),
  ];
  // In a session of its own, with a log for its output: a cluster must outlive the command that made it. What is still
  // in our group when the shell ends is ended with it, so the shell waits until the engine has written its id.
  const script =
    'log=$1; pid=$2; shift 2; rm -f "$pid"; setsid -f "$@" </dev/null >>"$log" 2>&1; ' +
    'for i in $(seq 100); do [ -s "$pid" ] && exit 0; sleep 0.1; done';
  const path = [machine.env.PATH, ...systemFolders].filter(Boolean).join(':');
  await runProgram(['sh', '-c', script, 'sh', logFile(machine), pidFile(machine), dockerd, ...flags], {
    env: { ...machine.env, PATH: path },
    timeoutSeconds: 30,
  });
}

/** A machine that lacks a capability (many sandboxes lack CAP_SYS_RESOURCE) needs a runtime that does not ask for it. */
async function runtimeFlags(machine: Machine, node: string): Promise<string[]> {
  const missing = await withheldCapabilities();
  if (missing.length === 0) return [];
  const runc = systemProgram('runc', machine);
  if (runc === null)
    throw new KindError(
      'configuration',
      'There is a dockerd but no runc. Install it (Debian: apt-get install runc).',
    );
  const runtime = await boundedRuntime(kindFolders(machine).engine, { missing, node, runc });
  return ['--add-runtime', `bounded=${runtime}`, '--default-runtime', 'bounded'];
}

async function waitedFor(machine: Machine, { abort }: EngineOptions): Promise<EngineFacts> {
  const deadlineMs = performance.now() + startSeconds * 1000;
  let why = 'it was not asked';
  while (performance.now() < deadlineMs) {
    abort?.throwIfAborted();
    const answer = await answeringEngine(machine);
    if (answer.facts !== null) return answer.facts;
    why = answer.why;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const log = await readFile(logFile(machine), 'utf8').catch(() => '');
  const words = log.trimEnd().split('\n').slice(-15).join('\n').replaceAll(/^/gm, '  | ');
  throw new KindError(
    'tool',
    `The Docker engine that was started does not answer after ${startSeconds} s: ${why}.\nIts log ends:\n${words}\nAll of it: ${logFile(machine)}`,
  );
}

/** Process id of the engine that we started; null if there is none (any more). */
export async function ownEnginePid(machine: Machine): Promise<string | null> {
  const file = pidFile(machine);
  const pid = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (!/^\d+$/.test(pid)) return null;
  // Numbers of processes are used again; ours has the path of this very file on its command line.
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.split('\0').includes(file) ? pid : null;
}

/** True where an engine that we started has left its data, running or not. */
export function ownEngineHasData(machine: Machine): boolean {
  return existsSync(join(kindFolders(machine).engine, 'data'));
}

/**
 * Stops the engine if it is the one that we started, and nobody else's container runs on it.
 * @returns what happened, for a person
 */
export async function stopOwnEngine(machine: Machine): Promise<'not ours' | 'in use' | 'stopped'> {
  const pid = await ownEnginePid(machine);
  if (pid === null) return 'not ours';
  const running = await programEnding(['docker', 'ps', '-q'], { env: machine.env, timeoutSeconds: 30 });
  if (running.exitCode === 0 && running.stdout.trim() !== '') return 'in use';
  await programEnding(['kill', '-TERM', pid], { env: machine.env, timeoutSeconds: 10 });
  const deadlineMs = performance.now() + stopSeconds * 1000;
  while (existsSync(`/proc/${pid}`) && performance.now() < deadlineMs)
    await new Promise((resolve) => setTimeout(resolve, 200));
  if (existsSync(`/proc/${pid}`)) {
    await programEnding(['kill', '-KILL', pid], { env: machine.env, timeoutSeconds: 10 });
    await rm(pidFile(machine), { force: true });
  }
  return 'stopped';
}

function pidFile(machine: Machine): string {
  return join(kindFolders(machine).engine, 'docker.pid');
}

function logFile(machine: Machine): string {
  return join(kindFolders(machine).engine, 'docker.log');
}

/** On PATH, or where administrators' programs lie. */
export function systemProgram(name: string, machine: Machine): string | null {
  const found = programsOnPath(name, machine)[0];
  return found ?? systemFolders.map((folder) => join(folder, name)).find(isProgram) ?? null;
}
