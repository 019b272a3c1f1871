import { createHash } from 'node:crypto';
import { emptyLoadNames } from '../../core/distil/k6csv/names.ts';
import { K6CsvScanner, type ScanEnd } from '../../core/distil/k6csv/scanner.ts';
import type { LoadSink } from '../../core/distil/sink.ts';
import type { LoadLine } from '../../core/model/observation.ts';
import type { LoadProgress } from '../../core/watch/trial-progress.ts';
import { GzipFile } from '../store/gzip-file.ts';
import { RequestLogWriter } from '../store/request-log.ts';
import { LiveFigures } from './live-figures.ts';
import { LoadLines } from './load-lines.ts';

export interface TapPlaces {
  requestLogPath: string;
  /** null: the stream itself is not kept. */
  rawPath: string | null;
  /** Lines from before this are left out, epoch seconds. */
  linesFromSeconds: number;
  onLoadLine(line: LoadLine): void;
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
 *   k6 ─► stdout ──┼─► scanner ─► request log, lines of load.ndjson, live figures
 *                  └─► raw file (only where asked for)
 *
 * k6 keeps what it cannot write, without bound, so the tap takes every byte at once and waits for nobody: a disk that
 * fails or lags costs the file, and is said at the end. Nothing here throws into the stream.
 */
export class Tap {
  readonly #hash = createHash('sha256');
  readonly #scanner: K6CsvScanner;
  readonly #log: RequestLogWriter;
  readonly #raw: GzipFile | null;
  readonly #lines: LoadLines;
  readonly #live = new LiveFigures();
  #bytes = 0;
  #lastEndMicros = 0;
  #scanFailure: string | null = null;

  /** Opens the files. Throws a StoreError where that is refused. */
  constructor(places: TapPlaces) {
    const { mostWaitingBytes } = places;
    const options = mostWaitingBytes === undefined ? {} : { mostWaitingBytes };
    const names = emptyLoadNames();
    this.#log = new RequestLogWriter(places.requestLogPath, names, options);
    this.#raw = places.rawPath === null ? null : new GzipFile(places.rawPath, options);
    this.#lines = new LoadLines(places.linesFromSeconds, places.onLoadLine);
    this.#scanner = new K6CsvScanner(this.#sink(), names);
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
    this.#log.flush();
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
    this.#lines.end();
    await Promise.all([this.#log.close(), this.#raw?.close()]);
    const failures = [
      { name: 'stream', message: this.#scanFailure },
      { name: 'requests', message: this.#log.failure },
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
    const log = this.#log;
    const live = this.#live;
    const lines = this.#lines;
    return {
      request: (start, duration, blocked, status, expected, route, pod, error) => {
        log.request(start, duration, blocked, status, expected, route, pod, error);
        live.request(start, duration, blocked, status, expected);
        const end = start + blocked + duration;
        if (end > this.#lastEndMicros) this.#lastEndMicros = end;
      },
      iteration: (at, duration) => lines.iteration(at, duration),
      dropped: (at, count) => lines.dropped(at, count),
      users: (at, active) => {
        live.users(at, active);
        lines.users(at, active);
      },
      maxUsers: (at, existing) => lines.maxUsers(at, existing),
    };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
