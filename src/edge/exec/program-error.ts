import { basename } from 'node:path';
import { type Ending, endingPhrase, type How } from './ending.ts';

const shownLines = 20;
const shownCharacters = 2000;

/** A program that did not do what it was run for. It has every field of {@link Ending}. */
export class ProgramError extends Error implements Ending {
  declare readonly argv: readonly string[];
  declare readonly commandLine: string;
  declare readonly how: How;
  declare readonly exitCode: number | null;
  declare readonly signal: string | null;
  declare readonly reason: string | null;
  declare readonly stopped: boolean;
  declare readonly durationSeconds: number;
  declare readonly stdout: string;
  declare readonly stderr: string;
  declare readonly stdoutCut: boolean;
  declare readonly stderrCut: boolean;

  constructor(ending: Ending) {
    super(sentences(ending));
    this.name = 'ProgramError';
    Object.assign(this, ending);
  }
}

/** What happened, the end of what it printed, and the command to repeat it by hand. */
function sentences(ending: Ending): string {
  const said = lastWords(ending.stderr) || lastWords(ending.stdout);
  return [
    `${basename(ending.argv[0] ?? '')} ${endingPhrase(ending)}.`,
    said === '' ? null : `It printed at the end:\n${said.replaceAll(/^/gm, '  | ')}`,
    `To see it again: ${ending.commandLine}`,
  ]
    .filter((part) => part !== null)
    .join('\n');
}

function lastWords(output: string): string {
  const lines = output.trimEnd().split('\n').slice(-shownLines).join('\n');
  return lines.length <= shownCharacters ? lines : `…${lines.slice(-shownCharacters)}`;
}
