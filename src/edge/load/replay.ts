import { createHash } from 'node:crypto';
import type { LoadNames } from '../../core/distil/k6csv/names.ts';
import { K6CsvScanner, type ScanEnd } from '../../core/distil/k6csv/scanner.ts';
import type { LoadSink } from '../../core/distil/sink.ts';
import { warning } from '../../core/model/warning.ts';
import { readFileBytes } from '../store/file-bytes.ts';

export interface ReplayOptions {
  /** Bytes of the file that were read, and its size; null for standard input. */
  onProgress?: (bytes: number, ofBytes: number | null) => void;
  /** Asked after each piece: a promise when the sink has to catch up. */
  room?: () => Promise<void> | undefined;
}

export interface Replay extends ScanEnd {
  /** Of the rows, as k6 wrote them: compression makes no difference. */
  sha256: string;
}

/**
 * Feeds a CSV that k6 wrote earlier to `sink`: a file, plain or gzip, or `-` for standard input.
 * Throws a StoreError where it cannot be read and a K6CsvError where it is something else.
 */
export async function scanFile(
  path: string,
  sink: LoadSink,
  names: LoadNames,
  options: ReplayOptions = {},
): Promise<Replay> {
  const scanner = new K6CsvScanner(sink, names);
  const hash = createHash('sha256');
  const { cut } = await readFileBytes(
    path,
    (bytes) => {
      hash.update(bytes);
      scanner.push(bytes);
      return options.room?.();
    },
    options.onProgress,
  );
  const end = scanner.end();
  if (cut !== null)
    end.warnings.push(
      warning(
        'compressed-stream-cut',
        'doubt',
        `${path} is damaged as a gzip file (${cut}), so everything after ${end.rows} rows is missing. Copy it again from where it was recorded.`,
        { path, rows: end.rows },
      ),
    );
  return { ...end, sha256: hash.digest('hex') };
}
