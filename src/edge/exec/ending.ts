/** Variables of a program's environment; undefined ones are left out. `process.env` fits. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * - `exited`: by itself, with an exit code
 * - `signalled`: by a signal, ours or somebody else's
 * - `timed out`, `aborted`: we ended it, because of `timeoutSeconds` or the AbortSignal
 * - `not found`: no such program
 * - `not started`: it is there, or may be, but the system would not start it; `reason` says why
 */
export type How = 'exited' | 'signalled' | 'timed out' | 'aborted' | 'not found' | 'not started';

/** How one program ran to its end. The result of a run and the error of a failed one have this one shape. */
export interface Ending {
  readonly argv: readonly string[];
  /** The same, quoted for a shell, with its folder and the variables that were set for it: ready to paste. */
  readonly commandLine: string;
  readonly how: How;
  /** null unless the program ended by itself; then it is there for `timed out` and `aborted` too. */
  readonly exitCode: number | null;
  /** The signal that ended it, or null. */
  readonly signal: string | null;
  /** What the system said, where the program was not found or not started; else null. */
  readonly reason: string | null;
  /** True where we asked it to stop: `stop()`, a timeout or an abort. */
  readonly stopped: boolean;
  readonly durationSeconds: number;
  readonly stdout: string;
  readonly stderr: string;
  /** True where only the end of the output was kept. */
  readonly stdoutCut: boolean;
  readonly stderrCut: boolean;
}

/** The ending as the rest of a sentence that begins with the program: "ended with exit code 1 after 3.2 s". */
export function endingPhrase(ending: Ending): string {
  const after = `after ${secondsText(ending.durationSeconds)}`;
  switch (ending.how) {
    case 'exited':
      return `ended with exit code ${ending.exitCode} ${after}`;
    case 'signalled':
      return `was ended by ${ending.signal} ${after}`;
    case 'timed out':
      return `was stopped by its time limit ${after}`;
    case 'aborted':
      return `was interrupted ${after}`;
    case 'not found':
      return 'was not found';
    case 'not started':
      return `could not be started (${ending.reason})`;
  }
}

function secondsText(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}
