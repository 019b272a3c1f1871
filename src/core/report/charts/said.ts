import { shown } from '../names.ts';
import { eventsUnderLoad, isAlarm } from './event-panel.ts';
import type { Chart, Reader } from './spec.ts';
import type { Course } from './timeline.ts';

const mostSaid = 300;

/** What is told at a moment of the timeline: decisions of the autoscaler and why, alarms, then other events. */
export function saidOf(course: Course, { say, lang }: Reader): NonNullable<Chart['said']> {
  const decisions = course.rounds
    .filter((round) => round.desired !== round.current)
    .map((round) => ({
      t: round.t,
      text: `${say('said.decision', { from: round.current, to: round.desired })}: ${round.reasons[lang]
        .map((reason) => shown(reason, 160))
        .join('. ')}`,
    }));
  const events = eventsUnderLoad(course.trial).map((event) => ({
    t: event.t,
    text: `${isAlarm(event) ? `${say('said.alarm')}: ` : ''}${shown(event.reason, 40)} ${shown(event.object, 40)} ${shown(event.message, 120)}`,
  }));
  return [...decisions, ...events].slice(0, mostSaid);
}
