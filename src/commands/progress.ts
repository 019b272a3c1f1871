import type { CampaignPlan, TrialPlan } from '../core/model/plan.ts';
import type { Trial } from '../core/model/trial.ts';
import { CampaignView } from '../core/watch/campaign-view.ts';
import { panelLines } from '../core/watch/panel.ts';
import type { TrialPhase, TrialProgress } from '../core/watch/trial-progress.ts';
import type { CampaignWatcher } from '../edge/record/campaign-run.ts';
import type { World } from '../world.ts';
import { durationText } from './duration.ts';

/** Without a terminal, progress is a plain line at each new phase and every so often. */
const plainPeriodSeconds = 20;

/** A panel that is redrawn in place on a terminal, plain lines elsewhere; on both, lines for every trial that ends. */
export function campaignWatcher(world: World, campaign: CampaignPlan): CampaignWatcher {
  const view = new CampaignView(campaign);
  const places = new Map<string, { position: number; of: number }>();
  const tell = world.interactive ? panel(world, view) : plainLines(world);
  return {
    blockStarts(id) {
      world.say(`Block ${id}:`);
    },
    warmUpStarts(plan) {
      world.say(`  ${plan.id}: ${durationText(plan.lengthSeconds)} of load that nothing counts`);
    },
    warmUpEnds(plan, ending) {
      view.trialOver(plan.id);
      if (ending.state === 'failed')
        world.say(`  ${plan.id} failed (${ending.where}: ${ending.message}); going on without it`);
    },
    trialStarts(plan, position, of) {
      places.set(plan.id, { position, of });
      world.say(`[${position}/${of}] ${plan.id}: ${plan.armName} × ${plan.scenario.title}`);
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
      for (const line of endingLines(trial)) world.say(`  ${line}`);
    },
    trialKept(plan) {
      view.trialOver(plan.id);
      world.say(`${plan.id}: complete already, kept`);
    },
  };
}

type Tell = (plan: TrialPlan, progress: TrialProgress, alarms: readonly string[]) => void;

function panel(world: World, view: CampaignView): Tell {
  return () => {
    const { state } = view;
    if (state !== null) world.sayLive((size) => panelLines(state, size, world.liveColour));
  };
}

function plainLines(world: World): Tell {
  let said: { trial: string; phase: TrialPhase } | null = null;
  let saidAt = 0;
  return (plan, progress, alarms) => {
    for (const alarm of alarms) world.say(`  ! ${alarm}`);
    const now = world.clock.now();
    const same = said?.trial === plan.id && said.phase === progress.phase;
    if (same && now - saidAt < plainPeriodSeconds) return;
    said = { trial: plan.id, phase: progress.phase };
    saidAt = now;
    world.say(`  ${progressText(plan, progress)}`);
  };
}

function endingLines(trial: Trial): string[] {
  const { whole } = trial;
  const mean =
    whole.responseSeconds === null ? 'no answers' : `mean ${whole.responseSeconds.mean.toFixed(2)} s`;
  return [
    `${trial.verdict} ${trial.id}: ${whole.processed.toLocaleString('en')} processed, ${whole.throughputPerSecond.toFixed(1)}/s, ${mean}, ${whole.failed} failed (${trial.label})`,
    ...trial.checks
      .filter((check) => check.verdict !== 'PASS')
      .map((check) => `${check.verdict} ${check.code}: ${check.seen}`),
  ];
}

function progressText(plan: TrialPlan, { phase, leftSeconds, load, sight }: TrialProgress): string {
  const parts = [`${plan.id} ${phase}`];
  const replicas = sight.replicas.get(plan.scenario.service);
  if (leftSeconds !== null) parts.push(`${durationText(leftSeconds)} left`);
  if (replicas !== undefined) parts.push(`${replicas.ready}/${replicas.desired} pods Ready`);
  if (load !== null) {
    if (load.users !== null) parts.push(`${load.users} users`);
    if (load.perSecond !== null) parts.push(`${load.perSecond.toFixed(0)}/s`);
    if (load.p95Seconds !== null) parts.push(`p95 ${load.p95Seconds.toFixed(2)} s`);
    if (load.failed > 0) parts.push(`${load.failed} failed`);
  }
  return parts.join(', ');
}
