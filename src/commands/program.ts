import { Command } from 'commander';
import type { World } from '../world.ts';
import { exitCodes, exitMeanings } from './exit-code.ts';
import { OptionProblems } from './option-problems.ts';
import { packageVersion } from './package-version.ts';

type Finish = (exitCode: number) => void;
type Verb = (world: World, finish: Finish) => Command;

/** One verb a file, below the headings of the help, in the order in which a newcomer needs them. */
const verbGroups: Record<string, Record<string, () => Promise<Verb>>> = {
  'Measure:': {
    bench: async () => (await import('./bench.ts')).benchCommand,
    plan: async () => (await import('./plan.ts')).planCommand,
    run: async () => (await import('./run.ts')).runCommand,
    doctor: async () => (await import('./doctor.ts')).doctorCommand,
    capacity: async () => (await import('./capacity.ts')).capacityCommand,
  },
  'Read and compare:': {
    report: async () => (await import('./report.ts')).reportCommand,
    compare: async () => (await import('./compare.ts')).compareCommand,
    explain: async () => (await import('./explain.ts')).explainCommand,
    view: async () => (await import('./view.ts')).viewCommand,
  },
  'Judge and prove:': {
    check: async () => (await import('./check.ts')).checkCommand,
    baseline: async () => (await import('./baseline.ts')).baselineCommand,
    requirements: async () => (await import('./requirements.ts')).requirementsCommand,
    evidence: async () => (await import('./evidence.ts')).evidenceCommand,
  },
  'Records:': {
    import: async () => (await import('./import.ts')).importCommand,
    distil: async () => (await import('./distil.ts')).distilCommand,
  },
  'Clusters:': {
    up: async () => (await import('./up.ts')).upCommand,
    status: async () => (await import('./status.ts')).statusCommand,
    down: async () => (await import('./down.ts')).downCommand,
    offline: async () => (await import('./offline.ts')).offlineCommand,
  },
};

/**
 * The command line for `args`, as they were typed. Only the verb that they name is there: what the others bring along
 * takes longer to load than most verbs to run. Without one all are there, for the help. `finish` takes the exit code of
 * the verb that ran.
 */
export async function programFor(world: World, args: readonly string[], finish: Finish): Promise<Command> {
  const problems = new OptionProblems();
  const program = new Command('peakproof')
    .description('Replays a survey peak against platform configurations and compares what they did.')
    .version(packageVersion())
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => world.print(text),
      writeErr: (text) => world.say(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, 'peakproof: ') + problems.rest()),
    })
    .configureHelp({
      // Bare names leave the sentences room also on a narrow terminal; the arguments are in the help of each verb.
      subcommandTerm: (command) => command.name(),
      minWidthToWrap: 20,
    })
    .exitOverride()
    .addHelpText('after', `\n${examples}\n\n${exitCodeTable()}`);
  const named = await Promise.all(
    verbsFor(args).map(async ([heading, load]) => (await load())(world, finish).helpGroup(heading)),
  );
  for (const command of named) program.addCommand(inheriting(command, program));
  program.commandsGroup('Help:').helpCommand('help [command]', 'The help of a command.');
  problems.watch(program);
  return withHints(program, 'peakproof');
}

/** Headings and verbs that the first argument calls for. */
function verbsFor([first = '']: readonly string[]): [string, () => Promise<Verb>][] {
  if (isVersion(first)) return [];
  const all = Object.entries(verbGroups).flatMap(([heading, verbs]) =>
    Object.entries(verbs).map(([name, load]) => ({ name, heading, load })),
  );
  const named = all.filter(({ name }) => name === first);
  return (named.length > 0 ? named : all).map(({ heading, load }) => [heading, load]);
}

function isVersion(argument: string): boolean {
  return argument === '--version' || argument === '-V';
}

const examples = `Examples:
  peakproof doctor
  peakproof plan
  peakproof bench
  peakproof bench --cases T-01,T-02 --length 60s
  peakproof report results/sample --out /tmp/report`;

/** After a wrong word, the help that has the right ones. */
function withHints(command: Command, path: string): Command {
  for (const below of command.commands) withHints(below, `${path} ${below.name()}`);
  return command.showHelpAfterError(`\`${path} --help\` says what there is.`);
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
