import type { ReplicasLine } from '../model/observation.ts';
import { plannedRate } from '../model/profile.ts';
import { count, percent } from '../report/format.ts';
import { shown } from '../report/names.ts';
import { plannedUsersNow } from './alarms.ts';
import type { PanelState } from './campaign-view.ts';
import { clockText } from './clock-text.ts';

/** Where a trial stands in its phase: with a bar during the load, if there is room for one. */
export function loadText({ plan, progress }: PanelState, columns: number): string {
  const { phase, leftSeconds, loadSeconds } = progress;
  if (phase !== 'load' || loadSeconds === null)
    return leftSeconds === null ? '…' : `${clockText(leftSeconds)} left`;
  const length = plan.lengthSeconds;
  const text = `${clockText(loadSeconds)} of ${clockText(length)}, ${clockText(length - loadSeconds)} left`;
  const bar = Math.min(30, columns - 44);
  if (bar < 8) return text;
  const done = Math.round(bar * Math.min(1, loadSeconds / length));
  return `${'█'.repeat(done)}${'░'.repeat(bar - done)}  ${text}`;
}

export function usersText({ plan, progress }: PanelState): string {
  const { profile } = plan.scenario;
  const active = progress.load?.users ?? null;
  const users = active === null ? '–' : count(active);
  const planned = plannedUsersNow(plan, progress.loadSeconds);
  if (planned !== null) return `${users} of ${count(planned)} planned`;
  if (profile.model === 'closed') return `${users}, the plan is over`;
  const rate = plannedRate(profile, progress.loadSeconds ?? 0);
  return `${users} of at most ${count(profile.maxUsers)}, ${rate.toFixed(1)} journeys/s planned`;
}

export function throughputText({ progress }: PanelState): string {
  const { load } = progress;
  return load === null || load.perSecond === null ? '–' : `${load.perSecond.toFixed(1)}/s`;
}

/** Of the last seconds, and in all; with what the host had left, since a busy host makes errors of its own. */
export function errorsText({ progress }: PanelState): string {
  const { load, sight } = progress;
  if (load === null) return '–';
  const share = load.failedShare === null ? '–' : percent(load.failedShare, 'en');
  const host = sight.hostIdleShare === null ? '' : `, host ${percent(sight.hostIdleShare, 'en')} idle`;
  return `${share}, ${count(load.failed)} of ${count(load.requests)} in all${host}`;
}

/** Replicas of the service under load. */
export function replicasText({ plan, progress }: PanelState): string {
  const { service } = plan.scenario;
  return replicasOf(service, progress.sight.replicas.get(service));
}

/** Replicas of the other services; null where the plan has none. */
export function otherReplicas({ plan, progress }: PanelState): string | null {
  const others = Object.keys(plan.services).filter((service) => service !== plan.scenario.service);
  if (others.length === 0) return null;
  return others.map((service) => replicasOf(service, progress.sight.replicas.get(service))).join(', ');
}

function replicasOf(service: string, line: ReplicasLine | undefined): string {
  const name = shown(service, 30);
  if (line === undefined) return `${name} not seen yet`;
  const { ready, desired, created } = line;
  return `${name} ${ready} Ready of ${desired} wanted${created === desired ? '' : `, ${created} there`}`;
}
