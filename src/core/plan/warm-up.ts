import { startReplicas } from '../model/arm.ts';
import type { ScenarioPlan, TrialPlan } from '../model/plan.ts';

/** Long enough for every user of the reference load to be under way; pods that have to grow old do so meanwhile. */
export const warmUpSeconds = 20;

/**
 * The discarded trial that a block begins with: the load of its first trial for a short, fixed time, on the pods that
 * trial will start with. Its arm is fixed there: an autoscaler would exchange pods that are growing old for young ones,
 * and would have something to remember. It is no case's trial, so nothing is predicted of it and nothing judged.
 */
export function warmUpOf(trial: TrialPlan, block: NonNullable<TrialPlan['block']>): TrialPlan {
  const { arm, scenario, lengthSeconds } = trial;
  const share = block.warmUpSeconds / lengthSeconds;
  const pool = arm.pool === undefined ? {} : { pool: arm.pool };
  return {
    ...trial,
    id: `${block.id}.warm-up`,
    against: null,
    arm: { kind: 'fixed', replicas: startReplicas(arm), ...pool },
    scenario: squeezed(scenario, share),
    beside: trial.beside.map((load) => ({ ...squeezed(load, share), prediction: null })),
    lengthSeconds: block.warmUpSeconds,
    plateau: { fromSeconds: Math.floor((block.warmUpSeconds * 2) / 3), toSeconds: block.warmUpSeconds },
    published: null,
    prediction: null,
    warmUp: true,
  };
}

/** A day of arrivals is played whole; users come as fast as they do in the trial. */
function squeezed<T extends ScenarioPlan>(load: T, share: number): T {
  const { profile } = load;
  if (profile.model === 'closed') return load;
  const points = profile.points.map(({ atSeconds, perSecond }) => ({
    atSeconds: atSeconds * share,
    perSecond,
  }));
  return { ...load, profile: { ...profile, points } };
}
