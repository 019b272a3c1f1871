import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { chartsOf, type ScenarioCharts } from './charts/all.ts';
import type { Chart } from './charts/spec.ts';
import { svgOf, themed } from './charts/svg.ts';
import type { Lang } from './format.ts';
import { pageContext } from './html/context.ts';
import type { Drawn } from './html/figure.tsx';
import { Page } from './html/page.tsx';
import { pageScript, scriptHash } from './html/page-script.ts';
import type { ReportInput } from './input.ts';

/**
 * The report as one self-contained HTML document: no network, readable on paper and without its script. Asynchronous because
 * Vega draws that way; nothing is read or written. Drawing takes a while: `beforeChart` lets others have their turn, or
 * ends it by throwing. `listAddress` is where a server has the list of campaigns that it
 * belongs to: a file has none. A chart that cannot be drawn is replaced by a sentence that says so.
 */
export async function renderHtml(
  input: ReportInput,
  options: { lang: Lang; beforeChart?: () => Promise<void>; listAddress?: string },
): Promise<string> {
  const context = pageContext(input, options.lang);
  const scenarios = chartsOf(input, context);
  const drawn = new Map<string, { svg: string } | { failed: string }>();
  for (const chart of scenarios.flatMap(chartsIn)) {
    await options.beforeChart?.();
    drawn.set(chart.id, await drawnChart(chart));
  }
  const page = h(Page, {
    context,
    scenarios,
    drawn,
    hash: await scriptHash(pageScript),
    listAddress: options.listAddress ?? null,
  });
  return `<!doctype html>\n${renderToString(page)}\n`;
}

/** Every chart of a scenario, in the order of the page. */
export function chartsIn(charts: ScenarioCharts): Chart[] {
  return [
    ...charts.timelines,
    ...charts.besideTimelines,
    charts.distribution,
    ...charts.quantiles,
    ...charts.heatmaps,
    ...charts.differences,
    charts.users,
    charts.scalability,
    ...charts.lags,
    ...charts.pods,
    ...charts.podRates,
    ...charts.nodes,
  ].filter((chart) => chart !== null);
}

/** The chart as SVG that follows the page's colours, or why it could not be drawn. */
export async function drawnChart(
  chart: Chart,
): Promise<Drawn extends ReadonlyMap<string, infer Value> ? Value : never> {
  try {
    const svg = themed(await svgOf(chart.spec));
    return {
      svg: svg
        .replace(/^<svg /, '<svg aria-hidden="true" ')
        .replace(/ (?:width|height)="\d+"(?=[^>]*viewBox)/g, ''),
    };
  } catch (error) {
    return { failed: error instanceof Error ? error.message.slice(0, 300) : String(error).slice(0, 300) };
  }
}
