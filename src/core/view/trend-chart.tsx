import { caseInks } from '../report/charts/palette.ts';
import { digits } from '../report/format.ts';
import { shown } from '../report/names.ts';
import type { Trend } from './trends.ts';

const width = 460;
const height = 170;
const margin = { left: 44, right: 76, top: 10, bottom: 24 };
/** Names at the ends of lines keep this distance. */
const leastGap = 13;

interface TrendChartProps {
  trend: Trend;
  field: 'throughputPerSecond' | 'p95Seconds';
  title: string;
}

/**
 * A line over the runs for each case, from zero; all numbers stand in the table below it. More lines than there are
 * colours are no chart: of more cases the first are drawn.
 */
export function TrendChart({ trend, field, title }: TrendChartProps) {
  const { runs } = trend;
  const cases = trend.cases.slice(0, caseInks.length);
  const values = cases.flatMap((each) => each[field].filter((value) => value !== null));
  const top = niceTop(Math.max(0, ...values));
  const x = (run: number) =>
    margin.left + (run * (width - margin.left - margin.right)) / Math.max(1, runs.length - 1);
  const y = (value: number) => height - margin.bottom - (value / top) * (height - margin.top - margin.bottom);
  const labels = spread(
    cases.map((each) => {
      const last = each[field].findLast((value) => value !== null);
      return last === undefined ? null : y(last);
    }),
  );
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <div class="chart">
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" font-size="11">
          {[0, top / 2, top].map((value) => (
            <g key={value}>
              <line
                x1={margin.left}
                x2={width - margin.right}
                y1={y(value)}
                y2={y(value)}
                stroke={value === 0 ? 'var(--rule)' : 'var(--grid)'}
              />
              <text x={margin.left - 6} y={y(value) + 4} text-anchor="end" fill="var(--muted)">
                {digits(value)}
              </text>
            </g>
          ))}
          {[0, runs.length - 1].map((run) => (
            <text
              key={run}
              x={x(run)}
              y={height - 6}
              text-anchor={run === 0 ? 'start' : 'end'}
              fill="var(--muted)"
            >
              {runs[run]!.measuredAt.slice(0, 10)}
            </text>
          ))}
          {cases.map((each, i) => {
            const ink = `var(--${caseInks[i % caseInks.length]})`;
            return (
              <g key={each.case} stroke={ink} fill={ink}>
                <path d={pathOf(each[field], x, y)} fill="none" stroke-width="1.8" />
                {each[field].map((value, run) =>
                  value === null ? null : (
                    <circle
                      key={run}
                      cx={x(run)}
                      cy={y(value)}
                      r="3"
                      {...(runs[run]!.invalid ? { fill: 'var(--paper)' } : {})}
                    />
                  ),
                )}
                {labels[i] === null ? null : (
                  <text x={width - margin.right + 8} y={labels[i]! + 4} stroke="none">
                    {shown(each.case, 10)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}

/** A gap where a run has no value. */
function pathOf(
  values: readonly (number | null)[],
  x: (run: number) => number,
  y: (value: number) => number,
): string {
  return values
    .map((value, run) => {
      if (value === null) return '';
      const begins = run === 0 || values[run - 1] === null;
      return `${begins ? 'M' : 'L'}${x(run).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

/** 1, 2 or 5 times a power of ten, not below `value`. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 5, 8, 10].map((step) => step * power).find((each) => each >= value)!;
}

/** Moves heights apart, in their order from the top, until they keep their distance. */
function spread(heights: readonly (number | null)[]): (number | null)[] {
  const placed = [...heights];
  const order = heights
    .flatMap((at, i) => (at === null ? [] : [i]))
    .sort((a, b) => heights[a]! - heights[b]!);
  let last = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    placed[i] = Math.max(heights[i]!, last + leastGap);
    last = placed[i]!;
  }
  const over = Math.max(0, last - (height - margin.bottom));
  return placed.map((at) => (at === null ? null : at - over));
}
