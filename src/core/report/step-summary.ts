import type { Lang } from './format.ts';
import { speaker } from './text.ts';

/** What GitHub shows of one step: 1 MiB. Source: docs.github.com, "Workflow commands", job summaries. */
export const mostSummaryBytes = 1024 * 1024;

/**
 * Markdown for a step summary, cut at the end of a line to what still fits, with a sentence that says so.
 * @param usedBytes what the step has written before
 */
export function fittedSummary(whole: string, options: { lang: Lang; usedBytes?: number }): string {
  const { lang, usedBytes = 0 } = options;
  const room = mostSummaryBytes - usedBytes;
  if (bytesOf(whole) <= room) return whole;
  const cut = `\n\n${speaker(lang)('summary.cut')}\n`;
  // A closing tag may be needed too.
  let left = room - bytesOf(cut) - 16;
  const lines: string[] = [];
  for (const line of whole.split('\n')) {
    left -= bytesOf(line) + 1;
    if (left < 0) break;
    lines.push(line);
  }
  const kept = lines.join('\n');
  const open = kept.split('<details>').length > kept.split('</details>').length;
  return `${kept}${open ? '\n</details>' : ''}${cut}`;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
