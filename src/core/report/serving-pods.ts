import type { Pod, Trial } from '../model/trial.ts';

/** Pods of the service under load, in the order in which they became Ready; others last. */
export function servingPods(trial: Trial): Pod[] {
  const service = trial.plan?.scenario.service;
  const order = (pod: Pod) => pod.readySeconds ?? pod.createdSeconds ?? Number.POSITIVE_INFINITY;
  return trial.pods
    .filter((pod) => service === undefined || pod.service === service)
    .sort((a, b) => order(a) - order(b) || (a.name < b.name ? -1 : 1));
}
