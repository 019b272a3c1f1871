import type { Command } from 'commander';
import { CommandError } from './exit-code.ts';

/** What goes on with something that was planned before, by the name of its option, and why nothing can be changed. */
const reasons = {
  '--add': '--add repeats what the campaign has planned',
  '--resume': '--resume goes on with what was planned',
} as const;

/** Options that decide what is planned and where it is kept: what is planned already has them. */
const planning = [
  'campaign',
  'scenario',
  'replicas',
  'repeats',
  'length',
  'arms',
  'cases',
  'trials',
  'within',
  'share',
  'errors',
  'resolution',
  'seed',
  'target',
  'route',
  'connections',
  'out',
  'resume',
];

/**
 * Throws a CommandError with everything on the command line that `flag` would ignore, or that would mix what is compared.
 * `words` are arguments that have no place beside it.
 */
export function refusePlanning(
  flag: keyof typeof reasons,
  command: Command,
  words: readonly string[] = [],
): void {
  const given = command.options
    .filter((option) => option.long !== flag && planning.includes(option.attributeName()))
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
    .map((option) => option.long!);
  const foreign = [...words.map((word) => `'${word}'`), ...given];
  if (foreign.length === 0) return;
  const them = foreign.length === 1 ? 'it' : 'them';
  throw new CommandError(
    `${reasons[flag]}, so ${foreign.join(', ')} cannot be given with it. Leave ${them} out, or begin anew without ${flag}.`,
  );
}
