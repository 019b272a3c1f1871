import { disturbancesOf } from '../core/compare/disturbance.ts';
import type { CampaignPlan } from '../core/model/plan.ts';
import type { Trial } from '../core/model/trial.ts';
import { withRepeats } from '../core/plan/grown-campaign.ts';
import type { CampaignFolder } from '../edge/store/campaign-folder.ts';
import type { World } from '../world.ts';

/** Unless somebody says another number: one in ten, at least one. A host that is always in use is not cured by more. */
export function mostRepeats({ trials }: CampaignPlan): number {
  return Math.ceil(trials.filter(({ repeats }) => repeats === null).length / 10);
}

/**
 * Plans each trial of which no attempt met an undisturbed host once more, `most` in the whole campaign. Says which and
 * why; false where there is nothing (more) to repeat.
 */
export async function repeatsPlanned(world: World, folder: CampaignFolder, most: number): Promise<boolean> {
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
    const why = (disturbances.get(trial) ?? []).map(({ code }) => code).join(', ');
    const repeat = repeats.find(({ repeats: id }) => id === trial.id);
    world.say(
      `${trial.id} met a disturbed host (${why}): ${repeat === undefined ? `not repeated, because --repeat-disturbed allows ${most} in the whole campaign` : `kept, and repeated as ${repeat.id}`}.`,
    );
  }
  if (repeats.length === 0) return false;
  await folder.grow(grown);
  return true;
}
