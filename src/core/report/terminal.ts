import { answerOf, type Finding } from './answer.ts';
import { labelTitle } from './arm-title.ts';
import { besideTable, besideWordColumns } from './beside-table.ts';
import { checksOf } from './checks.ts';
import { invalidatingOf } from './doubts.ts';
import type { Lang } from './format.ts';
import type { ReportInput } from './input.ts';
import { columnsOf, columnWidths, fitted, padEnd, padStart, shown, wrapped } from './names.ts';
import { type Paint, painter } from './paint.ts';
import { type Cell, type Column, type ReferenceTable, referenceTable } from './reference-table.ts';
import { type Say, speaker } from './text.ts';
import { questionIn, titleIn } from './title.ts';

export interface TerminalOptions {
  /** Columns of the terminal; at least 60 are used. */
  width: number;
  colour: boolean;
  lang: Lang;
}

/**
 * The answer, the verdict with its reasons, and the reference table as text. Figures are rows and cases are columns;
 * where the cases do not fit into the width, the table is continued below. Ends with a line feed.
 */
export function renderTerminal(input: ReportInput, options: TerminalOptions): string {
  const { lang } = options;
  const width = Math.max(60, options.width);
  const say = speaker(lang);
  const paint = painter(options.colour);
  const { comparison } = input;
  const answer = answerOf(input, lang);
  const table = referenceTable(input, lang);
  const lines = [
    paint('bold', fitted(shown(titleIn(lang, comparison), 200), width)),
    ...wrapped(shown(questionIn(lang, comparison), 400), width),
    '',
    ...findingLines(answer.headline, width, paint),
    ...answer.others.flatMap((finding) => findingLines(finding, width, paint)),
    '',
    ...verdictLines(input, width, say, paint, lang),
    '',
    ...tableLines(table, width, say, paint, labelTitle(comparison.label, say)),
    ...besideLines(input, width, say, paint, lang),
    ...table.doubts.flatMap((doubt) => hanging(`${doubt.mark}) `, doubtText(doubt), width)),
    ...noteLines(table, width, say, paint),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function doubtText(doubt: { trials: readonly string[]; sentence: string }): string {
  const who = doubt.trials.map((trial) => shown(trial, 40)).join(', ');
  return who === '' ? doubt.sentence : `${who}: ${doubt.sentence}`;
}

function findingLines(finding: Finding, width: number, paint: Paint): string[] {
  return [
    ...hanging('▸ ', finding.text, width),
    ...(finding.doubt === null
      ? []
      : wrapped(`  (${finding.doubt})`.trim(), width - 2, '').map((line) => paint('dim', `  ${line}`))),
    ...(finding.published === null
      ? []
      : wrapped(finding.published, width - 2).map((line) => paint('dim', `  ${line}`))),
  ];
}

/** A mark and a text whose further lines stand under the text's beginning. */
function hanging(mark: string, text: string, width: number): string[] {
  const indent = ' '.repeat(columnsOf(mark));
  return wrapped(text, width - indent.length).map((line, i) => (i === 0 ? mark : indent) + line);
}

function verdictLines(input: ReportInput, width: number, say: Say, paint: Paint, lang: Lang): string[] {
  const { comparison } = input;
  const { open, passed } = checksOf(comparison, lang);
  const { verdict } = comparison;
  return [
    ...wrapped(
      `${say('column.verdict')}: ${say(`verdict.${verdict}`)} — ${say(`verdict.${verdict}.means`)}`,
      width,
    ).map((line, i) =>
      i === 0 ? line.replace(say(`verdict.${verdict}`), (name) => paint(verdict, name)) : line,
    ),
    ...open.flatMap((line) => hanging('✗ ', `${line.trial} ${line.code}: ${line.sentence}`, width)),
    ...invalidatingOf(comparison, lang).flatMap((doubt) => hanging('✗ ', doubtText(doubt), width)),
    ...(passed.length === 0 ? [] : [paint('dim', `✓ ${say('checks.passed', { n: passed.length })}`)]),
  ];
}

function tableLines(table: ReferenceTable, width: number, say: Say, paint: Paint, label: string): string[] {
  if (table.columns.length === 0) return [];
  const labels = table.rows.map((row) => (row.unit === null ? row.label : `${row.label}, ${row.unit}`));
  const labelWidth = Math.min(34, Math.max(20, columnsOf(label), ...labels.map(columnsOf)) + 1);
  const cellWidth = Math.max(15, Math.min(21, Math.floor((width - labelWidth) / table.columns.length)));
  const perTable = Math.max(1, Math.floor((width - labelWidth) / cellWidth));
  const lines: string[] = [];
  for (let from = 0; from < table.columns.length; from += perTable) {
    const columns = table.columns.slice(from, from + perTable);
    const row = (name: string, cells: readonly string[]) =>
      padEnd(fitted(name, labelWidth - 1), labelWidth) +
      cells.map((cell) => padStart(fitted(cell, cellWidth - 1), cellWidth)).join('');
    const each = (text: (column: Column) => string) => columns.map(text);
    lines.push(
      paint(
        'bold',
        row(
          label,
          each((column) => column.case + marked(column.marks)),
        ),
      ),
      row(
        say('column.arm'),
        each((column) => column.arm),
      ),
      row(
        say('column.service'),
        each((column) => column.service),
      ),
    );
    if (columns.some((column) => column.label !== label))
      lines.push(
        row(
          say('column.platform'),
          each((column) => column.label),
        ),
      );
    if (columns.some((column) => column.trials !== 1))
      lines.push(
        row(
          say('column.trials'),
          each((column) => String(column.trials)),
        ),
      );
    lines.push(
      row(
        say('column.verdict'),
        each((column) => say(`verdict.${column.verdict}`)),
      ),
    );
    lines.push('─'.repeat(labelWidth + cellWidth * columns.length));
    table.rows.forEach((figures, index) => {
      const cells = figures.cells.slice(from, from + perTable);
      if (cells.every((cell) => cell === null)) return;
      lines.push(
        row(
          labels[index]!,
          cells.map((cell) => (cell === null ? '' : cell.text + marked(cell.marks))),
        ),
      );
      const beside = (name: string, text: (cell: Cell) => string | null) => {
        const texts = cells.map((cell) => (cell === null ? '' : (text(cell) ?? '')));
        if (texts.some((each) => each !== '')) lines.push(paint('dim', row(`  ${name}`, texts)));
      };
      const confidences = new Set(
        cells.map((cell) => cell?.confidence ?? null).filter((each) => each !== null),
      );
      beside(
        confidences.size === 1
          ? say('cell.interval', { confidence: [...confidences][0]! })
          : say('cell.interval.name'),
        (cell) => cell.interval,
      );
      beside(say('cell.predicted'), (cell) =>
        cell.predicted === null ? null : cell.predicted + (cell.miss === null ? '' : ` (${cell.miss})`),
      );
      beside(say('cell.published'), (cell) => cell.published);
    });
    lines.push('');
  }
  return lines;
}

/** The other loads as a table as wide as its words; words that do not fit are cut. */
function besideLines(input: ReportInput, width: number, say: Say, paint: Paint, lang: Lang): string[] {
  const table = besideTable(input, lang);
  if (table === null) return [];
  const widths = columnWidths([table.head, ...table.rows]);
  const others = widths.reduce((sum, each, i) => sum + (i === nameColumn ? 0 : each + 2), 0);
  widths[nameColumn] = Math.min(widths[nameColumn]!, Math.max(10, width - others));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) =>
        i < besideWordColumns ? padEnd(fitted(cell, widths[i]!), widths[i]!) : padStart(cell, widths[i]!),
      )
      .join('  ');
  return [
    paint('bold', `${say('section.beside')} (${labelTitle(input.comparison.label, say)})`),
    line(table.head),
    ...table.rows.map(line),
    '',
  ];
}
const nameColumn = 2;

function marked(marks: readonly string[]): string {
  return marks.length === 0 ? '' : ` ${marks.join(',')})`;
}

function noteLines(table: ReferenceTable, width: number, say: Say, paint: Paint): string[] {
  const cells = table.rows.flatMap((row) => row.cells);
  const notes = [
    cells.some((cell) => cell?.miss) ? say('table.miss') : '',
    table.rows.some((row) => row.id.endsWith('.other')) ? say('table.otherService') : '',
    table.columns.some((column) => column.trials > 1) ? say('table.median') : '',
    cells.some((cell) => cell?.text === '—') ? say('table.missing') : '',
  ].filter((note) => note !== '');
  return notes.flatMap((note) => wrapped(note, width).map((line) => paint('dim', line)));
}
