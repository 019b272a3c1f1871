import { basename } from 'node:path';
import type { Ending } from '../exec/ending.ts';

/**
 * What went wrong with a run of k6, in one sentence; null when nothing did. Its exit codes are in k6's errext/exitcodes;
 * 99 says that a threshold failed, which is a measurement and no mistake.
 */
export function k6Problem(ending: Ending, scriptPath: string): string | null {
  const script = basename(scriptPath);
  if (ending.stopped) return 'k6 was stopped before the end of the load.';
  if (ending.signal === 'SIGKILL')
    return 'k6 was killed (SIGKILL), as the system does when memory runs out: give the machine more, or send less load.';
  if (ending.signal !== null) return `k6 was ended by ${ending.signal}, which we did not send: ${restart}`;
  switch (ending.exitCode) {
    case 0:
    case 99:
      return null;
    case 100:
    case 101:
    case 102:
      return `k6 gave up waiting for a part of ${script} to end: ${said(ending)}.`;
    case 103:
      return 'k6 was stopped through its REST API before the end of the load, by somebody else.';
    case 104:
      return `k6 does not accept the options of ${script}: ${said(ending)}. Correct the scenario or its plan.`;
    case 105:
      return `k6 was stopped by a signal that we did not send, before the end of the load: ${restart}`;
    case 106:
      return `k6 cannot open its REST API: ${said(ending)}. End what uses its port.`;
    case 107:
      return `${script} threw an error: ${said(ending)}. Correct the scenario.`;
    case 108:
      return `${script} aborted the test itself: ${said(ending)}.`;
    case 109:
      return `k6 itself crashed: ${said(ending)}. This is a bug of k6; try another version of it.`;
    case 110:
      return `${script} marked the test as failed: ${said(ending)}.`;
    default:
      return `k6 ended with exit code ${ending.exitCode}: ${said(ending)}. To see it again: ${ending.commandLine}`;
  }
}

const restart = 'run the trial again.';
const longest = 600;

/** The last error that k6 logged, or the last that it printed, on one line. */
function said({ stderr }: Ending): string {
  const lines = stderr.trimEnd().split('\n');
  const logged = lines
    .filter((line) => /\blevel=(error|fatal|panic)\b/.test(line))
    .map((line) => /\bmsg=("(?:[^"\\]|\\.)*"|\S+)/.exec(line)?.[1])
    .filter((message) => message !== undefined);
  const panic = lines.find((line) => line.startsWith('panic: '));
  const text =
    unquoted(logged.at(-1)) ?? panic ?? (lines.slice(-3).join(' / ').trim() || 'it printed nothing');
  const oneLine = text
    .trim()
    .replace(/\s*\n\s*/g, ' / ')
    .replace(/\.+$/, '');
  return oneLine.length > longest ? `${oneLine.slice(0, longest)}…` : oneLine;
}

/** logfmt quotes as Go does, of which JSON knows all that matters here. */
function unquoted(message: string | undefined): string | null {
  if (message === undefined) return null;
  if (!message.startsWith('"')) return message;
  try {
    return JSON.parse(message) as string;
  } catch {
    return message.slice(1, -1);
  }
}
