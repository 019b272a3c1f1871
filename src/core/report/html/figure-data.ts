import type { Trial } from '../../model/trial.ts';
import { caseSeries } from '../charts/series.ts';
import { spanDataOf } from '../charts/span-data.ts';
import { type Chart, chartWidth, rightMargin, type TimeGeometry } from '../charts/spec.ts';
import { shown } from '../names.ts';

/** What the page's script reads of a chart: attributes of its element. Names are bounded, and preact escapes them. */

type Attributes = Record<string, string | number>;

/** Where time lies on the chart, in percent of its width. */
export function geometryOf(time: TimeGeometry): Attributes {
  return {
    'data-length': time.lengthSeconds,
    'data-left': (((chartWidth - rightMargin - time.plot) / chartWidth) * 100).toFixed(3),
    'data-wide': ((time.plot / chartWidth) * 100).toFixed(3),
    'data-step': time.tableStepSeconds,
    'data-across': String(time.tableRunsAcross),
  };
}

/** Numbers apart by spaces: short, and with nothing in them that would have to be escaped. */
const rounded = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(6))).join(' ');

/** What the figures of any span of the trial are added up from; `index` is its place among the cases. */
export function spanAttributes(trial: Trial, index: number): Attributes | null {
  const span = spanDataOf(trial);
  if (span === null) return null;
  return {
    'data-width': span.widthSeconds,
    'data-series': caseSeries(index),
    'data-requests': rounded(span.requests),
    'data-sums': rounded(span.sumSeconds),
    'data-failed': rounded(span.failed),
    'data-rows': span.rows.map((row) => row.join(' ')).join(';'),
    'data-edges': rounded(span.edgesSeconds),
  };
}

/** What cells of a heatmap hold, what is said at moments, and where response time lies. */
export function toldAttributes(chart: Chart, caseName: string): Attributes {
  const { cells, said, differenceOf, responseAxis } = chart;
  const out: Attributes = {};
  if (cells !== undefined)
    Object.assign(out, {
      'data-cells': cells.text,
      'data-cell-width': cells.widthSeconds,
      'data-cell-columns': Number(cells.columns.toPrecision(6)),
      'data-edges': rounded(cells.edgesSeconds),
      'data-routes': cells.routes.join('\n'),
      'data-pods': cells.pods.join('\n'),
      'data-name': shown(caseName, 40),
    });
  if (differenceOf !== undefined) Object.assign(out, { 'data-cells': '', 'data-of': differenceOf.join(' ') });
  if (said !== undefined && said.length > 0)
    out['data-said'] = said.map(({ t, text }) => `${Number(t.toPrecision(6))} ${text}`).join('\n');
  if (responseAxis !== undefined)
    Object.assign(out, { 'data-low': responseAxis.low, 'data-high': responseAxis.high });
  return out;
}
