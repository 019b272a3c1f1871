import { type Warning, warning } from '../../model/warning.ts';
import { mostTexts } from './interner.ts';
import type { RowReader } from './row-reader.ts';

/** Doubts about the rows that were read; `cutBytes` of a last row were left over. */
export function scanWarnings(read: RowReader, cutBytes: number): Warning[] {
  const found: Warning[] = [];
  const { rows } = read;
  const { requests, alone } = read.requests;
  const { unreadable, first, textLines } = read.losses;
  const { overflowed } = read.tail;
  const { unit } = read.stamps;
  if (requests === 0)
    found.push(
      warning(
        'no-requests',
        'invalid',
        `The stream has ${rows} rows and no request (http_req_duration) among them: nothing can be said about response ` +
          'times. Check that the script sends HTTP requests and that k6 ran to its end.',
        { rows },
      ),
    );
  if (unit === 'seconds')
    found.push(
      warning(
        'whole-second-stamps',
        'doubt',
        'The rows are stamped in whole seconds, so a request is placed up to a second before the moment it really ' +
          'started; response times are not touched. Set K6_CSV_TIME_FORMAT=unix_micro when recording.',
        {},
      ),
    );
  if (alone > 0)
    found.push(
      warning(
        'requests-without-wait',
        'doubt',
        `${alone} of ${requests} requests have their rows apart (a sorted or merged file), so their wait for a connection ` +
          'counts as 0 and they look faster than they were. Use the file as k6 wrote it.',
        { alone, requests },
      ),
    );
  if (unreadable > 0)
    found.push(
      warning(
        'rows-unreadable',
        unreadable * 100 > rows ? 'invalid' : 'doubt',
        `${unreadable} of ${rows} rows cannot be read and are left out, the first is row ${first?.row} ` +
          `("${first?.text}"). Use the file as k6 wrote it.`,
        { unreadable, rows, firstRow: first?.row ?? null, firstText: first?.text ?? null },
      ),
    );
  if (textLines > 0)
    found.push(
      warning(
        'text-between-rows',
        'note',
        `${textLines} lines are no rows (k6 prints its summary to the same output) and are left out.`,
        { textLines },
      ),
    );
  if (cutBytes > 0)
    found.push(
      warning(
        'last-row-cut',
        'doubt',
        `The last row is cut off after ${cutBytes} bytes and left out: k6 or the copy was stopped while it wrote, so ` +
          'the end of the run is missing.',
        { rows: 1, bytes: cutBytes },
      ),
    );
  if (overflowed > 0)
    found.push(
      warning(
        'too-many-names',
        'doubt',
        `${overflowed} rows have a route, error or pod beyond the first ${mostTexts} and are shown as "(other)". Give ` +
          'requests with an id in their address one name: http.get(url, { tags: { name: "/items/:id" } }).',
        { overflowed, most: mostTexts },
      ),
    );
  return found;
}
