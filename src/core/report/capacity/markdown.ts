import type { Capacity } from '../../model/capacity.ts';
import type { Lang } from '../format.ts';
import { markdownTable, plain } from '../markdown-text.ts';
import { speaker } from '../text.ts';
import { capacitySummary } from './summary.ts';

/** A capacity search as GitHub-flavoured Markdown. */
export function renderCapacityMarkdown(found: Capacity, { lang }: { lang: Lang }): string {
  const say = speaker(lang);
  const { title, label, question, level, answers, doubts, capacities, tried } = capacitySummary(found, lang);
  const list = (lines: readonly string[]) => lines.map((line) => `- ${plain(line)}`);
  return `${[
    `# ${plain(title)} (${plain(label)})`,
    '',
    `**${plain(question)}**`,
    '',
    plain(level),
    '',
    ...list(answers),
    '',
    `## ${say('capacity.section.table')}`,
    '',
    ...markdownTable(
      capacities.head,
      capacities.rows.map((row) => row.map(plain)),
      0,
    ),
    `## ${say('capacity.section.doubts')}`,
    '',
    ...list(doubts),
    '',
    `## ${say('capacity.section.tried')}`,
    '',
    ...markdownTable(
      tried.head,
      tried.rows.map((row) => row.map(plain)),
      0,
    ),
  ]
    .join('\n')
    .trimEnd()}\n`;
}
