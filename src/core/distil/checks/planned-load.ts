import {
  allUsersFrom,
  type ClosedProfile,
  type OpenProfile,
  plannedRate,
  plannedUsers,
} from '../../model/profile.ts';
import { plannedUntil } from '../planned-load.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding, percent, tenths } from './finding.ts';

/** Was the load what the plan asked for? Rule 3: planned against started against dropped, each second. */
export function plannedLoadCheck(facts: TrialFacts): Finding {
  const profile = facts.plan?.scenario.profile;
  if (profile === undefined) return finding(null);
  return profile.model === 'closed' ? closedLoad(facts, profile) : openLoad(facts, profile);
}

/** Active users may differ this much (or by one) from the plan, in this share of the seconds. */
const usersTolerance = 0.01;
const secondsTolerance = 0.01;

function closedLoad(facts: TrialFacts, profile: ClosedProfile): Finding {
  const { columns } = facts.load;
  // k6 adds the last users within the second that ends the ramp, and says how many there were at its end.
  const first = Math.ceil(allUsersFrom(profile) / columns.widthSeconds) + 1;
  const after = columns.users.slice(first, columns.columns - 1);
  const seen = after.filter((users) => users !== null);
  if (seen.length === 0 || seen.length < after.length / 2)
    return finding(
      check(
        'users-not-observed',
        'INCONCLUSIVE',
        'How many users were active is known for {seen} of {seconds} seconds after the ramp, so the load cannot be checked.',
        { seen: seen.length, seconds: after.length },
      ),
    );
  const planned = plannedUsers(profile, allUsersFrom(profile));
  const off = seen.filter((users) => Math.abs(users - planned) > Math.max(1, usersTolerance * planned));
  const facts_ = {
    planned,
    least: Math.min(...seen),
    most: Math.max(...seen),
    seconds: seen.length,
    off: off.length,
  };
  if (off.length <= secondsTolerance * seen.length)
    return finding(
      check(
        'planned-users',
        'PASS',
        '{least} to {most} of {planned} planned users were active after the ramp.',
        facts_,
      ),
    );
  return finding(
    check(
      'users-off-plan',
      'INVALID',
      'In {off} of {seconds} seconds after the ramp the active users ({least} to {most}) were not the {planned} that were planned, so the load was another. Look at k6.stderr.log in the recording.',
      facts_,
    ),
  );
}

/** The generator is late when more than this much of planned load has neither started nor been dropped ... */
const latenessSeconds = 0.1;
const leastBacklog = 2;
/** ... for this many bins in a row, with users who had nothing to do. */
const binsInARow = 3;
/** With this share of the users busy, the rest may be on their way: not idle. */
const busyShare = 0.99;

function openLoad(facts: TrialFacts, profile: OpenProfile): Finding {
  const { journeys } = facts.load;
  if (!journeys.startsSeen)
    return finding(
      check(
        'starts-not-observed',
        'INCONCLUSIVE',
        'When journeys started was not recorded, so whether the generator kept its plan cannot be checked.',
      ),
    );
  const seen = openBins(facts, profile);
  const late = longestRun(seen.map((bin) => bin.late));
  const dropsWithIdleUsers = seen.reduce((sum, bin) => sum + (bin.idle ? bin.dropped : 0), 0);
  const last = seen.at(-1);
  const figures = {
    planned: Math.round(last?.planned ?? 0),
    started: last?.started ?? 0,
    dropped: last?.droppedInAll ?? 0,
    droppedPercent: percent((last?.droppedInAll ?? 0) / Math.max(1, last?.planned ?? 0)),
  };
  if (late >= binsInARow)
    return finding(
      check(
        'generator-late',
        'INVALID',
        'The generator was late: for {seconds} s in a row up to {backlog} planned journeys had not started although users were idle. Give k6 more CPU, or plan less load.',
        {
          ...figures,
          seconds: tenths(late * journeys.widthSeconds),
          backlog: Math.round(Math.max(...seen.filter((bin) => bin.late).map((bin) => bin.backlog))),
        },
      ),
    );
  return finding(
    check(
      'planned-arrivals',
      'PASS',
      '{started} of {planned} planned journeys started; {dropped} ({droppedPercent} %) could not, because every user waited: unmet demand.',
      figures,
    ),
    ...(dropsWithIdleUsers > leastBacklog
      ? [
          doubt(
            'drops-with-idle-users',
            '{journeys} journeys were dropped while users were idle, so not all of them are unmet demand. Look at k6.stderr.log in the recording.',
            { journeys: dropsWithIdleUsers },
          ),
        ]
      : []),
  );
}

function openBins(facts: TrialFacts, profile: OpenProfile) {
  const { journeys } = facts.load;
  let started = 0;
  let ended = 0;
  let droppedInAll = 0;
  const bins = [];
  for (let bin = 0; bin < journeys.started.length; bin++) {
    const t = journeys.binEndsSeconds(bin);
    // The window's last second is left out: a journey may start right at its end, and then is none.
    if (t > facts.lengthSeconds - 1) break;
    const dropped = journeys.dropped[bin]!;
    started += journeys.started[bin]!;
    ended += journeys.ended[bin]!;
    droppedInAll += dropped;
    const planned = plannedUntil(profile, t);
    const backlog = planned - started - droppedInAll;
    const idle = started - ended < busyShare * profile.maxUsers;
    const allowed = Math.max(leastBacklog, latenessSeconds * plannedRate(profile, t));
    bins.push({ planned, started, dropped, droppedInAll, backlog, idle, late: idle && backlog > allowed });
  }
  return bins;
}

function longestRun(flags: readonly boolean[]): number {
  let longest = 0;
  let run = 0;
  for (const flag of flags) {
    run = flag ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
