import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Capacity } from '../../model/capacity.ts';
import type { Lang } from '../format.ts';
import { drawnChart } from '../html.ts';
import { speaker } from '../text.ts';
import { capacityChart } from './chart.ts';
import { CapacityPage } from './page.tsx';

/** A capacity search as one self-contained HTML document, without script. Asynchronous because Vega draws that way. */
export async function renderCapacityHtml(found: Capacity, { lang }: { lang: Lang }): Promise<string> {
  const chart = capacityChart(found, { lang, say: speaker(lang) });
  const drawn = new Map([[chart.id, await drawnChart(chart)]]);
  return `<!doctype html>\n${renderToString(h(CapacityPage, { found, chart, drawn, lang }))}\n`;
}
