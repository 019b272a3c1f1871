import { statSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { pasteableCommand } from './command-line.ts';
import type { Ending, Variables } from './ending.ts';
import { LineSplitter } from './line-splitter.ts';
import { OutputTail } from './output-tail.ts';
import { guardedGroup, signalGroup } from './process-group.ts';
import { ProgramError } from './program-error.ts';

export interface StartOptions {
  cwd?: string;
  /** The program's whole environment; absent: ours. PATH in it is where the program is looked for. */
  env?: Variables;
  /** Variables on top of it. They are shown in `commandLine`, so never secrets. */
  setEnv?: Variables;
  /** `open`: `stdin` is there to be written to. A text is written and closed. Absent: the program reads nothing. */
  stdin?: 'open' | { text: string };
  /** `stream`: `stdout` is there to be read, must be read, and none of it is kept. Absent: its end is kept. */
  stdout?: 'stream';
  /** Called for every line, without its newline, as it is printed. Must not throw. */
  onLine?: (line: string, from: 'stdout' | 'stderr') => void;
  /** Bytes of output to keep, counted from the end. 64 KiB each unless said otherwise. */
  keepStdoutBytes?: number;
  keepStderrBytes?: number;
}

/** A program under way. */
export interface Running {
  /** Also the id of its process group. */
  readonly pid: number;
  readonly argv: readonly string[];
  readonly commandLine: string;
  /** null unless asked for by `stdin: 'open'` ... */
  readonly stdin: Writable | null;
  /** ... and `stdout: 'stream'`. The stream may still hold unread bytes after `ended`. */
  readonly stdout: Readable | null;
  /** When it and everything in its group have gone. Never rejects. */
  readonly ended: Promise<Ending>;
  /** To the whole group; nothing happens once it has ended. */
  signal(signal: NodeJS.Signals): void;
  /** TERM to the group, KILL after the grace. Called again, the earlier deadline counts. */
  stop(graceSeconds?: number): Promise<Ending>;
}

/** How long pipes are read on after the end, in case somebody outside the group holds them open. */
const drainSeconds = 2;
/** What an ended program has left behind in its group gets this long to end on TERM. */
const leftoverSeconds = 1;

/**
 * Starts a program in a process group of its own. It is killed if we end first.
 * @throws ProgramError if it is not found or cannot be started
 */
export async function startProgram(argv: readonly string[], options: StartOptions = {}): Promise<Running> {
  const [file, ...args] = argv;
  if (file === undefined || file === '') throw new TypeError('the command line is empty');
  const commandLine = pasteableCommand(argv, options);
  const startedMs = performance.now();
  const tails = {
    stdout: new OutputTail(options.keepStdoutBytes ?? 65_536),
    stderr: new OutputTail(options.keepStderrBytes ?? 65_536),
  };
  let stopped = false;

  function endingOf(part: Pick<Ending, 'how' | 'exitCode' | 'signal' | 'reason'>): Ending {
    return {
      argv,
      commandLine,
      ...part,
      stopped,
      durationSeconds: (performance.now() - startedMs) / 1000,
      stdout: tails.stdout.text(),
      stderr: tails.stderr.text(),
      stdoutCut: tails.stdout.cut,
      stderrCut: tails.stderr.cut,
    };
  }

  // The system says ENOENT for a missing folder too, which would be reported as a missing program.
  if (options.cwd !== undefined && !isFolder(options.cwd)) {
    const reason = `its folder ${options.cwd} does not exist`;
    throw new ProgramError(endingOf({ how: 'not started', exitCode: null, signal: null, reason }));
  }

  const child = execa(file, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    extendEnv: options.env === undefined,
    env: { ...options.env, ...options.setEnv } as Record<string, string>,
    ...(typeof options.stdin === 'object'
      ? { input: options.stdin.text }
      : { stdin: options.stdin === 'open' ? 'pipe' : 'ignore' }),
    stdout: 'pipe',
    stderr: 'pipe',
    detached: true,
    cleanup: false,
    buffer: false,
    reject: false,
  });
  const groupId = child.pid;
  if (groupId === undefined) {
    const { code, originalMessage } = await child;
    const how = code === 'ENOENT' ? 'not found' : 'not started';
    throw new ProgramError(
      endingOf({ how, exitCode: null, signal: null, reason: originalMessage ?? code ?? null }),
    );
  }
  const release = guardedGroup(groupId);
  // Writing to a program that has ended is its end to report, not the writer's.
  child.stdin?.on('error', () => {});

  const read = [readOn(child.stderr as Readable, tails.stderr, 'stderr', options.onLine)];
  if (options.stdout !== 'stream')
    read.push(readOn(child.stdout as Readable, tails.stdout, 'stdout', options.onLine));

  let killAtMs = Number.POSITIVE_INFINITY;
  let killTimer: NodeJS.Timeout | undefined;
  let over = false;

  async function ending(): Promise<Ending> {
    const exit = await new Promise<{ exitCode: number | null; signal: string | null }>((resolve) => {
      child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    });
    // Asked to stop, all of the group has had its TERM; many programs take a second one for "at once".
    if (!stopped) signalGroup(groupId!, 'SIGTERM');
    await emptied(groupId!, stopped ? killAtMs : performance.now() + leftoverSeconds * 1000);
    clearTimeout(killTimer);
    over = true;
    release();
    await Promise.all(read.map((stream) => stream.finished(drainSeconds)));
    return endingOf({ how: exit.signal === null ? 'exited' : 'signalled', ...exit, reason: null });
  }

  const ended = ending();
  return {
    pid: groupId,
    argv,
    commandLine,
    stdin: options.stdin === 'open' ? (child.stdin as Writable) : null,
    stdout: options.stdout === 'stream' ? (child.stdout as Readable) : null,
    ended,
    signal(signal) {
      if (!over) signalGroup(groupId, signal);
    },
    stop(graceSeconds = 5) {
      if (over) return ended;
      if (!stopped) signalGroup(groupId, 'SIGTERM');
      stopped = true;
      const atMs = performance.now() + graceSeconds * 1000;
      if (atMs < killAtMs) {
        killAtMs = atMs;
        clearTimeout(killTimer);
        killTimer = setTimeout(() => signalGroup(groupId, 'SIGKILL'), graceSeconds * 1000);
      }
      return ended;
    },
  };
}

/** When what the leader left behind in its group has gone, after a KILL at the deadline. */
async function emptied(groupId: number, deadlineMs: number): Promise<void> {
  while (signalGroup(groupId, 0) && performance.now() < deadlineMs) await sleep(20);
  signalGroup(groupId, 'SIGKILL');
  // KILL is certain but not instant. A zombie that nobody reaps stays in the group; it is not waited for beyond this.
  for (let tries = 0; tries < 10 && signalGroup(groupId, 0); tries++) await sleep(20);
}

function readOn(
  stream: Readable,
  tail: OutputTail,
  from: 'stdout' | 'stderr',
  onLine: StartOptions['onLine'],
): { finished: (waitSeconds: number) => Promise<void> } {
  const splitter = new LineSplitter();
  stream.on('data', (chunk: Buffer) => {
    tail.push(chunk);
    if (onLine !== undefined) for (const line of splitter.push(chunk)) onLine(line, from);
  });
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  return {
    async finished(waitSeconds) {
      const impatient = new AbortController();
      await Promise.race([closed, sleep(waitSeconds * 1000, undefined, impatient).catch(() => {})]);
      impatient.abort();
      stream.destroy();
      const rest = splitter.rest();
      if (rest !== null) onLine?.(rest, from);
    },
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
