import { derivedSeed } from '../../math/random.ts';
import type { Lang } from '../format.ts';
import type { Say } from '../text.ts';
import type { CellData } from './cell-data.ts';
import { light } from './palette.ts';

/** A Vega-Lite specification. Plain data: vega-lite judges it when it is drawn. */
export type Spec = { [key: string]: unknown };

/** The numbers behind a chart, already written. */
export interface DataTable {
  head: string[];
  rows: string[][];
}

/** How a chart and its table lie along the time of a trial. */
export interface TimeGeometry {
  lengthSeconds: number;
  /** Width of the plotting area, in units of the chart's width. */
  plot: number;
  /** Seconds of one row of the table; or of one column, where the table runs across. */
  tableStepSeconds: number;
  tableRunsAcross: boolean;
}

/** A chart with what stands in its place for those who do not see it. */
export interface Chart {
  /** Unique in a report, and fit for an anchor and a file name. */
  id: string;
  /** Id of the one trial that is drawn; null for several. */
  trial: string | null;
  title: string;
  alt: string;
  spec: Spec;
  table: DataTable;
  /** What the table leaves out, and where it is. */
  tableNote?: string;
  /** Where the table is coarser than what was recorded: all of it in base units, the names of its columns first. */
  records?: (string | number | null | undefined)[][];
  /** Where time is the horizontal axis. */
  time?: TimeGeometry;
  /** Where the chart is a heatmap: what each cell holds. */
  cells?: CellData;
  /** Where it is the difference of two heatmaps: the ids of their charts, base first. */
  differenceOf?: [string, string];
  /** Where response time is the horizontal axis: its ends in seconds. */
  responseAxis?: { low: number; high: number };
  /** What is said at moments of the trial: decisions of the autoscaler with their reasons, alarms, events. */
  said?: { t: number; text: string }[];
  /** What is missing or has to be known, as sentences. */
  notes: string[];
}

/** What every chart needs to know of its reader. */
export interface Reader {
  lang: Lang;
  say: Say;
}

/** Width of the plotting area: a column of the page, and a page of A4. */
export const plotWidth = 470;
/** Names of pods take more room than numbers do. */
export const podPlotWidth = plotWidth - 68;
/** Width of every chart, axes included: charts beside each other then have the same scale on the page. */
export const chartWidth = 540;
/** Right of the plotting area: half of the last number of the time axis. */
export const rightMargin = 18;
/** Room for the labels of the vertical axis, the same in all charts, so that time axes stand above each other. */
const axisRoom = 44;

const fontSize = 11;

/** What all charts share: quiet axes, the palette, one size of type. */
export const config: Spec = {
  background: null,
  padding: { left: 2, right: 8, top: 4, bottom: 2 },
  aria: false,
  font: 'sans-serif',
  view: { stroke: null },
  axis: {
    labelFontSize: fontSize,
    titleFontSize: fontSize,
    titleFontWeight: 'normal',
    labelColor: light.muted,
    titleColor: light.muted,
    gridColor: light.grid,
    domainColor: light.rule,
    tickColor: light.rule,
    tickSize: 4,
    labelFlush: false,
    labelPadding: 4,
  },
  axisY: { domain: false, ticks: false, minExtent: axisRoom, maxExtent: axisRoom, tickCount: 4 },
  axisX: { grid: true, tickCount: 8 },
  line: { strokeWidth: 1.5, strokeJoin: 'round' },
  text: { fontSize, color: light.ink },
};

/** Id of the chart of one trial. What would not do as an anchor is replaced, and a hash keeps two such apart. */
export function chartId(kind: string, trialId: string): string {
  const plain = trialId.slice(0, 60).replace(/[^\w.-]/g, '_');
  return `${kind}-${plain === trialId ? plain : `${plain}-${derivedSeed(0, trialId).toString(36)}`}`;
}

/** A whole chart around `content` (a view, a layer or a concatenation). */
export function chartSpec(content: Spec): Spec {
  return { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', config, ...content };
}
