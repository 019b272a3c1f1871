import { Command } from 'commander';
import type { CampaignPlan, TrialPlan } from '../core/model/plan.ts';
import { whyNotPredicted } from '../core/plan/not-predicted.ts';
import { readHost } from '../edge/host/host.ts';
import type { World } from '../world.ts';
import { type CampaignOptions, plannedCampaign, withCampaignOptions } from './campaign-options.ts';
import { claimText } from './claim.ts';
import { durationText } from './duration.ts';
import { exitCodes } from './exit-code.ts';
import { textTable } from './text-table.ts';

export function planCommand(world: World, finish: (exitCode: number) => void): Command {
  return withCampaignOptions(
    new Command('plan')
      .description(
        'Shows the trials of a campaign, their order and cost, and what is expected of each. Changes nothing.',
      )
      .argument('[preset]', 'quick, standard, full or another preset of the campaign', 'quick'),
  )
    .option('--json', 'print the whole plan as JSON')
    .addHelpText('after', '\nExample:\n  peakproof plan full --trials 5')
    .action(async (preset: string, options: CampaignOptions & { json?: boolean }) => {
      const plan = await plannedCampaign(options, preset, options.target ?? 'local');
      const { cores } = await readHost();
      world.print(options.json ? JSON.stringify(plan, null, 2) : planText(plan, cores));
      finish(exitCodes.complete);
    });
}

/** The plan for a person: one line a trial, then what it costs. */
export function planText(plan: CampaignPlan, hostCores: number | null): string {
  const inBlocks = plan.trials.some(({ block }) => block !== null);
  const rows = plan.trials.map((trial) => {
    const { prediction, scenario } = trial;
    return [
      String(trial.order),
      trial.id,
      trial.armName,
      ...(inBlocks ? [trial.block?.id ?? '–'] : []),
      scenario.service,
      durationText(trial.lengthSeconds),
      peakText(trial),
      prediction === null ? '–' : Math.round(prediction.processed).toLocaleString('en'),
      prediction === null ? '–' : prediction.perSecond.toFixed(1),
      prediction === null ? '–' : `${prediction.meanSeconds.toFixed(2)} s`,
      prediction === null ? '–' : prediction.plateauPerSecond.toFixed(1),
      prediction === null ? '–' : prediction.meanReplicas.toFixed(1),
    ];
  });
  const table = textTable(
    [
      ...['#', 'trial', 'arm', ...(inBlocks ? ['block'] : []), 'load on', 'length', 'peak'],
      ...['requests', 'TPS', 'mean', 'TPS, end', 'pods'],
    ],
    rows,
    `${inBlocks ? 'llllll' : 'lllll'}rrrrrr`,
  );
  return [
    `${plan.title} (${plan.campaign}, ${plan.preset}, target ${plan.target}, seed ${plan.seed})`,
    '',
    table,
    '',
    ...(plan.trials.some((trial) => trial.prediction !== null)
      ? ['requests, TPS, mean response and pods are predicted before anything is measured.']
      : []),
    ...notPredictedLines(plan),
    ...blockLines(plan),
    `Takes about ${durationText(plan.expectedSeconds)}. ${quotaText(plan, hostCores)}`,
    ...[claimText(plan)].filter((text) => text !== null),
  ].join('\n');
}

/** Each reason once, with the trials that it holds for. */
function notPredictedLines({ trials }: CampaignPlan): string[] {
  const reasons = [...new Set(trials.map((trial) => trial.notPredicted))].filter((reason) => reason !== null);
  return reasons.map((reason) => {
    const concerned = trials.filter((trial) => trial.notPredicted === reason).map(({ id }) => id);
    const who = concerned.length === trials.length ? '' : `${concerned.join(', ')} `;
    return `${who}not predicted: ${whyNotPredicted(reason)}`;
  });
}

function blockLines(plan: CampaignPlan): string[] {
  const block = plan.trials[0]?.block ?? null;
  if (block === null) return [];
  return [
    `Each block gets a cluster of its own and begins with a warm-up of ${durationText(block.warmUpSeconds)} that nothing counts.`,
  ];
}

function peakText(trial: TrialPlan): string {
  const { profile } = trial.scenario;
  if (profile.model === 'closed') return `${profile.users} users`;
  return `${Math.max(...profile.points.map((point) => point.perSecond)).toFixed(1)} journeys/s`;
}

/** Whether the pods' CPU fits this machine: if not, it is the machine that is measured. */
function quotaText(plan: CampaignPlan, hostCores: number | null): string {
  const quota = plan.quotaCores;
  const text = `The pods may use ${quota.toFixed(2)} cores together`;
  if (hostCores === null) return `${text}.`;
  return quota <= hostCores
    ? `${text}; this machine has ${hostCores}.`
    : `${text}, and this machine has ${hostCores}: the machine would be measured and not the arms. Lower cpuCores or the replicas.`;
}
