import { createHash } from 'node:crypto';
import { emptyLoadNames } from '../../core/distil/k6csv/names.ts';
import { K6CsvScanner, type ScanEnd } from '../../core/distil/k6csv/scanner.ts';
import type { LoadSink } from '../../core/distil/sink.ts';
import type { LoadProgress } from '../../core/watch/trial-progress.ts';
import { GzipFile } from '../store/gzip-file.ts';
import { LiveFigures } from './live-figures.ts';
import { Strand, type StrandPlaces } from './strand.ts';

export interface TapPlaces extends StrandPlaces {
  /** The same for each scenario that runs beside the main one, by the name that k6's rows give it. */
  beside?: readonly (StrandPlaces & { name: string })[];
  /** null: the stream itself is not kept. */
  rawPath: string | null;
  /** Lines from before this are left out, epoch seconds. */
  linesFromSeconds: number;
  /** For tests of slow disks. */
  mostWaitingBytes?: number;
}

export interface TapEnd {
  streamSha256: string;
  streamBytes: number;
  /** null where the stream could not be read to its end; `failures` says why then. */
  scan: ScanEnd | null;
  requests: number;
  setupEndSeconds: number | null;
  lastEndSeconds: number | null;
  /** What was lost on the way, by the name of who lost it. */
  failures: { name: string; message: string }[];
}

/**
 *                  ┌─► SHA-256
 *   k6 ─► stdout ──┼─► scanner ─► by scenario: request log, lines of load.ndjson; live figures of the main one
 *                  └─► raw file (only where asked for)
 *
 * k6 keeps what it cannot write, without bound, so the tap takes every byte at once and waits for nobody: a disk that
 * fails or lags costs the file, and is said at the end. Nothing here throws into the stream.
 */
export class Tap {
  readonly #hash = createHash('sha256');
  readonly #scanner: K6CsvScanner;
  /** The main scenario first. */
  readonly #strands: readonly Strand[];
  /** Strand of each id of a scenario's name. */
  readonly #strandOf: Strand[] = [];
  readonly #names = emptyLoadNames();
  readonly #besideNames: readonly string[];
  readonly #raw: GzipFile | null;
  readonly #live = new LiveFigures();
  #bytes = 0;
  #lastEndMicros = 0;
  #scanFailure: string | null = null;

  /** Opens the files. Throws a StoreError where that is refused. */
  constructor(places: TapPlaces) {
    const { mostWaitingBytes, beside = [] } = places;
    const options = mostWaitingBytes === undefined ? {} : { mostWaitingBytes };
    this.#besideNames = beside.map(({ name }) => name);
    this.#strands = [places, ...beside].map(
      (each) => new Strand(each, this.#names, places.linesFromSeconds, options),
    );
    this.#raw = places.rawPath === null ? null : new GzipFile(places.rawPath, options);
    this.#scanner = new K6CsvScanner(this.#sink(), this.#names);
  }

  /** Takes the next bytes of the stream; they must not be changed afterwards. */
  take(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#hash.update(bytes);
    this.#raw?.write(bytes);
    if (this.#scanFailure !== null) return;
    try {
      this.#scanner.push(bytes);
    } catch (error) {
      this.#scanFailure = messageOf(error);
    }
  }

  /** To be called once a second. */
  tick(): LoadProgress {
    for (const { log } of this.#strands) log.flush();
    this.#raw?.flush();
    return this.#live.tick();
  }

  /** The stream is over. Resolves when the files are closed; never rejects. */
  async end(): Promise<TapEnd> {
    let scan: ScanEnd | null = null;
    try {
      if (this.#scanFailure === null) scan = this.#scanner.end();
    } catch (error) {
      this.#scanFailure = messageOf(error);
    }
    for (const { lines } of this.#strands) lines.end();
    await Promise.all([...this.#strands.map(({ log }) => log.close()), this.#raw?.close()]);
    const failures = [
      { name: 'stream', message: this.#scanFailure },
      ...this.#strands.map(({ log }) => ({ name: 'requests', message: log.failure })),
      { name: 'raw', message: this.#raw?.failure ?? null },
    ].filter((failure): failure is { name: string; message: string } => failure.message !== null);
    const setupEndMicros = this.#scanner.setupEndMicros;
    return {
      streamSha256: this.#hash.digest('hex'),
      streamBytes: this.#bytes,
      scan,
      requests: this.#live.requests,
      setupEndSeconds: setupEndMicros === null ? null : setupEndMicros / 1e6,
      lastEndSeconds: this.#lastEndMicros === 0 ? null : this.#lastEndMicros / 1e6,
      failures,
    };
  }

  #sink(): LoadSink {
    const live = this.#live;
    const main = this.#strands[0]!;
    return {
      request: (start, duration, blocked, status, expected, route, pod, error, scenario) => {
        const strand = this.#strand(scenario);
        strand.log.request(start, duration, blocked, status, expected, route, pod, error);
        if (strand === main) live.request(start, duration, blocked, status, expected);
        const end = start + blocked + duration;
        if (end > this.#lastEndMicros) this.#lastEndMicros = end;
      },
      iteration: (at, duration, scenario) => this.#strand(scenario).lines.iteration(at, duration),
      dropped: (at, count, scenario) => this.#strand(scenario).lines.dropped(at, count),
      userBegan: (_at, scenario) => this.#strand(scenario).userBegan(),
      users: (at, active) => {
        // k6 counts the users of all scenarios together; of several, those who began are told apart.
        const alone = this.#strands.length === 1;
        live.users(at, alone ? active : main.users);
        for (const { lines, users } of this.#strands) lines.users(at, alone ? active : users);
      },
      maxUsers: (at, existing) => {
        if (this.#strands.length === 1) main.lines.maxUsers(at, existing);
      },
    };
  }

  /** Rows of a scenario that nobody named are the main one's: a script may name it as it likes. */
  #strand(scenario: number): Strand {
    const known = this.#strandOf[scenario];
    if (known !== undefined) return known;
    const index = this.#besideNames.indexOf(this.#names.scenarios.text(scenario));
    const strand = this.#strands[index + 1]!;
    this.#strandOf[scenario] = strand;
    return strand;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
