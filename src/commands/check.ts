import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import { checkCapacity } from '../core/compare/check/check-capacity.ts';
import { type CapacityCheck, capacityCheckSchema } from '../core/model/capacity-check.ts';
import type { Trial } from '../core/model/trial.ts';
import { nameAdvice } from '../core/plan/nearest-name.ts';
import { annotationsOf } from '../core/report/check/annotations.ts';
import { renderJUnit } from '../core/report/check/junit.ts';
import { renderCheckMarkdown } from '../core/report/check/markdown.ts';
import { renderCheckTerminal } from '../core/report/check/terminal.ts';
import type { Lang } from '../core/report/format.ts';
import { baselineFolder, readBaseline } from '../edge/store/baseline-source.ts';
import { writeJson } from '../edge/store/json-file.ts';
import { StoreError, systemCode } from '../edge/store/store-error.ts';
import { readTrials } from '../edge/store/trial-files.ts';
import { writeWhole } from '../edge/store/whole-file.ts';
import type { World } from '../world.ts';
import { candidateFolder, refuseItself, settingsFor } from './check-inputs.ts';
import { CommandError, exitCodeOfCheck } from './exit-code.ts';
import { langOption, names } from './option-values.ts';
import { printedWidth } from './printed-width.ts';
import { appendSummary } from './step-summary.ts';

interface CheckOptions {
  baseline: string;
  thresholds?: string;
  cases?: string[];
  json?: string;
  junit?: string;
  stepSummary?: string;
  lang: Lang;
}

export function checkCommand(world: World, finish: (exitCode: number) => void): Command {
  return new Command('check')
    .description(
      'Checks whether a campaign has lost capacity against a baseline: 0 no, 10 yes, 4 too few trials to tell, 3 not comparable.',
    )
    .argument('[folder]', 'the campaign to check (default: the newest in results/)')
    .option(
      '--baseline <where>',
      'a folder, or a commit in git: main, or v1.2:results/baseline',
      baselineFolder,
    )
    .option(
      '--thresholds <file>',
      'YAML with thresholds (default: check.yaml here, else those of the campaign)',
    )
    .option('--cases <names>', 'only these cases, separated by commas', names)
    .option('--json <file>', 'write the check as JSON')
    .option('--junit <file>', 'write it as JUnit XML')
    .option(
      '--step-summary <file>',
      'append it as Markdown (default: $GITHUB_STEP_SUMMARY, where that is set)',
    )
    .addOption(langOption())
    .addHelpText(
      'after',
      `
A regression is a loss that is told from noise and as large as its threshold. A check passes only if such a loss
is excluded; otherwise it says how many trials would decide. Thresholds, with severity error, warn or off:

  thresholds:
    plateauThroughput: { regression: 5%, severity: error }
    p95: { regression: 20%, severity: warn }

With GITHUB_ACTIONS=true it also prints annotations.

Examples:
  peakproof check
  peakproof check results/candidate --baseline origin/main --junit check.xml`,
    )
    .action(async (folder: string | undefined, options: CheckOptions) => {
      const directory = await candidateFolder(world, folder);
      const settings = await settingsFor(world, directory, options.thresholds);
      const [candidate, baseline] = chosen(
        await readTrials(directory),
        await readBaseline(options.baseline, world.cwd),
        options.cases,
      );
      await refuseItself(directory, options.baseline, world.cwd);
      const check = checkCapacity(
        { name: relative(world.cwd, directory) || '.', trials: candidate },
        { name: options.baseline, trials: baseline },
        settings,
      );
      await writeFiles(world, check, options);
      const { lang } = options;
      const width = printedWidth(world);
      world.print(renderCheckTerminal(check, { width, colour: world.colour, lang }));
      const more = moreTrials(check);
      if (more > 0)
        world.say(
          `More trials of the candidate: npm run bench -- --add ${more} ${check.candidate.name}; the baseline needs as many.`,
        );
      if (world.env.GITHUB_ACTIONS === 'true')
        for (const line of annotationsOf(check, lang)) world.print(line);
      finish(exitCodeOfCheck(check.verdict));
    });
}

/** How many more of each case would decide what is open, as far as more of them can. */
function moreTrials(check: CapacityCheck): number {
  const lacking = check.cases.flatMap(({ figures, candidateTrials }) =>
    figures
      .filter(({ severity }) => severity === 'error')
      .map(({ trialsNeeded }) => (trialsNeeded ?? 0) - candidateTrials),
  );
  return Math.max(0, ...lacking);
}

function chosen(
  candidate: readonly Trial[],
  baseline: readonly Trial[],
  cases: readonly string[] | undefined,
): [Trial[], Trial[]] {
  const known = [...new Set([...candidate, ...baseline].map((trial) => trial.case))].sort();
  const wrong = (cases ?? []).filter((name) => !known.includes(name));
  if (wrong.length > 0)
    throw new CommandError(
      wrong.map((name) => `--cases ${name} is on neither side${nameAdvice(name, known)}`).join('\n'),
    );
  const wanted = (trial: Trial) => cases === undefined || cases.includes(trial.case);
  return [candidate.filter(wanted), baseline.filter(wanted)];
}

async function writeFiles(world: World, check: CapacityCheck, options: CheckOptions): Promise<void> {
  const { json, junit, lang } = options;
  const summary = options.stepSummary ?? world.env.GITHUB_STEP_SUMMARY;
  await Promise.all([
    json === undefined
      ? null
      : named('--json', json, (path) => writeJson(path, capacityCheckSchema, check), world),
    junit === undefined
      ? null
      : named('--junit', junit, (path) => writeWhole(path, renderJUnit(check, lang)), world),
    summary === undefined || summary === ''
      ? null
      : appendSummary(resolve(world.cwd, summary), renderCheckMarkdown(check, lang), lang),
  ]);
}

async function named(
  option: string,
  file: string,
  write: (path: string) => Promise<unknown>,
  world: World,
): Promise<void> {
  const path = resolve(world.cwd, file);
  try {
    await write(path);
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw new StoreError(
      `${path} cannot be written (${systemCode(error)}). Name another file with ${option}.`,
    );
  }
}
