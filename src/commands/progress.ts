import type { CampaignPlan, TrialPlan } from '../core/model/plan.ts';
import type { Trial } from '../core/model/trial.ts';
import { labelTitle } from '../core/report/arm-title.ts';
import { count, type Lang } from '../core/report/format.ts';
import { type Say, sentenceOf, speaker } from '../core/report/text.ts';
import { titleIn } from '../core/report/title.ts';
import { CampaignView } from '../core/watch/campaign-view.ts';
import { panelLines } from '../core/watch/panel.ts';
import type { LoadProgress, TrialPhase, TrialProgress } from '../core/watch/trial-progress.ts';
import type { CampaignWatcher } from '../edge/record/campaign-run.ts';
import type { World } from '../world.ts';
import { durationText } from './duration.ts';

/** Without a terminal, progress is a plain line at each new phase and every so often. */
const plainPeriodSeconds = 20;

/** A panel that is redrawn in place on a terminal, plain lines elsewhere; on both, lines for every trial that ends. */
export function campaignWatcher(world: World, campaign: CampaignPlan, lang: Lang): CampaignWatcher {
  const say = speaker(lang);
  const view = new CampaignView(campaign, lang);
  const places = new Map<string, { position: number; of: number }>();
  const tell = world.interactive ? panel(world, view, lang) : plainLines(world, lang);
  return {
    blockStarts(id) {
      world.say(say('line.block', { block: id }));
    },
    warmUpStarts(plan) {
      const length = durationText(plan.lengthSeconds, lang);
      world.say(`  ${say('line.warmUp', { trial: plan.id, length })}`);
    },
    warmUpEnds(plan, ending) {
      view.trialOver(plan.id);
      if (ending.state === 'failed')
        world.say(
          `  ${say('line.warmUp.failed', { trial: plan.id, where: ending.where, why: ending.message })}`,
        );
    },
    trialStarts(plan, position, of) {
      places.set(plan.id, { position, of });
      world.say(`[${position}/${of}] ${plan.id}: ${plan.armName} × ${titleIn(lang, plan.scenario)}`);
    },
    progress(plan, progress) {
      const { position, of } = places.get(plan.id) ?? { position: plan.order, of: campaign.trials.length };
      const alarms = view.note(plan, position, of, progress);
      tell(
        plan,
        progress,
        alarms.map(({ text }) => text),
      );
    },
    trialEnds(plan, trial) {
      view.trialOver(plan.id);
      for (const line of endingLines(trial, lang)) world.say(`  ${line}`);
    },
    trialKept(plan) {
      view.trialOver(plan.id);
      world.say(say('line.kept', { trial: plan.id }));
    },
  };
}

type Tell = (plan: TrialPlan, progress: TrialProgress, alarms: readonly string[]) => void;

function panel(world: World, view: CampaignView, lang: Lang): Tell {
  return () => {
    const { state } = view;
    if (state !== null) world.sayLive((size) => panelLines(state, size, world.liveColour, lang));
  };
}

function plainLines(world: World, lang: Lang): Tell {
  let said: { trial: string; phase: TrialPhase } | null = null;
  let saidAt = 0;
  return (plan, progress, alarms) => {
    for (const alarm of alarms) world.say(`  ! ${alarm}`);
    const now = world.clock.now();
    const same = said?.trial === plan.id && said.phase === progress.phase;
    if (same && now - saidAt < plainPeriodSeconds) return;
    said = { trial: plan.id, phase: progress.phase };
    saidAt = now;
    world.say(`  ${progressText(plan, progress, lang)}`);
  };
}

function endingLines(trial: Trial, lang: Lang): string[] {
  const say = speaker(lang);
  const { whole } = trial;
  const figures = [
    say('line.processed', { n: count(whole.processed) }),
    say('watch.perSecond', { rate: whole.throughputPerSecond.toFixed(1) }),
    whole.responseSeconds === null
      ? say('line.unanswered')
      : say('line.mean', { mean: whole.responseSeconds.mean.toFixed(2) }),
    say('line.failures', { n: count(whole.failed) }),
  ].join(', ');
  return [
    `${say(`verdict.${trial.verdict}`)} ${trial.id}: ${figures} (${labelTitle(trial.label, say)})`,
    ...trial.checks
      .filter((check) => check.verdict !== 'PASS')
      .map(
        (check) =>
          `${say(`verdict.${check.verdict}`)} ${check.code}: ${sentenceOf({ ...check, message: check.seen }, lang)}`,
      ),
  ];
}

function progressText(
  plan: TrialPlan,
  { phase, leftSeconds, load, sight }: TrialProgress,
  lang: Lang,
): string {
  const say = speaker(lang);
  const parts = [`${plan.id} ${say(`phase.${phase}`)}`];
  const replicas = sight.replicas.get(plan.scenario.service);
  if (leftSeconds !== null) parts.push(say('watch.left', { time: durationText(leftSeconds, lang) }));
  if (replicas !== undefined)
    parts.push(say('line.pods', { ready: replicas.ready, desired: replicas.desired }));
  return [...parts, ...(load === null ? [] : loadParts(load, say))].join(', ');
}

function loadParts(load: LoadProgress, say: Say): string[] {
  const parts: string[] = [];
  if (load.users !== null) parts.push(say('line.users', { n: load.users }));
  if (load.perSecond !== null) parts.push(say('watch.perSecond', { rate: load.perSecond.toFixed(0) }));
  if (load.p95Seconds !== null) parts.push(`p95 ${say('watch.p95', { p95: load.p95Seconds.toFixed(2) })}`);
  if (load.failed > 0) parts.push(say('line.failures', { n: load.failed }));
  return parts;
}
