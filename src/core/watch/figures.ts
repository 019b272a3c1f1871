import type { ReplicasLine } from '../model/observation.ts';
import { plannedRate } from '../model/profile.ts';
import { count, type Lang, percent } from '../report/format.ts';
import { shown } from '../report/names.ts';
import { type Say, speaker } from '../report/text.ts';
import { plannedUsersNow } from './alarms.ts';
import type { PanelState } from './campaign-view.ts';
import { clockText } from './clock-text.ts';

/** Where a trial stands in its phase: with a bar during the load, if there is room for one. */
export function loadText({ plan, progress }: PanelState, columns: number, say: Say): string {
  const { phase, leftSeconds, loadSeconds } = progress;
  if (phase !== 'load' || loadSeconds === null)
    return leftSeconds === null ? '…' : say('watch.left', { time: clockText(leftSeconds) });
  const length = plan.lengthSeconds;
  const text = say('watch.course', {
    at: clockText(loadSeconds),
    length: clockText(length),
    left: clockText(length - loadSeconds),
  });
  const bar = Math.min(30, columns - 44);
  if (bar < 8) return text;
  const done = Math.round(bar * Math.min(1, loadSeconds / length));
  return `${'█'.repeat(done)}${'░'.repeat(bar - done)}  ${text}`;
}

export function usersText({ plan, progress }: PanelState, say: Say): string {
  const { profile } = plan.scenario;
  const active = progress.load?.users ?? null;
  const users = active === null ? '–' : count(active);
  const planned = plannedUsersNow(plan, progress.loadSeconds);
  if (planned !== null) return say('watch.users.planned', { users, planned: count(planned) });
  if (profile.model === 'closed') return say('watch.users.over', { users });
  const rate = plannedRate(profile, progress.loadSeconds ?? 0);
  return say('watch.users.open', { users, most: count(profile.maxUsers), rate: rate.toFixed(1) });
}

export function throughputText({ progress }: PanelState, say: Say): string {
  const { load } = progress;
  return load === null || load.perSecond === null
    ? '–'
    : say('watch.perSecond', { rate: load.perSecond.toFixed(1) });
}

/** Of the last seconds, against the SLO. */
export function p95Text({ plan, progress }: PanelState, say: Say): string {
  const p95 = progress.load?.p95Seconds ?? null;
  const text = p95 === null ? '–' : say('watch.p95', { p95: p95.toFixed(2) });
  return `${text}, ${say('watch.slo', { slo: plan.sloSeconds })}`;
}

/** Of the last seconds, and in all; with what the host had left, since a busy host makes errors of its own. */
export function errorsText({ progress }: PanelState, lang: Lang): string {
  const say = speaker(lang);
  const { load, sight } = progress;
  if (load === null) return '–';
  return [
    load.failedShare === null ? '–' : percent(load.failedShare, lang),
    say('watch.errors.all', { failed: count(load.failed), requests: count(load.requests) }),
    ...(sight.hostIdleShare === null
      ? []
      : [say('watch.idle', { share: percent(sight.hostIdleShare, lang) })]),
  ].join(', ');
}

/** Replicas of the service under load. */
export function replicasText({ plan, progress }: PanelState, say: Say): string {
  const { service } = plan.scenario;
  return replicasOf(service, progress.sight.replicas.get(service), say);
}

/** Replicas of the other services; null where the plan has none. */
export function otherReplicas({ plan, progress }: PanelState, say: Say): string | null {
  const others = Object.keys(plan.services).filter((service) => service !== plan.scenario.service);
  if (others.length === 0) return null;
  return others.map((service) => replicasOf(service, progress.sight.replicas.get(service), say)).join(', ');
}

function replicasOf(name: string, line: ReplicasLine | undefined, say: Say): string {
  const service = shown(name, 30);
  if (line === undefined) return say('watch.replicas.unseen', { service });
  const { ready, desired, created } = line;
  const text = say('watch.replicas.ready', { service, ready, desired });
  return created === desired ? text : `${text}, ${say('watch.replicas.created', { created })}`;
}
