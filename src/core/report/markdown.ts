import { answerOf, type Finding } from './answer.ts';
import { answeredPerSecond } from './answered.ts';
import { labelTitle } from './arm-title.ts';
import { besideTable, besideWordColumns } from './beside-table.ts';
import { checksOf } from './checks.ts';
import { differencesOf } from './differences.ts';
import { invalidatingOf, notesOf } from './doubts.ts';
import { count, instant, type Lang, moment } from './format.ts';
import { drawnTrial, type ReportInput } from './input.ts';
import { markdownTable, plain } from './markdown-text.ts';
import { shown } from './names.ts';
import { phaseName } from './phase-name.ts';
import { type Cell, type ReferenceTable, referenceTable } from './reference-table.ts';
import { sparkline } from './sparkline.ts';
import { type Say, speaker } from './text.ts';
import { questionIn, titleIn } from './title.ts';
import { validityOf } from './validity.ts';

/** The report as GitHub-flavoured Markdown: answer, verdict, checks, tables and a sparkline for each case. */
export function renderMarkdown(input: ReportInput, options: { lang: Lang }): string {
  const { lang } = options;
  const say = speaker(lang);
  const { comparison } = input;
  const answer = answerOf(input, lang);
  const table = referenceTable(input, lang);
  const label = labelTitle(comparison.label, say);
  const { verdict } = comparison;
  const facts = [
    label,
    comparison.preset === null ? null : `${say('page.preset')} ${shown(comparison.preset, 40)}`,
    moment(comparison.lengthSeconds, lang),
    comparison.seed === null ? null : `${say('page.seed')} ${comparison.seed}`,
    comparison.measuredAt === null ? null : instant(comparison.measuredAt),
  ].filter((fact) => fact !== null);
  return `${[
    `# ${plain(shown(titleIn(lang, comparison), 200))}`,
    '',
    plain(facts.join(' · ')),
    '',
    `**${plain(shown(questionIn(lang, comparison), 400))}**`,
    '',
    ...findingLines(answer.headline),
    ...answer.others.flatMap((finding) => findingLines(finding)),
    `**${say('column.verdict')}: ${say(`verdict.${verdict}`)}.** ${say(`verdict.${verdict}.means`)}`,
    '',
    validityOf(comparison)
      .map(
        ({ text, verdict: found }) => `${found === null ? '?' : found === 'PASS' ? '✓' : '✗'} ${say(text)}`,
      )
      .join(' · '),
    '',
    ...checkLines(input, say, lang),
    `## ${say('section.reference')} (${plain(label)})`,
    '',
    ...figureLines(table, say),
    ...besideLines(input, say, lang, label),
    ...differenceLines(input, say, lang, label),
    ...phaseLines(input, say, lang, label),
    ...courseLines(input, say, lang, label),
    ...notesOf(comparison, lang).map((note) => `- ${plain(note.sentence)}`),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

function findingLines(finding: Finding): string[] {
  const doubt = finding.doubt === null ? '' : ` _(${plain(finding.doubt)})_`;
  const published = finding.published === null ? '' : ` ${plain(finding.published)}`;
  return [`${plain(finding.text)}${doubt}${published}`, ''];
}

function checkLines(input: ReportInput, say: Say, lang: Lang): string[] {
  const { open, passed } = checksOf(input.comparison, lang);
  const failed = [
    ...open.map((line) => `${plain(line.trial)} ${plain(line.code)}: ${plain(line.sentence)}`),
    ...invalidatingOf(input.comparison, lang).map((doubt) => plain(doubt.sentence)),
  ].map((text) => `- ✗ ${text}`);
  if (passed.length === 0) return failed.length === 0 ? [] : [...failed, ''];
  return [
    ...failed,
    ...(failed.length === 0 ? [] : ['']),
    `<details><summary>${say('checks.passed', { n: passed.length })}</summary>`,
    '',
    ...markdownTable(
      [say('column.trial'), say('column.check'), say('column.seen')],
      passed.map((line) => [plain(line.trial), plain(line.code), plain(line.sentence)]),
      3,
    ),
    '</details>',
    '',
  ];
}

function figureLines(table: ReferenceTable, say: Say): string[] {
  if (table.columns.length === 0) return [];
  const cellText = (cell: Cell | null) => {
    if (cell === null) return '';
    const beside = [
      cell.interval === null
        ? ''
        : `${say('cell.interval', { confidence: cell.confidence })} ${cell.interval}`,
      cell.predicted === null
        ? ''
        : `${say('cell.predicted')} ${cell.predicted}${cell.miss === null ? '' : ` (${cell.miss})`}`,
      cell.published === null ? '' : `${say('cell.published')} ${cell.published}`,
    ].filter((text) => text !== '');
    const marks = cell.marks.length === 0 ? '' : ` ${cell.marks.join(',')})`;
    return [`${plain(cell.text)}${marks}`, ...beside.map((text) => `<sub>${plain(text)}</sub>`)].join('<br>');
  };
  const marked = (marks: readonly string[]) => (marks.length === 0 ? '' : ` ${marks.join(',')})`);
  return [
    ...markdownTable(
      [say('column.figure'), ...table.columns.map((column) => plain(column.case) + marked(column.marks))],
      [
        [say('column.arm'), ...table.columns.map((column) => plain(column.armTitle))],
        [say('column.service'), ...table.columns.map((column) => plain(column.service))],
        [say('column.platform'), ...table.columns.map((column) => plain(column.label))],
        [say('column.trials'), ...table.columns.map((column) => String(column.trials))],
        [say('column.verdict'), ...table.columns.map((column) => say(`verdict.${column.verdict}`))],
        ...table.rows.map((row) => [
          row.unit === null ? row.label : `${row.label}, ${row.unit}`,
          ...row.cells.map(cellText),
        ]),
      ],
    ),
    ...table.doubts.map((doubt) => {
      const who = doubt.trials.map((trial) => shown(trial, 40)).join(', ');
      return `- ${doubt.mark}) ${who === '' ? '' : `${plain(who)}: `}${plain(doubt.sentence)}`;
    }),
    ...(table.rows.some((row) => row.id.endsWith('.other')) ? ['', say('table.otherService')] : []),
    '',
  ];
}

function besideLines(input: ReportInput, say: Say, lang: Lang, label: string): string[] {
  const table = besideTable(input, lang);
  if (table === null) return [];
  return [
    `## ${say('section.beside')} (${plain(label)})`,
    '',
    say('beside.means'),
    '',
    ...markdownTable(
      table.head,
      table.rows.map((row) => row.map(plain)),
      besideWordColumns,
    ),
  ];
}

/** Only where something is judged: with too few trials the table above says it all. */
function differenceLines(input: ReportInput, say: Say, lang: Lang, label: string): string[] {
  const judged = differencesOf(input, lang).filter((difference) => difference.judged);
  if (judged.length === 0) return [];
  return [
    `## ${say('section.differs')} (${plain(label)})`,
    '',
    ...judged.flatMap((difference) => [
      `**${plain(say('gain.against', { case: difference.case, base: difference.base }))}**`,
      '',
      ...markdownTable(
        difference.head.map(plain),
        difference.rows.map((row) => row.map(plain)),
      ),
      ...(difference.more === 0
        ? []
        : [say('differs.more', { more: difference.more, time: difference.time }), '']),
    ]),
    say('differs.means'),
    '',
  ];
}

function phaseLines(input: ReportInput, say: Say, lang: Lang, label: string): string[] {
  const rows = input.comparison.cases.flatMap((summary) => {
    const trial = drawnTrial(input, summary);
    return (trial?.phases ?? []).map(({ name, stretch }) => [
      plain(shown(trial!.id, 40)),
      plain(phaseName(name, say)),
      `${moment(stretch.fromSeconds, lang)} – ${moment(stretch.toSeconds, lang)}`,
      count(stretch.processed),
      answeredPerSecond(trial!.series, stretch.fromSeconds, stretch.toSeconds)?.toFixed(1) ?? '—',
      stretch.responseSeconds === null ? '—' : count(stretch.responseSeconds.mean * 1000),
    ]);
  });
  if (rows.length === 0) return [];
  return [
    `## ${say('section.phases')} (${plain(label)})`,
    '',
    ...markdownTable(
      [
        say('column.trial'),
        say('column.pods'),
        say('column.period'),
        say('metric.processed'),
        say('column.answered'),
        `${say('metric.mean')}, ms`,
      ],
      rows,
    ),
  ];
}

function courseLines(input: ReportInput, say: Say, lang: Lang, label: string): string[] {
  const rows = input.comparison.cases.flatMap((summary) => {
    const trial = drawnTrial(input, summary);
    if (trial === null || trial.series.completed.length === 0) return [];
    const most = Math.max(...trial.series.completed) / trial.series.widthSeconds;
    return [[plain(shown(trial.id, 40)), `\`${sparkline(trial.series.completed, 48)}\``, count(most)]];
  });
  if (rows.length === 0) return [];
  return [
    `## ${say('section.course')} (${plain(label)})`,
    '',
    ...markdownTable(
      [
        say('column.trial'),
        say('course.completed', { length: moment(input.comparison.lengthSeconds, lang) }),
        say('course.most'),
      ],
      rows,
    ),
  ];
}
