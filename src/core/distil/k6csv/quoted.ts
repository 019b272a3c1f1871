import { parse } from 'csv-parse/sync';

/**
 * The fields of one row that may hold quoted ones; null when it is not one well-formed row. For the rare rows: a call
 * costs some ten microseconds.
 */
export function quotedFields(row: string): string[] | null {
  try {
    const rows = parse(row, { relax_column_count: true, record_delimiter: ['\n', '\r\n'] });
    return rows.length === 1 ? (rows[0] ?? null) : null;
  } catch {
    return null;
  }
}
