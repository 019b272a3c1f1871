import type { TrialPlan } from '../model/plan.ts';
import { metricResolutionSeconds } from './metrics-window.ts';

/**
 * When things happen before a trial's load, in seconds after its first pods were created.
 *
 *   created ──startSeconds──► Ready ─► read CPU ──(15 − m)──► first HPA round ──p──► load
 *                                        └── every 15 s ──►      └── every 15 s ──►
 *
 * The HPA is made anew for each trial, and the phase between its rounds, the reading of CPU and the start of load is
 * seeded: it is worth up to a quarter of a short trial. The prediction runs along the same line.
 */
export interface StartTimeline {
  readySeconds: number;
  /** First reading of CPU; then every 15 s. Late enough for a fresh container to give a sample at once. */
  metricsSeconds: number;
  firstRoundSeconds: number;
  loadSeconds: number;
}

/** Between a pod that listens and one that has been found Ready and is in the router's list. */
const readinessSeconds = 0.5;
/** Process start and first probe take a moment; the plan leaves room for it. */
const slackSeconds = 2;

export function startTimeline(plan: Pick<TrialPlan, 'services' | 'phases' | 'arm'>): StartTimeline {
  const startSeconds = Math.max(...Object.values(plan.services).map((service) => service.startSeconds));
  const readySeconds = startSeconds + readinessSeconds;
  const metricsSeconds = Math.max(readySeconds, 10) + slackSeconds;
  const { metricsAfterSyncSeconds, loadAfterSyncSeconds } = plan.phases;
  const leadSeconds = plan.arm.kind === 'scheduled' ? plan.arm.raise.leadSeconds : 0;
  const firstRoundSeconds = metricsSeconds + metricResolutionSeconds - metricsAfterSyncSeconds;
  const wholePeriods = Math.ceil(Math.max(0, leadSeconds - loadAfterSyncSeconds) / metricResolutionSeconds);
  return {
    readySeconds,
    metricsSeconds,
    firstRoundSeconds,
    loadSeconds: firstRoundSeconds + wholePeriods * metricResolutionSeconds + loadAfterSyncSeconds,
  };
}

/** From a pod's creation until it gets requests. */
export function secondsUntilServing(startSeconds: number): number {
  return startSeconds + readinessSeconds;
}
