import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Scorecard } from '../../model/requirement.ts';
import type { Lang } from '../format.ts';
import { ScorecardPage } from './page.tsx';

/** A scorecard as one self-contained HTML document, without script. */
export function renderScorecardHtml(card: Scorecard, { lang }: { lang: Lang }): string {
  return `<!doctype html>\n${renderToString(h(ScorecardPage, { card, lang }))}\n`;
}
