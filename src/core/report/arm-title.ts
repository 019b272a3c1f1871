import type { Arm } from '../model/arm.ts';
import type { Connections } from '../model/campaign.ts';
import type { CaseSummary } from '../model/comparison.ts';
import type { Profile } from '../model/profile.ts';
import { count, digits, exact } from './format.ts';
import { type ReportInput, trialsOf } from './input.ts';
import { shown } from './names.ts';
import type { Say } from './text.ts';

/** An arm in words, from its settings. */
export function armTitle(arm: Arm, say: Say): string {
  const title = () => {
    switch (arm.kind) {
      case 'fixed':
        return say(arm.replicas === 1 ? 'arm.fixed.one' : 'arm.fixed', { n: arm.replicas });
      case 'hpa':
        return say('arm.hpa', { min: arm.min, max: arm.max, target: arm.targetUtilization });
      case 'scheduled':
        return say('arm.scheduled', {
          min: arm.min,
          max: arm.max,
          target: arm.targetUtilization,
          raised: arm.raise.min,
          lead: arm.raise.leadSeconds,
        });
      case 'manual':
        return say('arm.manual', {
          n: arm.replicas,
          steps: arm.steps
            .map((step) => say('arm.manual.step', { n: step.replicas, minutes: exact(step.afterMinutes) }))
            .join(', '),
        });
    }
  };
  return arm.pool === undefined ? title() : say('arm.pool', { arm: title(), pool: arm.pool });
}

/** The arm of a case in words; without a plan, the name that the case was given. */
export function armTitleOf(input: ReportInput, summary: CaseSummary, say: Say): string {
  const plan = trialsOf(input, summary).find((trial) => trial.plan !== null)?.plan;
  return plan ? armTitle(plan.arm, say) : shown(summary.arm);
}

export function profileTitle(profile: Profile, say: Say): string {
  if (profile.model === 'closed')
    return say('load.closed', {
      users: count(profile.users),
      ramp: exact(profile.rampSeconds),
      think: exact(profile.thinkSeconds),
    });
  return say('load.open', {
    peak: digits(Math.max(...profile.points.map((point) => point.perSecond))),
    points: profile.points.length,
    users: count(profile.maxUsers),
  });
}

export function connectionsTitle(connections: Connections, say: Say): string {
  return connections.policy === 'rotate'
    ? say('connections.rotate', { min: connections.min, max: connections.max })
    : say(`connections.${connections.policy}`);
}

/** `emulated`, `kind`, ... in the reader's language; an unknown label as it is. */
export function labelTitle(label: string, say: Say): string {
  return label
    .split(' + ')
    .map((each) =>
      each === 'emulated' || each === 'kind' || each === 'cluster' || each === 'imported'
        ? say(`label.${each}`)
        : shown(each),
    )
    .join(' + ');
}
