import { type Command, Option } from 'commander';
import type { Campaign, Connections } from '../core/model/campaign.ts';
import type { TargetName } from '../core/model/plan.ts';
import { nameAdvice } from '../core/plan/nearest-name.ts';
import { type PlanChoices, planCampaign } from '../core/plan/plan-campaign.ts';
import { packageRoot } from '../edge/package-root.ts';
import { readCampaignFile } from '../edge/store/campaign-file.ts';
import { parseConnections, parseRoute } from './connections.ts';
import { parseDuration } from './duration.ts';
import { CommandError } from './exit-code.ts';
import { names, wholeNumber } from './option-values.ts';

/** What `plan`, `bench` and `run` let a person choose. */
export interface CampaignOptions {
  campaign: string;
  length?: string;
  arms?: string[];
  cases?: string[];
  trials?: number;
  seed?: number;
  target?: TargetName;
  route?: 'requests' | 'connections';
  connections?: Connections;
}

export function withCampaignOptions(command: Command): Command {
  return command
    .option(
      '-c, --campaign <name|file>',
      'campaign: a name in scenarios/campaigns, or a YAML file',
      'survey-peak',
    )
    .option('--length <time>', 'length of the load in each trial, e.g. 90s or 2m')
    .option('--arms <names>', 'only the cases of these arms, separated by commas', names)
    .option('--cases <names>', 'only these cases, separated by commas', names)
    .option('--trials <n>', 'repetitions of each case', wholeNumber(1, 1000))
    .option('--seed <n>', 'seed of order, phases and demands', wholeNumber(0, 0xffffffff))
    .option(
      '--route <what>',
      'what is balanced: requests (a router), or connections (kube-proxy behind a NodePort; `nodeport` is the same)',
      parseRoute,
    )
    .option(
      '--connections <policy>',
      'a new connection per-request, keep one for each user, or rotate:MIN-MAX requests',
      parseConnections,
    )
    .addOption(new Option('--target <where>', 'where the arms run').choices(['local', 'kind', 'context']));
}

/** Reads the campaign and plans it. All wrong names are reported together. */
export async function plannedCampaign(options: CampaignOptions, preset: string, target: TargetName) {
  const { campaign, openProfile, own } = await readCampaignFile(options.campaign, packageRoot());
  const lengthSeconds = options.length === undefined ? null : parseDuration(options.length, '--length');
  if (lengthSeconds !== null && (lengthSeconds < 5 || lengthSeconds > 86_400))
    throw new CommandError(`--length ${options.length} is out of range: a trial lasts from 5 s to 24 h.`);
  const choices: PlanChoices = {
    preset,
    target,
    lengthSeconds,
    arms: options.arms ?? null,
    cases: options.cases ?? null,
    trials: options.trials ?? null,
    seed: options.seed ?? null,
    route: options.route ?? null,
    connections: options.connections ?? null,
  };
  checkNames(campaign, choices);
  checkStarts(campaign, choices);
  const plan = planCampaign(campaign, choices, openProfile, own);
  if (plan.trials.length === 0)
    throw new CommandError(
      'no case of this preset belongs to the chosen arms, so there is nothing to run. See `peakproof plan`.',
    );
  return plan;
}

/** A load that begins when the trial is over would leave a trial without a request. */
function checkStarts(campaign: Campaign, choices: PlanChoices): void {
  const preset = campaign.presets[choices.preset]!;
  const lengthSeconds = choices.lengthSeconds ?? preset.lengthSeconds;
  const cases = (choices.cases ?? preset.cases).map((name) => campaign.cases[name]!);
  const used = new Set(cases.flatMap(({ scenario, beside = [] }) => [scenario, ...beside]));
  const problems = [...used].flatMap((name) => {
    const { profile } = campaign.scenarios[name]!;
    const fromSeconds = profile.model === 'closed' ? (profile.fromSeconds ?? 0) : 0;
    return fromSeconds < lengthSeconds
      ? []
      : `the load ${name} begins after ${fromSeconds} s, and a trial lasts ${lengthSeconds} s: choose a longer --length, or a smaller fromSeconds.`;
  });
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
}

/** Names of the services that are no demos of ours. */
export async function ownServices(nameOrPath: string): Promise<string[]> {
  const { campaign } = await readCampaignFile(nameOrPath, packageRoot());
  return Object.keys(campaign.services).filter((name) => !('demo' in campaign.services[name]!));
}

function checkNames(campaign: Campaign, choices: PlanChoices): void {
  const problems = [
    ...unknown('preset', [choices.preset], Object.keys(campaign.presets)),
    ...unknown('--cases', choices.cases ?? [], Object.keys(campaign.cases)),
    ...unknown('--arms', choices.arms ?? [], Object.keys(campaign.arms)),
  ];
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
}

function unknown(what: string, given: readonly string[], known: readonly string[]): string[] {
  return given
    .filter((name) => !known.includes(name))
    .map((name) => `${what} ${name} is not in this campaign${nameAdvice(name, known)}`);
}
