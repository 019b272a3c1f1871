import { columnWidths, padEnd, padStart } from '../core/report/names.ts';

/** Columns padded to their widest cell, two spaces apart; wide letters take two. `align` has one letter a column: l or r. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: string,
): string {
  const widths = columnWidths([head, ...rows]);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (align[i] === 'r' ? padStart(cell, widths[i]!) : padEnd(cell, widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
