import type { RequestNames } from '../../core/distil/k6csv/names.ts';
import { RequestLogScanner } from '../../core/distil/k6csv/request-log-scanner.ts';
import type { LoadSink } from '../../core/distil/sink.ts';
import { type Warning, warning } from '../../core/model/warning.ts';
import { readFileBytes } from './file-bytes.ts';
import { GzipFile } from './gzip-file.ts';
import { RequestRows } from './request-row-text.ts';

/**
 * requests.csv.gz: one compact row a request, which DuckDB, pandas and a spreadsheet open as it is. Never waits for a
 * disk: {@link GzipFile} says how.
 */
export class RequestLogWriter implements Pick<LoadSink, 'request'> {
  readonly #file: GzipFile;
  readonly #rows: RequestRows;

  /** Ids in {@link request} are of `names`. Throws a StoreError where the file cannot be made. */
  constructor(path: string, names: RequestNames, options: { mostWaitingBytes?: number } = {}) {
    this.#file = new GzipFile(path, options);
    this.#rows = new RequestRows(names, (block) => this.#file.write(block));
  }

  get failure(): string | null {
    return this.#file.failure;
  }

  request(
    startMicros: number,
    durationMicros: number,
    blockedMicros: number,
    status: number,
    expected: boolean,
    route: number,
    pod: number,
    error: number,
  ): void {
    this.#rows.add(startMicros, durationMicros, blockedMicros, status, expected, route, pod, error);
  }

  /** To be called each second: after a crash, what was written before the last call can still be read. */
  flush(): void {
    this.#rows.handOver();
    this.#file.flush();
  }

  /** For a writer that can wait: a promise when it should. */
  room(): Promise<void> | undefined {
    return this.#file.room();
  }

  /** Never rejects: {@link failure} says how it went. */
  async close(): Promise<void> {
    this.#rows.handOver();
    await this.#file.close();
  }
}

/**
 * Feeds a request log to `sink`, in the order in which it was written. A log that was cut off (the machine went down)
 * gives what it holds, and a warning. Throws a StoreError where it cannot be read or is something else.
 */
export async function readRequestLog(
  path: string,
  sink: Pick<LoadSink, 'request'>,
  names: RequestNames,
): Promise<{ requests: number; warnings: Warning[] }> {
  const scanner = new RequestLogScanner(sink, names);
  const { cut: damage } = await readFileBytes(path, (bytes) => scanner.push(bytes));
  const { requests, unreadable, cut } = scanner.end();
  const warnings: Warning[] = [];
  if (damage !== null || cut)
    warnings.push(
      warning(
        'request-log-cut',
        'doubt',
        `${path} ends early (${damage ?? 'within a row'}), so the last requests are missing: the trial was stopped while ` +
          'it was written. What it holds is used.',
        { path, requests },
      ),
    );
  if (unreadable > 0)
    warnings.push(
      warning(
        'request-log-damaged',
        'invalid',
        `${unreadable} rows of ${path} cannot be read, so requests are missing from every figure. Record the trial again.`,
        { path, unreadable, requests },
      ),
    );
  return { requests, warnings };
}
