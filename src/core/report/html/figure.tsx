import type { ComponentChildren } from 'preact';
import type { Trial } from '../../model/trial.ts';
import { type SpanData, spanDataOf } from '../charts/span-data.ts';
import { type Chart, chartWidth, rightMargin, type TimeGeometry } from '../charts/spec.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

/** Charts of one report as SVG that follows the page's colours, by id; an error's sentence where one failed. */
export type Drawn = ReadonlyMap<string, { svg: string } | { failed: string }>;

interface FigureProps {
  chart: Chart;
  drawn: Drawn;
  context: Pick<PageContext, 'say'>;
  label: string;
  /** Said after the title, e.g. the arm. */
  aside?: ComponentChildren;
  /** The figures of a marked span are told of this trial. */
  trial?: Trial | undefined;
  /** Its table stands beside it already. */
  tableBeside?: boolean;
}

/** Where time lies on the chart, in percent of its width, for the page's script. */
function geometryOf(time: TimeGeometry) {
  return {
    'data-length': time.lengthSeconds,
    'data-left': (((chartWidth - rightMargin - time.plot) / chartWidth) * 100).toFixed(3),
    'data-wide': ((time.plot / chartWidth) * 100).toFixed(3),
    'data-step': time.tableStepSeconds,
    'data-across': String(time.tableRunsAcross),
  };
}

/** Numbers apart by spaces: short, and with nothing in them that would have to be escaped. */
function spanAttributes(span: SpanData) {
  const rounded = (values: readonly number[]) =>
    values.map((value) => Number(value.toPrecision(6))).join(' ');
  return {
    'data-width': span.widthSeconds,
    'data-requests': rounded(span.requests),
    'data-sums': rounded(span.sumSeconds),
    'data-failed': rounded(span.failed),
    'data-rows': span.rows.map((row) => row.join(' ')).join(';'),
    'data-edges': rounded(span.edgesSeconds),
  };
}

/** A chart with its label, its alternative text, its notes and its numbers. */
export function Figure({ chart, drawn, context, label, aside, trial, tableBeside = false }: FigureProps) {
  const picture = drawn.get(chart.id);
  const span = trial === undefined ? null : spanDataOf(trial);
  return (
    <figure id={`chart-${chart.id}`}>
      <figcaption>
        {chart.title} {aside === undefined ? null : <span class="arm">{aside}</span>} <Label text={label} />
      </figcaption>
      {picture !== undefined && 'svg' in picture ? (
        // The one place where markup is not made by preact: Vega's own output, whose texts Vega has escaped.
        <div
          class="chart"
          role="img"
          aria-label={chart.alt}
          {...(chart.time === undefined ? {} : geometryOf(chart.time))}
          {...(span === null ? {} : spanAttributes(span))}
          dangerouslySetInnerHTML={{ __html: picture.svg }}
        />
      ) : (
        <p class="doubt">{context.say('chart.failed', { why: picture?.failed ?? '' })}</p>
      )}
      {span === null ? null : (
        <p class="span-figures" role="status" hidden data-say={context.say('span.figures')} />
      )}
      {chart.notes.length === 0 ? null : (
        <ul class="notes">
          {chart.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {tableBeside ? null : (
        <details>
          <summary>{context.say('chart.data')}</summary>
          <Table head={chart.table.head} rows={chart.table.rows} />
        </details>
      )}
    </figure>
  );
}
