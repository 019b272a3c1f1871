import type { Verdict } from '../core/model/verdict.ts';

/** How every command ends. One list; the README's table is tested against it. Never a count. */
export const exitCodes = {
  complete: 0,
  bug: 1,
  usage: 2,
  invalid: 3,
  inconclusive: 4,
  regression: 10,
  failed: 99,
  interrupted: 130,
  terminated: 143,
} as const;

export const exitMeanings: Record<keyof typeof exitCodes, string> = {
  complete: 'complete and valid; for a check: passed',
  bug: 'a bug, or a tool that broke',
  usage: 'wrong usage or configuration',
  invalid: 'a measurement is not to be trusted (INVALID), or there is none',
  inconclusive: 'too few trials or too much noise, where a verdict was asked for',
  regression: 'a capacity regression was found',
  failed: 'a threshold or requirement failed',
  interrupted: 'interrupted by Ctrl-C; finished trials are kept',
  terminated: 'terminated (SIGTERM); finished trials are kept',
};

/** A command that only measures is content with anything that may be trusted. */
export function exitCodeOfMeasurement(verdict: Verdict): number {
  if (verdict === 'INVALID') return exitCodes.invalid;
  return verdict === 'FAIL' ? exitCodes.failed : exitCodes.complete;
}

/** A check says by its exit code what it found; only a loss that was excluded ends with 0. */
export function exitCodeOfCheck(verdict: Verdict): number {
  return exitCodeOfVerdict(verdict, exitCodes.regression);
}

/** So does a scorecard; only requirements that are all met end with 0. */
export function exitCodeOfRequirements(verdict: Verdict): number {
  return exitCodeOfVerdict(verdict, exitCodes.failed);
}

function exitCodeOfVerdict(verdict: Verdict, failed: number): number {
  switch (verdict) {
    case 'PASS':
      return exitCodes.complete;
    case 'FAIL':
      return failed;
    case 'INCONCLUSIVE':
      return exitCodes.inconclusive;
    case 'INVALID':
      return exitCodes.invalid;
  }
}

export function exitCodeOfSignal(signal: AbortSignal): number {
  return signal.reason === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted;
}

/** An ending that is the user's to mend: printed without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;
  constructor(message: string, exitCode: number = exitCodes.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}
