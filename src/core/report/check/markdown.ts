import type { CapacityCheck } from '../../model/capacity-check.ts';
import type { Lang } from '../format.ts';
import { markdownTable, plain } from '../markdown-text.ts';
import { speaker } from '../text.ts';
import { tableOf } from './table.ts';

const marks = { PASS: '✅', FAIL: '❌', INVALID: '🚫', INCONCLUSIVE: '❔' } as const;

/** The check as GitHub-flavoured Markdown, for the summary of a step. */
export function renderCheckMarkdown(check: CapacityCheck, lang: Lang): string {
  const say = speaker(lang);
  const table = tableOf(check, lang);
  return `${[
    `## ${marks[check.verdict]} ${table.title}: ${say(`verdict.${check.verdict}`)}`,
    '',
    `${plain(table.sides)} (${plain(table.label)}): ${say(`check.${check.verdict}`)}.`,
    '',
    ...table.cases.flatMap((one) => [
      `### ${one.checked.state === 'new' ? '🆕' : marks[one.checked.verdict]} ${plain(one.title)}, ${one.trials}`,
      '',
      ...(one.rows.length === 0
        ? []
        : markdownTable(
            table.head,
            one.rows.map((cells) => cells.map(plain)),
          )),
      ...one.sentences.flatMap((sentence) => [`- ${plain(sentence)}`]),
      ...(one.sentences.length === 0 ? [] : ['']),
    ]),
    plain(table.note),
  ].join('\n')}\n`;
}
