import { disturbancesOf } from '../core/compare/disturbance.ts';
import type { CampaignPlan } from '../core/model/plan.ts';
import type { Trial } from '../core/model/trial.ts';
import { withRepeats } from '../core/plan/grown-campaign.ts';
import type { Say } from '../core/report/text.ts';
import type { CampaignFolder } from '../edge/store/campaign-folder.ts';
import type { World } from '../world.ts';

/** Unless somebody says another number: one in ten, at least one. A host that is always in use is not cured by more. */
export function mostRepeats({ trials }: CampaignPlan): number {
  return Math.ceil(trials.filter(({ repeats }) => repeats === null).length / 10);
}

/**
 * Plans each trial of which no attempt met an undisturbed host once more, `most` in the whole campaign. Says which and
 * why, and nothing that is among `said` already; false where there is nothing (more) to repeat.
 */
export async function repeatsPlanned(
  world: World,
  folder: CampaignFolder,
  most: number,
  said: Set<string>,
  say: Say,
): Promise<boolean> {
  const trials = await folder.readTrials();
  const disturbances = disturbancesOf(trials);
  const isSound = (trial: Trial) => trial.state === 'completed' && disturbances.get(trial)?.length === 0;
  const disturbed = trials.filter(
    (trial) =>
      trial.state === 'completed' &&
      trial.plan?.repeats === null &&
      !isSound(trial) &&
      !trials.some((other) => other.plan?.repeats === trial.id && isSound(other)),
  );
  if (disturbed.length === 0) return false;
  const before = folder.plan.trials.length;
  const grown = withRepeats(
    folder.plan,
    disturbed.map(({ id }) => id),
    most,
  );
  const repeats = grown.trials.slice(before);
  for (const trial of disturbed) {
    const repeat = repeats.find(({ repeats: id }) => id === trial.id);
    const met = metBy(trial, trials, disturbances, say);
    const line =
      repeat === undefined
        ? say('bench.notRepeated', { met, most })
        : say('bench.repeated', { met, repeat: repeat.id });
    if (!said.has(line)) world.say(line);
    said.add(line);
  }
  if (repeats.length === 0) return false;
  await folder.grow(grown);
  return true;
}

/** Which attempt at a trial met a disturbed host last, and how. */
function metBy(
  trial: Trial,
  trials: readonly Trial[],
  disturbances: ReturnType<typeof disturbancesOf>,
  say: Say,
): string {
  const last = trials.findLast(({ plan }) => plan?.repeats === trial.id) ?? trial;
  const why = (disturbances.get(last) ?? []).map(({ code }) => code).join(', ');
  return last === trial
    ? say('bench.met', { trial: trial.id, why })
    : say('bench.metToo', { last: last.id, trial: trial.id, why: why === '' ? '' : ` (${why})` });
}
