import type { ComponentChildren } from 'preact';
import type { Chart } from '../charts/spec.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

/** Charts of one report as SVG that follows the page's colours, by id; an error's sentence where one failed. */
export type Drawn = ReadonlyMap<string, { svg: string } | { failed: string }>;

interface FigureProps {
  chart: Chart;
  drawn: Drawn;
  context: PageContext;
  label: string;
  /** Said after the title, e.g. the arm. */
  aside?: ComponentChildren;
  /** Its table stands beside it already. */
  tableBeside?: boolean;
}

/** A chart with its label, its alternative text, its notes and its numbers. */
export function Figure({ chart, drawn, context, label, aside, tableBeside = false }: FigureProps) {
  const picture = drawn.get(chart.id);
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
          dangerouslySetInnerHTML={{ __html: picture.svg }}
        />
      ) : (
        <p class="doubt">{context.say('chart.failed', { why: picture?.failed ?? '' })}</p>
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
