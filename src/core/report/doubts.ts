import type { Comparison } from '../model/comparison.ts';
import type { Lang } from './format.ts';
import { shown } from './names.ts';
import { sentenceOf } from './text.ts';

/** A doubt with the letter that marks the figures concerned; the same doubt of several trials is one. */
export interface Doubt {
  mark: string;
  metric: string | null;
  trials: string[];
  sentence: string;
}

/** a, b, ... z, aa, ab, ... */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function warningsOf(comparison: Comparison, severity: 'invalid' | 'doubt' | 'note', lang: Lang): Doubt[] {
  const found = new Map<string, Doubt>();
  for (const warning of comparison.warnings) {
    if (warning.severity !== severity) continue;
    const sentence = shown(sentenceOf(warning, lang), 600);
    const key = JSON.stringify([warning.code, warning.metric, sentence]);
    const known = found.get(key);
    if (known === undefined) {
      const trials = warning.trial === null ? [] : [warning.trial];
      found.set(key, { mark: '', metric: warning.metric, trials, sentence });
    } else if (warning.trial !== null) known.trials.push(warning.trial);
  }
  return [...found.values()];
}

/** What has to stand beside the figures, each with its letter, in the order in which a reader of the table meets them. */
export function doubtsOf(comparison: Comparison, lang: Lang): Doubt[] {
  const read = comparison.cases.flatMap((each) => each.trials);
  const met = ({ trials }: Doubt) =>
    trials.length === 0 ? -1 : Math.min(...trials.map((id) => read.indexOf(id)));
  return warningsOf(comparison, 'doubt', lang)
    .sort((a, b) => met(a) - met(b))
    .map((doubt, index) => ({ ...doubt, mark: letters(index) }));
}

export function invalidatingOf(comparison: Comparison, lang: Lang): Doubt[] {
  return warningsOf(comparison, 'invalid', lang);
}

export function notesOf(comparison: Comparison, lang: Lang): Doubt[] {
  return warningsOf(comparison, 'note', lang);
}

/** Letters of the doubts about one metric (null: about the whole) of a case with these trials. */
export function marksFor(
  doubts: readonly Doubt[],
  metric: string | null,
  trials: readonly string[],
): string[] {
  return doubts
    .filter(
      (doubt) =>
        doubt.metric === metric &&
        (doubt.trials.length === 0 || doubt.trials.some((id) => trials.includes(id))),
    )
    .map((doubt) => doubt.mark);
}
