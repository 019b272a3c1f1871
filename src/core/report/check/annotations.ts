import type { CapacityCheck } from '../../model/capacity-check.ts';
import type { Lang } from '../format.ts';
import { shown } from '../names.ts';
import { speaker } from '../text.ts';
import { reasonsOf } from './cases.ts';
import { wordsOf } from './figures.ts';
import { fewTrials, isFew, isNews } from './table.ts';

/** Of each level, GitHub shows this many in one step. Source: docs.github.com, "Workflow commands", limits of annotations. */
export const mostAnnotations = 10;

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  level: Level;
  title: string;
  message: string;
}

/**
 * The check as GitHub's workflow commands, one a line: an error for what is worse or broken, a warning for what could not be decided
 * or only warns, a notice for what is better. What goes beyond the limit is counted in the last one of its level.
 */
export function annotationsOf(check: CapacityCheck, lang: Lang): string[] {
  const say = speaker(lang);
  const all = annotations(check, lang);
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const these = all.filter((one) => one.level === level);
    const kept = these.slice(0, these.length > mostAnnotations ? mostAnnotations - 1 : mostAnnotations);
    const more = these.length - kept.length;
    return [
      ...kept,
      ...(more === 0 ? [] : [{ level, title: say('check.title'), message: say('check.more', { n: more }) }]),
    ].map(command);
  });
}

function annotations(check: CapacityCheck, lang: Lang): Annotation[] {
  return check.cases.flatMap((checked) => {
    const title = shown(checked.case, 40);
    const level: Level =
      checked.verdict === 'INVALID' ? 'error' : checked.verdict === 'INCONCLUSIVE' ? 'warning' : 'notice';
    return [
      ...reasonsOf(checked, lang).map((message) => ({ level, title, message })),
      ...fewTrials(checked, lang).map((message) => ({ level, title, message })),
      ...checked.figures.flatMap((figure): Annotation[] => {
        if (!isNews(figure) || isFew(figure)) return [];
        const passed = figure.verdict === 'PASS';
        const { name, sentence } = wordsOf(figure, lang);
        const failed = figure.verdict === 'FAIL' && figure.severity === 'error';
        return [
          {
            level: passed ? 'notice' : failed ? 'error' : 'warning',
            title: `${title}: ${name}`,
            message: sentence,
          },
        ];
      }),
    ];
  });
}

/** Escaped as the runner's own toolkit does: `%` and line ends everywhere, `:` and `,` in properties too. */
function command({ level, title, message }: Annotation): string {
  return `::${level} title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
