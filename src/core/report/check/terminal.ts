import type { CapacityCheck } from '../../model/capacity-check.ts';
import type { Lang } from '../format.ts';
import { columnsOf, padEnd, padStart, wrapped } from '../names.ts';
import { painter } from '../paint.ts';
import { speaker } from '../text.ts';
import { tableOf } from './table.ts';

export interface CheckTerminalOptions {
  width: number;
  colour: boolean;
  lang: Lang;
}

/** The check as text: the verdict, a table for each case, a sentence for what did not pass. Ends with a line feed. */
export function renderCheckTerminal(check: CapacityCheck, options: CheckTerminalOptions): string {
  const { lang } = options;
  const width = Math.max(60, options.width);
  const say = speaker(lang);
  const paint = painter(options.colour);
  const table = tableOf(check, lang);
  const verdict = say(`verdict.${check.verdict}`);
  const shownRows = table.cases.flatMap((one) => one.rows);
  const widths = table.head.map((title, i) =>
    Math.max(columnsOf(title), ...shownRows.map((row) => columnsOf(row[i]!))),
  );
  const row = (cells: readonly string[]) =>
    `  ${cells
      .map((cell, i) =>
        i === 0 || i === cells.length - 1 ? padEnd(cell, widths[i]!) : padStart(cell, widths[i]!),
      )
      .join('  ')
      .trimEnd()}`;
  const lines = [
    ...wrapped(`${table.title}: ${table.sides}. ${table.label}.`, width).map((line) => paint('bold', line)),
    ...wrapped(`${say('column.verdict')}: ${verdict} — ${say(`check.${check.verdict}`)}`, width).map(
      (line, i) => (i === 0 ? line.replace(verdict, () => paint(check.verdict, verdict)) : line),
    ),
  ];
  for (const one of table.cases) {
    lines.push('', `${paint('bold', one.title)}, ${one.trials}: ${paint(one.checked.verdict, one.verdict)}`);
    if (one.rows.length > 0)
      lines.push(paint('dim', row(table.head)), ...one.rows.map((cells) => row(cells)));
    for (const sentence of one.sentences)
      lines.push(
        ...wrapped(`▸ ${sentence}`, width - 2, '  ').map((line, i) => (i === 0 ? `  ${line}` : `  ${line}`)),
      );
  }
  lines.push('', ...wrapped(table.note, width).map((line) => paint('dim', line)));
  return `${lines.join('\n')}\n`;
}
