import type { EventLine } from '../../core/model/observation.ts';

/** Events that say a trial is going wrong while it still runs. Others are for the record alone. */
const alarming: ReadonlySet<string> = new Set([
  'StuckPod',
  'BackOff',
  'ArmNotDriven',
  'ObserverFailed',
  'ObserverRecovered',
]);

/** What of a trial's events a person should hear of at once: one sentence for each object and reason, the newest last. */
export class Alarms {
  readonly #told = new Set<string>();
  #sentences: readonly string[] = [];

  get sentences(): readonly string[] {
    return this.#sentences;
  }

  /** True if the event is a new alarm. A cluster repeats its events with other counts: one of a kind is enough. */
  heard({ object, reason, message }: EventLine): boolean {
    const kind = `${object} ${reason}`;
    if (!alarming.has(reason) || this.#told.has(kind)) return false;
    this.#told.add(kind);
    this.#sentences = [...this.#sentences, `${object}: ${message}`];
    return true;
  }
}
