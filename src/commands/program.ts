import { Command } from 'commander';
import type { World } from '../world.ts';
import { baselineCommand } from './baseline.ts';
import { benchCommand } from './bench.ts';
import { capacityCommand } from './capacity.ts';
import { checkCommand } from './check.ts';
import { compareCommand } from './compare.ts';
import { distilCommand } from './distil.ts';
import { doctorCommand } from './doctor.ts';
import { downCommand } from './down.ts';
import { evidenceCommand } from './evidence.ts';
import { exitCodes, exitMeanings } from './exit-code.ts';
import { explainCommand } from './explain.ts';
import { importCommand } from './import.ts';
import { offlineCommand } from './offline.ts';
import { packageVersion } from './package-version.ts';
import { planCommand } from './plan.ts';
import { reportCommand } from './report.ts';
import { requirementsCommand } from './requirements.ts';
import { runCommand } from './run.ts';
import { statusCommand } from './status.ts';
import { upCommand } from './up.ts';
import { viewCommand } from './view.ts';

/** The command line: one verb a file. `finish` takes the exit code of the verb that ran. */
export function programFor(world: World, finish: (exitCode: number) => void): Command {
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
  const verbs = [
    benchCommand,
    planCommand,
    runCommand,
    doctorCommand,
    importCommand,
    distilCommand,
    compareCommand,
    checkCommand,
    baselineCommand,
    reportCommand,
    viewCommand,
    capacityCommand,
    explainCommand,
    evidenceCommand,
    requirementsCommand,
    upCommand,
    downCommand,
    statusCommand,
    offlineCommand,
  ];
  for (const verb of verbs) program.addCommand(inheriting(verb(world, finish), program));
  return program;
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
