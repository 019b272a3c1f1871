import type { Capacity } from '../../model/capacity.ts';
import type { Lang } from '../format.ts';
import { columnWidths, padStart, wrapped } from '../names.ts';
import { painter } from '../paint.ts';
import { capacitySummary } from './summary.ts';

/** How a capacity search is printed. */
export interface CapacityTerminalOptions {
  lang: Lang;
  /** Columns of the terminal. */
  width: number;
  colour: boolean;
}

/** A capacity search for a terminal: the table, and what it says in sentences. */
export function renderCapacityTerminal(
  found: Capacity,
  { lang, width, colour }: CapacityTerminalOptions,
): string {
  const { title, label, level, answers, doubts, capacities } = capacitySummary(found, lang);
  const paint = painter(colour);
  const room = Math.max(60, width);
  return [
    '',
    paint('bold', `${title} (${label})`),
    ...wrapped(level, room),
    '',
    ...table([capacities.head, ...capacities.rows]),
    '',
    ...answers.flatMap((line) => wrapped(`- ${line}`, room, '  ')),
    '',
    ...doubts.flatMap((line) => wrapped(`- ${line}`, room, '  ')),
  ].join('\n');
}

/** Columns flush right, two spaces apart. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = columnWidths(rows);
  return rows.map((row) => row.map((cell, i) => padStart(cell, widths[i]!)).join('  '));
}
