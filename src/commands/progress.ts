import type { TrialPlan } from '../core/model/plan.ts';
import type { CampaignWatcher } from '../edge/record/campaign-run.ts';
import type { TrialProgress } from '../edge/record/trial-recorder.ts';
import type { World } from '../world.ts';
import { durationText } from './duration.ts';

/** Without a terminal, progress is a plain line at each new phase and every so often. */
const plainPeriodSeconds = 20;

/** A live line on a terminal, plain lines elsewhere; a line for every trial that ends. */
export function campaignWatcher(world: World): CampaignWatcher {
  let saidAt = 0;
  let saidPhase = '';
  let saidAlarms = 0;
  return {
    blockStarts(id) {
      world.say(`Block ${id}:`);
    },
    warmUpStarts(plan) {
      world.say(`  ${plan.id}: ${durationText(plan.lengthSeconds)} of load that nothing counts`);
      saidPhase = '';
      saidAlarms = 0;
    },
    warmUpEnds(plan, ending) {
      if (ending.state === 'failed')
        world.say(`  ${plan.id} failed (${ending.where}: ${ending.message}); going on without it`);
    },
    trialStarts(plan, position, of) {
      world.say(`[${position}/${of}] ${plan.id}: ${plan.armName} × ${plan.scenario.title}`);
      saidPhase = '';
      saidAlarms = 0;
    },
    progress(plan, progress) {
      for (const alarm of progress.alarms.slice(saidAlarms)) world.say(`  ! ${alarm}`);
      saidAlarms = progress.alarms.length;
      const line = progressText(plan, progress);
      if (world.interactive) {
        world.sayLive(line);
        return;
      }
      const now = world.clock.now();
      if (progress.phase === saidPhase && now - saidAt < plainPeriodSeconds) return;
      saidPhase = progress.phase;
      saidAt = now;
      world.say(`  ${line}`);
    },
    trialEnds(_plan, trial) {
      const { whole } = trial;
      const mean =
        whole.responseSeconds === null ? 'no answers' : `mean ${whole.responseSeconds.mean.toFixed(2)} s`;
      world.say(
        `  ${trial.verdict} ${trial.id}: ${whole.processed.toLocaleString('en')} processed, ${whole.throughputPerSecond.toFixed(1)}/s, ${mean}, ${whole.failed} failed (${trial.label})`,
      );
      for (const check of trial.checks)
        if (check.verdict !== 'PASS') world.say(`  ${check.verdict} ${check.code}: ${check.seen}`);
    },
    trialKept(plan) {
      world.say(`${plan.id}: complete already, kept`);
    },
  };
}

function progressText(plan: TrialPlan, { phase, leftSeconds, load, replicas }: TrialProgress): string {
  const parts = [`${plan.id} ${phase}`];
  if (leftSeconds !== null) parts.push(`${durationText(leftSeconds)} left`);
  if (replicas !== null) parts.push(`${replicas.ready}/${replicas.desired} pods Ready`);
  if (load !== null) {
    if (load.users !== null) parts.push(`${load.users} users`);
    if (load.perSecond !== null) parts.push(`${load.perSecond.toFixed(0)}/s`);
    if (load.p95Seconds !== null) parts.push(`p95 ${load.p95Seconds.toFixed(2)} s`);
    if (load.failed > 0) parts.push(`${load.failed} failed`);
  }
  return parts.join(', ');
}
