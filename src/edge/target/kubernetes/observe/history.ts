const keptSeconds = 60;

/** A value that changes, and what it was a moment ago: the autoscaler's round is known only after it is over. */
export class History<T> {
  readonly #entries: { fromSeconds: number; value: T }[] = [];

  note(fromSeconds: number, value: T): void {
    this.#entries.push({ fromSeconds, value });
    while (this.#entries.length > 1 && this.#entries[1]!.fromSeconds < fromSeconds - keptSeconds)
      this.#entries.shift();
  }

  /** The value that held at `atSeconds`; the oldest one known for times before it, null if there is none. */
  at(atSeconds: number): T | null {
    return (
      (this.#entries.findLast(({ fromSeconds }) => fromSeconds <= atSeconds) ?? this.#entries[0])?.value ??
      null
    );
  }

  /** Values that held at some time in [from, to], oldest first. */
  during(fromSeconds: number, toSeconds: number): T[] {
    return this.#entries
      .filter(
        (entry, i) =>
          entry.fromSeconds <= toSeconds &&
          (this.#entries[i + 1]?.fromSeconds ?? Number.POSITIVE_INFINITY) >= fromSeconds,
      )
      .map(({ value }) => value);
  }

  get latest(): T | null {
    return this.#entries.at(-1)?.value ?? null;
  }
}
