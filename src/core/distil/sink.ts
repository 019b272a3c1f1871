/**
 * What a load generator's stream says, one call a fact. Numbers instead of objects, because this is called for every
 * request: times are whole microseconds (epoch), strings are ids of a {@link Dictionary}.
 */
export interface LoadSink {
  /**
   * One request. `startMicros` is when the user asked (before waiting for a connection); `durationMicros` is k6's
   * http_req_duration, `blockedMicros` its http_req_blocked; `status` is 0 when no answer came; `scenario` is k6's.
   */
  request(
    startMicros: number,
    durationMicros: number,
    blockedMicros: number,
    status: number,
    expected: boolean,
    route: number,
    pod: number,
    error: number,
    scenario: number,
  ): void;
  /** One journey that ended. */
  iteration(endMicros: number, durationMicros: number, scenario: number): void;
  /** Journeys that could not start. */
  dropped(atMicros: number, count: number, scenario: number): void;
  /** A user began; said where several scenarios run side by side, of which k6 counts the users together. */
  userBegan?(atMicros: number, scenario: number): void;
  /** Users under way, and users that exist, as k6 reports them each second. */
  users(atMicros: number, active: number): void;
  maxUsers(atMicros: number, existing: number): void;
}

/** Gives each different string a small number. Id 0 is the empty string: "not observed". */
export class Dictionary {
  readonly #ids = new Map<string, number>([['', 0]]);
  readonly #texts: string[] = [''];

  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#texts.length;
    this.#ids.set(text, id);
    this.#texts.push(text);
    return id;
  }

  text(id: number): string {
    return this.#texts[id] ?? '';
  }

  get size(): number {
    return this.#texts.length;
  }
}
