import { mostReplicas, startReplicas } from '../model/arm.ts';
import { capabilitiesOf, type TrialPlan } from '../model/plan.ts';
import { podAgeSecondsOf } from '../platform/pod-age.ts';
import { startTimeline } from '../platform/start-timeline.ts';

/** Taking an arm down and distilling. */
const afterSeconds = 4;
/** Bringing up a cluster with its services, and removing it: 50 s where the images are at hand. */
const clusterSeconds = 50;

/** Wall time of trials in their order of running: clusters, warm-ups and the ageing of pods included. */
export function expectedSeconds(trials: readonly TrialPlan[]): number {
  let total = 0;
  let block: string | null = null;
  for (const trial of trials) {
    const isFirst = trial.block !== null && trial.block.id !== block;
    block = trial.block?.id ?? null;
    const { loadSeconds } = startTimeline(trial);
    const warmUp = isFirst ? loadSeconds + tailSeconds(trial) + trial.block!.warmUpSeconds : 0;
    // Pods stay for the next trial of a block, so they grow old once, the warm-up among it. Elsewhere an arm that
    // starts with more pods than the one before has young ones.
    const ages = capabilitiesOf[trial.target].podsAge && (trial.block === null || isFirst);
    const ageing = ages ? podAgeSecondsOf(trial) - warmUp : 0;
    total +=
      (isFirst ? clusterSeconds : 0) +
      warmUp +
      Math.max(loadSeconds, ageing) +
      trial.lengthSeconds +
      tailSeconds(trial);
  }
  return total;
}

/** Requests that are under way at the end of the load, and then the end of the trial. */
function tailSeconds({ graceSeconds, prediction }: TrialPlan): number {
  return Math.min(graceSeconds, (prediction?.plateauMeanSeconds ?? 0) * 2) + afterSeconds;
}

/** Cores that the pods of a trial may use at the worst moment: loaded services at their most, the others idle. */
export function quotaCores({
  services,
  scenario,
  beside,
  arm,
}: Pick<TrialPlan, 'services' | 'scenario' | 'beside' | 'arm'>): number {
  const names = Object.keys(services);
  const loaded = [scenario, ...beside].map(({ service }) => service);
  const wanted = names.map((name) => ({
    pods: loaded.includes(name) ? mostReplicas(arm, names.length) : startReplicas(arm),
    cores: services[name]!.cpuCores,
  }));
  // What the pool does not hold is missing where it costs least, so that this stays the worst moment.
  let room = arm.pool ?? Number.POSITIVE_INFINITY;
  return wanted
    .sort((a, b) => b.cores - a.cores)
    .reduce((sum, { pods, cores }) => {
      const held = Math.min(pods, room);
      room -= held;
      return sum + held * cores;
    }, 0);
}
