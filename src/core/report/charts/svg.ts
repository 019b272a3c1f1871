import { logger as logTo, parse, type Spec as VegaSpec, View, Warn } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { dark, light } from './palette.ts';
import { chartWidth, plotWidth, rightMargin, type Spec } from './spec.ts';

/** Nothing is ever loaded for a chart: its data and its pictures are in its spec. */
const loader = {
  options: {},
  load: (uri: string): Promise<string> => Promise.reject(new Error(`a chart asked for ${uri.slice(0, 80)}`)),
  http: (uri: string): Promise<string> => Promise.reject(new Error(`a chart asked for ${uri.slice(0, 80)}`)),
  file: (name: string): Promise<string> =>
    Promise.reject(new Error(`a chart asked for ${name.slice(0, 80)}`)),
  sanitize: (uri: string): Promise<{ href: string }> =>
    uri.startsWith('data:image/png;base64,')
      ? Promise.resolve({ href: uri })
      : Promise.reject(new Error('a chart holds a link')),
};

/** Draws a chart. Throws when Vega has something to complain about, because then the chart is not what it says. */
export async function svgOf(spec: Spec): Promise<string> {
  const plot = plotWidthOf(spec);
  const complaints: string[] = [];
  const logger = logTo(Warn);
  const collect = (...texts: unknown[]) => {
    complaints.push(texts.join(' '));
    return logger;
  };
  logger.warn = collect;
  logger.error = collect;
  const vega = compile(spec as unknown as TopLevelSpec, { logger }).spec as VegaSpec;
  const view = new View(parse(vega), { renderer: 'none', loader, logger });
  const svg = await view.toSVG();
  view.finalize();
  if (complaints.length > 0) throw new Error(`a chart could not be drawn: ${complaints.join('; ')}`);
  return compacted(svg, plot);
}

/** Width of the plotting area: of the chart, or of the first of its panels. */
function plotWidthOf(spec: Spec): number {
  const first = Array.isArray(spec.vconcat) ? (spec.vconcat[0] as Spec) : spec;
  return typeof first.width === 'number' ? first.width : plotWidth;
}

/**
 * Fewer decimals in coordinates, the page's own font, and the plotting area at the same place of the same width in
 * all charts: Vega makes a chart as wide as it guesses its texts to be.
 */
function compacted(svg: string, plot: number): string {
  return svg
    .replace(/ font-family="[^"]*"/g, '')
    .replace(
      /^<svg [^>]*height="(\d+)"[^>]*><g [^>]*transform="translate\((\d+),/,
      (whole, height: string, left: string) => {
        const from = Number(left) + plot + rightMargin - chartWidth;
        const box = `${from} 0 ${chartWidth} ${height}`;
        const root = `<svg xmlns="http://www.w3.org/2000/svg" width="${chartWidth}" height="${height}" viewBox="${box}" font-family="system-ui,sans-serif">`;
        return root + whole.slice(whole.indexOf('>') + 1);
      },
    )
    .replace(
      / (d|transform|x|y|x1|x2|y1|y2|width|height|stroke-dashoffset)="([^"]*)"/g,
      (whole, name, value) =>
        /[0-9]\.[0-9]{2}/.test(value)
          ? ` ${name}="${String(value).replace(/-?\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1))))}"`
          : whole,
    )
    .replace(/ aria-label="([sl]):([\w/-]+)"/g, ' data-$1="$2"')
    .replace(/ (aria-[a-z]+|role|pointer-events|stroke-miterlimit|class)="[^"]*"/g, '')
    .replace(/ xlink:href=/g, ' href=')
    .replace(/ (opacity="1"|stroke-dasharray="")/g, '')
    .replace(/<path d="" display="none"\/>/g, '')
    .replace(/<path d="M0,0h[\d.]+v[\d.]+h-?[\d.]+Z"\/>/g, '');
}

const variables = new Map(Object.entries(light).map(([name, hex]) => [hex as string, `var(--${name})`]));

/** A chart that follows the colours of the page: each colour of the palette becomes its CSS variable. */
export function themed(svg: string): string {
  return svg.replace(/="(#[0-9a-f]{6})"/g, (whole, hex) => {
    const variable = variables.get(hex);
    return variable === undefined ? whole : `="${variable}"`;
  });
}

/** The variables that {@link themed} charts and the page need, as CSS declarations. */
export function paletteCss(theme: 'light' | 'dark'): string {
  const colours = theme === 'light' ? light : dark;
  return Object.entries(colours)
    .map(([name, hex]) => `--${name}:${hex}`)
    .join(';');
}
