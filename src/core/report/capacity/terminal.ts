import type { Capacity } from '../../model/capacity.ts';
import type { Lang } from '../format.ts';
import { columnsOf, padStart, wrapped } from '../names.ts';
import { capacitySummary } from './summary.ts';

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
  const bold = (text: string) => (colour ? `\u001b[1m${text}\u001b[22m` : text);
  const room = Math.max(60, width);
  return [
    '',
    bold(`${title} (${label})`),
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
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => columnsOf(row[i]!))));
  return rows.map((row) => row.map((cell, i) => padStart(cell, widths[i]!)).join('  '));
}
