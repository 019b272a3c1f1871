import { defaultHpaConfig } from '../../../core/model/hpa.ts';
import type { TrialPlan } from '../../../core/model/plan.ts';
import { metricResolutionSeconds } from '../../../core/platform/metrics-window.ts';

/**
 * When the autoscaler is to be made, and the load to start, in epoch seconds. The controller gives a new autoscaler its
 * first round one whole period after it was made, so its making fixes the phase of all its rounds:
 *
 *   metrics read ● ──────── 15 s ──────── ●
 *                        made ─── 15 s ───┬─► first round ──loadAfterSyncSeconds──► load
 *                             (metricsAfterSyncSeconds before metrics are read)
 *
 * Arms without an autoscaler keep the same line, so that their load meets pods of the same age.
 */
export interface ClusterTimeline {
  createHpaSeconds: number;
  firstRoundSeconds: number;
  loadSeconds: number;
}

/**
 * `metricsReadSeconds`: some moment at which metrics-server has read the kubelets; null if none was seen.
 * `notBeforeSeconds`: the autoscaler is made no sooner; `loadNotBeforeSeconds`: neither is the load started.
 */
export function clusterTimeline(
  plan: Pick<TrialPlan, 'arm' | 'phases'>,
  metricsReadSeconds: number | null,
  notBeforeSeconds: number,
  loadNotBeforeSeconds: number,
): ClusterTimeline {
  const period = defaultHpaConfig.syncPeriodSeconds;
  const { loadAfterSyncSeconds, metricsAfterSyncSeconds } = plan.phases;
  const leadSeconds = plan.arm.kind === 'scheduled' ? plan.arm.raise.leadSeconds : 0;
  let createHpaSeconds = notBeforeSeconds;
  if (metricsReadSeconds !== null) {
    const phase = metricsReadSeconds - metricsAfterSyncSeconds - period;
    const turns = Math.ceil((notBeforeSeconds - phase) / metricResolutionSeconds);
    createHpaSeconds = phase + turns * metricResolutionSeconds;
  }
  const firstRoundSeconds = createHpaSeconds + period;
  const earliest = Math.max(firstRoundSeconds + leadSeconds, loadNotBeforeSeconds);
  const wholePeriods = Math.max(0, Math.ceil((earliest - firstRoundSeconds - loadAfterSyncSeconds) / period));
  return {
    createHpaSeconds,
    firstRoundSeconds,
    loadSeconds: firstRoundSeconds + wholePeriods * period + loadAfterSyncSeconds,
  };
}
