import type { Scorecard } from '../../model/requirement.ts';
import type { Lang } from '../format.ts';
import { markdownTable, plain } from '../markdown-text.ts';
import { speaker } from '../text.ts';
import { type ScoreRow, scoreSummary } from './summary.ts';

/** A scorecard as GitHub-flavoured Markdown. */
export function renderScorecardMarkdown(card: Scorecard, { lang }: { lang: Lang }): string {
  const say = speaker(lang);
  const { title, label, facts, verdict, areas, counts, proofs, reading } = scoreSummary(card, lang);
  const cells = (row: ScoreRow) => [
    plain(row.id),
    [row.title, row.wanted]
      .filter((text) => text !== null)
      .map(plain)
      .join('<br>'),
    row.measured.map(plain).join('<br>'),
    row.standing === 'NOT_MEASURED' ? row.standingText : `**${row.standingText}**`,
    plain(row.why),
  ];
  return `${[
    `# ${plain(title)} (${plain(label)})`,
    '',
    plain(facts.join(' · ')),
    '',
    `**${say('column.verdict')}: ${verdict.text}.** ${verdict.means}`,
    '',
    `## ${say('requirements.section.areas')}`,
    '',
    ...markdownTable(counts.head, counts.rows),
    ...areas.flatMap(({ name, rows }) => [
      `## ${name}`,
      '',
      ...markdownTable(
        [
          say('requirements.column.id'),
          say('requirements.column.requirement'),
          say('requirements.column.measured'),
          say('requirements.column.standing'),
          say('requirements.column.why'),
        ],
        rows.map(cells),
        5,
      ),
    ]),
    `## ${say('requirements.section.proof')}`,
    '',
    ...markdownTable(
      proofs.head,
      proofs.rows.map((row) => row.map(plain)),
      6,
    ),
    `## ${say('requirements.section.reading')}`,
    '',
    ...reading.map((line) => `- ${line}`),
  ]
    .join('\n')
    .trimEnd()}\n`;
}
