import type { Alarm } from './alarms.ts';

export interface LoggedAlarm extends Alarm {
  /** Seconds since the load started (negative before) at which it was first and last seen. */
  firstSeconds: number | null;
  lastSeconds: number | null;
  active: boolean;
}

/** The alarms of one trial: each is told once, and remembered when it has passed. */
export class AlarmLog {
  readonly #alarms = new Map<string, LoggedAlarm>();

  /** Takes the alarms of a moment; returns those that were never seen before. */
  note(alarms: readonly Alarm[], loadSeconds: number | null): Alarm[] {
    const fresh = alarms.filter(({ key }) => !this.#alarms.has(key));
    for (const logged of this.#alarms.values()) logged.active = false;
    for (const alarm of alarms) {
      const { firstSeconds } = this.#alarms.get(alarm.key) ?? { firstSeconds: loadSeconds };
      this.#alarms.set(alarm.key, { ...alarm, firstSeconds, lastSeconds: loadSeconds, active: true });
    }
    return fresh;
  }

  /** Those of now first. */
  get all(): LoggedAlarm[] {
    return [...this.#alarms.values()].sort((a, b) => Number(b.active) - Number(a.active));
  }
}
