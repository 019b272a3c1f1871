import { pasteableCommand } from './command-line.ts';
import type { Ending } from './ending.ts';
import { ProgramError } from './program-error.ts';
import { type Running, type StartOptions, startProgram } from './start-program.ts';

export interface RunOptions extends Omit<StartOptions, 'stdin' | 'stdout'> {
  /** Written to its standard input. Absent: it reads nothing. */
  input?: string;
  /** Absent: no limit. */
  timeoutSeconds?: number;
  /** Between TERM and KILL, when it is stopped by its limit or by `abort`. */
  graceSeconds?: number;
  abort?: AbortSignal;
  /** Exit codes that mean that it did its work. */
  acceptExitCodes?: readonly number[];
}

/** Output that is read as a whole (`kubectl get -o json`) fits; beyond it only the end is kept. */
const keepStdoutBytes = 64 * 1024 * 1024;

/**
 * Runs one program to its end. What it started in its process group ends with it.
 * @returns how it ended, with its output
 * @throws ProgramError, which has the same fields, if it ended in any way but an accepted exit code (default 0)
 */
export async function runProgram(argv: readonly string[], options: RunOptions = {}): Promise<Ending> {
  const ending = await programEnding(argv, options);
  const accepted = options.acceptExitCodes ?? [0];
  if (ending.how !== 'exited' || !accepted.includes(ending.exitCode!)) throw new ProgramError(ending);
  return ending;
}

/** The same for callers to whom every ending is an answer: it rejects for none. */
export async function programEnding(argv: readonly string[], options: RunOptions = {}): Promise<Ending> {
  const { input, timeoutSeconds, graceSeconds, abort, acceptExitCodes: _, ...rest } = options;
  if (abort?.aborted) return neverStarted(argv, options);
  let running: Running;
  try {
    running = await startProgram(argv, {
      keepStdoutBytes,
      ...rest,
      ...(input === undefined ? {} : { stdin: { text: input } }),
    });
  } catch (error) {
    if (error instanceof ProgramError) return fieldsOf(error);
    throw error;
  }

  let cause: 'timed out' | 'aborted' | null = null;
  function stopBecause(why: 'timed out' | 'aborted'): void {
    cause ??= why;
    void running.stop(graceSeconds);
  }
  const onAbort = () => stopBecause('aborted');
  abort?.addEventListener('abort', onAbort, { once: true });
  const timer =
    timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => stopBecause('timed out'), timeoutSeconds * 1000);
  try {
    const ending = await running.ended;
    return cause === null ? ending : { ...ending, how: cause };
  } finally {
    clearTimeout(timer);
    abort?.removeEventListener('abort', onAbort);
  }
}

function fieldsOf(error: ProgramError): Ending {
  const { name: _name, message: _message, stack: _stack, cause: _cause, ...ending } = error;
  return ending;
}

function neverStarted(argv: readonly string[], options: RunOptions): Ending {
  return {
    argv,
    commandLine: pasteableCommand(argv, options),
    how: 'aborted',
    exitCode: null,
    signal: null,
    reason: null,
    stopped: true,
    durationSeconds: 0,
    stdout: '',
    stderr: '',
    stdoutCut: false,
    stderrCut: false,
  };
}
