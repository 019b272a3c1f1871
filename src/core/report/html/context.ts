import { labelTitle } from '../arm-title.ts';
import type { Lang } from '../format.ts';
import type { ReportInput } from '../input.ts';
import { type Say, speaker } from '../text.ts';

/** What every part of the page is made from. */
export interface PageContext {
  input: ReportInput;
  lang: Lang;
  say: Say;
  /** How the numbers of this report are labelled, in the reader's language. */
  label: string;
}

export function pageContext(input: ReportInput, lang: Lang): PageContext {
  const say = speaker(lang);
  return { input, lang, say, label: labelTitle(input.comparison.label, say) };
}
