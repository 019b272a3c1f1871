import type { HpaState, ScaleEvent } from '../model/hpa.ts';
import type { FullBehavior, FullRules } from './behavior.ts';
import { micros } from './instant.ts';
import { wrappedInt32 } from './integers.ts';

/** Past rescales of one autoscaler; both kinds bear on both directions. */
export type ScaleEvents = Pick<HpaState, 'scaleUpEvents' | 'scaleDownEvents'>;

/** Replicas when a period began: those of now, without what was added in it and with what was removed. */
export function periodStartReplicas(
  currentReplicas: number,
  events: ScaleEvents,
  periodSeconds: number,
  nowSeconds: number,
): number {
  const added = changeWithin(events.scaleUpEvents, periodSeconds, nowSeconds);
  const removed = changeWithin(events.scaleDownEvents, periodSeconds, nowSeconds);
  return wrappedInt32(currentReplicas - added + removed);
}

/** The `outdated` mark does not matter here: it only says whose slot is free. */
function changeWithin(events: readonly ScaleEvent[], periodSeconds: number, nowSeconds: number): number {
  const cutoff = micros(nowSeconds) - micros(periodSeconds);
  return events
    .filter((event) => micros(event.atSeconds) > cutoff)
    .reduce((sum, event) => wrappedInt32(sum + event.change), 0);
}

/** The events after a rescale. Without `behavior` nobody reads them and none is kept. */
export function eventsAfterRescale(
  events: ScaleEvents,
  behavior: FullBehavior | null,
  fromReplicas: number,
  toReplicas: number,
  atSeconds: number,
): ScaleEvents {
  if (behavior === null) return events;
  const event = { change: Math.abs(toReplicas - fromReplicas), atSeconds, outdated: false };
  return toReplicas > fromReplicas
    ? { ...events, scaleUpEvents: filed(events.scaleUpEvents, event, behavior.up) }
    : { ...events, scaleDownEvents: filed(events.scaleDownEvents, event, behavior.down) };
}

/** Marks what is older than the longest period (the mark sticks) and writes over the last marked event. */
function filed(events: readonly ScaleEvent[], event: ScaleEvent, rules: FullRules): ScaleEvent[] {
  const longest = Math.max(0, ...rules.policies.map((policy) => policy.periodSeconds));
  const cutoff = micros(event.atSeconds) - micros(longest);
  const marked = events.map((old) => (micros(old.atSeconds) < cutoff ? { ...old, outdated: true } : old));
  const slot = marked.findLastIndex((old) => old.outdated);
  return slot === -1 ? [...marked, event] : marked.with(slot, event);
}
