import { Command } from 'commander';
import type { CampaignPlan, TrialPlan } from '../core/model/plan.ts';
import { whyNotPredicted } from '../core/plan/not-predicted.ts';
import { count, type Lang } from '../core/report/format.ts';
import { type Say, sentenceOf, speaker } from '../core/report/text.ts';
import { titleIn } from '../core/report/title.ts';
import { readHost } from '../edge/host/host.ts';
import type { World } from '../world.ts';
import { type CampaignOptions, plannedCampaign, withCampaignOptions } from './campaign-options.ts';
import { claimText } from './claim.ts';
import { durationText } from './duration.ts';
import { exitCodes } from './exit-code.ts';
import { langOption } from './option-values.ts';
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
    .addOption(langOption())
    .addHelpText('after', '\nExample:\n  peakproof plan full --trials 5')
    .action(async (preset: string, options: CampaignOptions & { json?: boolean; lang: Lang }) => {
      const plan = await plannedCampaign(options, preset, options.target ?? 'local');
      const { cores } = await readHost();
      world.print(options.json ? JSON.stringify(plan, null, 2) : planText(plan, cores, options.lang));
      finish(exitCodes.complete);
    });
}

/** The plan for a person: one line a trial, then what it costs. */
export function planText(plan: CampaignPlan, hostCores: number | null, lang: Lang): string {
  const say = speaker(lang);
  const inBlocks = plan.trials.some(({ block }) => block !== null);
  const rows = plan.trials.map((trial) => {
    const { prediction, scenario } = trial;
    return [
      String(trial.order),
      trial.id,
      trial.armName,
      ...(inBlocks ? [trial.block?.id ?? '–'] : []),
      scenario.service,
      durationText(trial.lengthSeconds, lang),
      peakText(trial, say),
      prediction === null ? '–' : count(prediction.processed),
      prediction === null ? '–' : prediction.perSecond.toFixed(1),
      prediction === null ? '–' : say('watch.p95', { p95: prediction.meanSeconds.toFixed(2) }),
      prediction === null ? '–' : prediction.plateauPerSecond.toFixed(1),
      prediction === null ? '–' : prediction.meanReplicas.toFixed(1),
    ];
  });
  const table = textTable(
    [
      ...['#', say('planned.trial'), say('planned.arm'), ...(inBlocks ? [say('planned.block')] : [])],
      ...[say('planned.service'), say('planned.length'), say('planned.peak'), say('planned.requests')],
      ...[say('planned.throughput'), say('planned.mean'), say('planned.plateau'), say('planned.pods')],
    ],
    rows,
    `${inBlocks ? 'llllll' : 'lllll'}rrrrrr`,
  );
  return [
    say('planned.head', {
      title: titleIn(lang, plan),
      campaign: plan.campaign,
      preset: plan.preset,
      target: plan.target,
      seed: plan.seed,
    }),
    '',
    table,
    '',
    ...(plan.trials.some((trial) => trial.prediction !== null) ? [say('planned.predicted')] : []),
    ...notPredictedLines(plan, lang),
    ...blockLines(plan, lang),
    `${say('planned.takes', { time: durationText(plan.expectedSeconds, lang) })} ${quotaText(plan, hostCores, say)}`,
    ...[claimText(plan, lang)].filter((text) => text !== null),
  ].join('\n');
}

/** Each reason once, with the trials that it holds for. */
function notPredictedLines({ trials }: CampaignPlan, lang: Lang): string[] {
  const reasons = [...new Set(trials.map((trial) => trial.notPredicted))].filter((reason) => reason !== null);
  return reasons.map((reason) => {
    const concerned = trials.filter((trial) => trial.notPredicted === reason).map(({ id }) => id);
    const who = concerned.length === trials.length ? '' : `${concerned.join(', ')} `;
    const message = `not predicted: ${whyNotPredicted(reason)}`;
    return `${who}${sentenceOf({ code: `not-predicted-${reason}`, message, facts: {} }, lang)}`;
  });
}

function blockLines(plan: CampaignPlan, lang: Lang): string[] {
  const block = plan.trials[0]?.block ?? null;
  if (block === null) return [];
  return [speaker(lang)('planned.blocks', { warmUp: durationText(block.warmUpSeconds, lang) })];
}

function peakText(trial: TrialPlan, say: Say): string {
  const { profile } = trial.scenario;
  if (profile.model === 'closed') return say('planned.users', { n: profile.users });
  const rate = Math.max(...profile.points.map((point) => point.perSecond)).toFixed(1);
  return say('planned.journeys', { rate });
}

/** Whether the pods' CPU fits this machine: if not, it is the machine that is measured. */
function quotaText(plan: CampaignPlan, hostCores: number | null, say: Say): string {
  const quota = plan.quotaCores.toFixed(2);
  if (hostCores === null) return say('planned.quota', { quota });
  return say(plan.quotaCores <= hostCores ? 'planned.quota.fits' : 'planned.quota.over', {
    quota,
    cores: hostCores,
  });
}
