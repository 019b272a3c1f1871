import { cellsScript } from './script/cells.ts';
import { chartsScript } from './script/charts.ts';
import { legendScript } from './script/legend.ts';
import { pageParts } from './script/page.ts';
import { spanScript } from './script/span.ts';

/**
 * What the page can do beyond being read: the values at the pointer and what a cell of a heatmap holds, a span of time
 * that is marked in all charts of a scenario with its figures and its distribution, legends that switch their series,
 * and a choice of light or dark. It only adds: without it the page is complete. It is text and not a function, because
 * the page's policy admits this very text by its hash, and a compiler would change it.
 */
export const pageScript = `
'use strict';
for (const section of document.querySelectorAll('section')) {
  const charts = [...section.querySelectorAll('.chart[data-length]')].map(chartOf);
  if (charts.length > 0) connect(section, charts);
  switches(section);
}
themeButton();
scrollers();
addEventListener('resize', scrollers);
document.addEventListener('toggle', scrollers, true);
${[chartsScript, cellsScript, spanScript, legendScript, pageParts].join('')}`;

/** The policy's name for the script: `sha256-...` over its UTF-8, in base64. */
export async function scriptHash(script: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
