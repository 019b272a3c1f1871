import type { ComponentChildren } from 'preact';
import type { Trial } from '../../model/trial.ts';
import type { Chart } from '../charts/spec.ts';
import type { PageContext } from './context.ts';
import { geometryOf, spanAttributes, toldAttributes } from './figure-data.ts';
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
  /** Of which the chart is, where it is of one, and its place among the cases of the scenario. */
  trial?: Trial | undefined;
  index?: number;
  /** Its table stands beside it already. */
  tableBeside?: boolean;
}

/** A chart with its label, its alternative text, its notes and its numbers. */
export function Figure(props: FigureProps) {
  const { chart, drawn, context, label, aside, trial, index = 0, tableBeside = false } = props;
  const picture = drawn.get(chart.id);
  const span = trial === undefined || chart.said === undefined ? null : spanAttributes(trial, index);
  const figures = span !== null ? 'span.figures' : chart.responseAxis === undefined ? null : 'span.only';
  return (
    <figure id={`chart-${chart.id}`}>
      <figcaption>
        {chart.title} {aside === undefined ? null : <span class="arm">{aside}</span>} <Label text={label} />
      </figcaption>
      {picture !== undefined && 'svg' in picture ? (
        // The one place where markup is not made by preact: Vega's own output, whose texts Vega has escaped.
        <div class="plot">
          <div
            class="chart"
            role="img"
            aria-label={chart.alt}
            {...(chart.time === undefined ? {} : geometryOf(chart.time))}
            {...(span ?? {})}
            {...toldAttributes(chart, trial?.case ?? '')}
            dangerouslySetInnerHTML={{ __html: picture.svg }}
          />
        </div>
      ) : (
        <p class="doubt">{context.say('chart.failed', { why: picture?.failed ?? '' })}</p>
      )}
      {figures === null ? null : (
        <p class="span-figures" role="status" hidden data-say={context.say(figures)} />
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
          {chart.tableNote === undefined ? null : <p class="doubt">{chart.tableNote}</p>}
        </details>
      )}
    </figure>
  );
}
