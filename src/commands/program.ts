import { Command } from 'commander';
import type { World } from '../world.ts';
import { exitCodes, exitMeanings } from './exit-code.ts';
import { packageVersion } from './package-version.ts';

type Finish = (exitCode: number) => void;
type Verb = (world: World, finish: Finish) => Command;

/** One verb a file, in the order of the help. */
const verbs: Record<string, () => Promise<Verb>> = {
  bench: async () => (await import('./bench.ts')).benchCommand,
  plan: async () => (await import('./plan.ts')).planCommand,
  run: async () => (await import('./run.ts')).runCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  import: async () => (await import('./import.ts')).importCommand,
  distil: async () => (await import('./distil.ts')).distilCommand,
  compare: async () => (await import('./compare.ts')).compareCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  baseline: async () => (await import('./baseline.ts')).baselineCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  view: async () => (await import('./view.ts')).viewCommand,
  capacity: async () => (await import('./capacity.ts')).capacityCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  evidence: async () => (await import('./evidence.ts')).evidenceCommand,
  requirements: async () => (await import('./requirements.ts')).requirementsCommand,
  up: async () => (await import('./up.ts')).upCommand,
  down: async () => (await import('./down.ts')).downCommand,
  status: async () => (await import('./status.ts')).statusCommand,
  offline: async () => (await import('./offline.ts')).offlineCommand,
};

/**
 * The command line for `args`, as they were typed. Only the verb that they name is there: what the others bring along
 * takes longer to load than most verbs to run. Without one all are there, for the help. `finish` takes the exit code of
 * the verb that ran.
 */
export async function programFor(world: World, args: readonly string[], finish: Finish): Promise<Command> {
  const program = new Command('peakproof')
    .description('Replays a survey peak against platform configurations and compares what they did.')
    .version(packageVersion())
    .showSuggestionAfterError(true)
    .showHelpAfterError('(add --help for what there is)')
    .configureOutput({
      writeOut: (text) => world.print(text),
      writeErr: (text) => world.say(text.trimEnd()),
    })
    .exitOverride()
    .addHelpText('after', `\n${exitCodeTable()}`);
  const loaded = await Promise.all(verbsFor(args).map((name) => verbs[name]!()));
  for (const verb of loaded) program.addCommand(inheriting(verb(world, finish), program));
  return program;
}

function verbsFor([first = '']: readonly string[]): readonly string[] {
  if (Object.hasOwn(verbs, first)) return [first];
  return isVersion(first) ? [] : Object.keys(verbs);
}

function isVersion(argument: string): boolean {
  return argument === '--version' || argument === '-V';
}

function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const below of command.commands) inheriting(below, command);
  return command;
}

function exitCodeTable(): string {
  const lines = Object.entries(exitCodes).map(
    ([name, code]) => `  ${String(code).padStart(3)}  ${exitMeanings[name as keyof typeof exitCodes]}`,
  );
  return ['Exit codes:', ...lines].join('\n');
}
