import type { CapacityCheck } from '../../model/capacity-check.ts';
import type { Lang } from '../format.ts';
import { columnWidths, padEnd, padStart, wrapped } from '../names.ts';
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
  const shape = shapeOf([table.head, ...table.cases.flatMap((one) => one.rows)], width);
  // What does not fit beside a figure stands below it, named.
  const below = (cells: readonly string[]) =>
    shape.rest.length === 0
      ? []
      : wrapped(shape.rest.map((i) => `${table.head[i]} ${cells[i]}`).join(' · '), width - 6).map((line) =>
          paint('dim', `      ${line}`),
        );
  const lines = [
    ...wrapped(`${table.title}: ${table.sides}. ${table.label}.`, width).map((line) => paint('bold', line)),
    ...wrapped(`${say('column.verdict')}: ${verdict} — ${say(`check.${check.verdict}`)}`, width).map(
      (line, i) => (i === 0 ? line.replace(verdict, () => paint(check.verdict, verdict)) : line),
    ),
  ];
  for (const one of table.cases) {
    lines.push('', `${paint('bold', one.title)}, ${one.trials}: ${paint(one.checked.verdict, one.verdict)}`);
    if (one.rows.length > 0)
      lines.push(
        paint('dim', shape.row(table.head)),
        ...one.rows.flatMap((cells) => [shape.row(cells), ...below(cells)]),
      );
    for (const sentence of one.sentences)
      lines.push(...wrapped(`▸ ${sentence}`, width - 2, '  ').map((line) => `  ${line}`));
  }
  lines.push('', ...wrapped(table.note, width).map((line) => paint('dim', line)));
  return `${lines.join('\n')}\n`;
}

/** In the order of giving way where the terminal is narrow: interval, threshold, what is detectable, both medians. */
const givingWay = [4, 5, 6, 1, 2];

/** How rows are written in `width` columns: figure and finding to the left, the rest to the right; `rest` did not fit. */
function shapeOf(rows: readonly (readonly string[])[], width: number) {
  const widths = columnWidths(rows);
  const rest: number[] = [];
  const beside = () => widths.map((_, i) => i).filter((i) => !rest.includes(i));
  const total = () => beside().reduce((sum, i) => sum + widths[i]! + 2, 0);
  while (total() > width && rest.length < givingWay.length) rest.push(givingWay[rest.length]!);
  const row = (cells: readonly string[]) =>
    `  ${beside()
      .map((i) =>
        i === 0 || i === widths.length - 1 ? padEnd(cells[i]!, widths[i]!) : padStart(cells[i]!, widths[i]!),
      )
      .join('  ')
      .trimEnd()}`;
  return { row, rest: [...rest].sort((a, b) => a - b) };
}
