import type { LogLinearHistogram } from '../../math/histogram.ts';
import type { Trial } from '../../model/trial.ts';
import { count, decimals, inUnit, percent } from '../format.ts';
import { shown } from '../names.ts';
import { readableHistogram } from '../readable-histogram.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

const mostRoutes = 40;

/** Requests and response times by route of each trial of a scenario, the most requested first. */
export function Routes({ trials, context }: { trials: readonly Trial[]; context: PageContext }) {
  const { say, lang, label } = context;
  const all = trials.flatMap((trial) =>
    Object.entries(trial.byRoute)
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([route, histogram]) => ({
        trial,
        route,
        histogram,
        failed: trial.failedByRoute === null ? null : (trial.failedByRoute[route] ?? 0),
      })),
  );
  const rows = all.slice(0, mostRoutes);
  if (rows.length === 0) return null;
  return (
    <>
      <Table
        caption={
          <>
            {say('caption.routes')} <Label text={label} />
          </>
        }
        head={[
          say('column.trial'),
          say('column.route'),
          say('metric.processed'),
          say('column.ofAll'),
          `${say('metric.mean')}, ms`,
          'p50, ms',
          'p95, ms',
          'p99, ms',
          say('column.failed'),
          'APDEX',
        ]}
        rows={rows.map(({ trial, route, histogram, failed }) => {
          const times = readableHistogram(histogram);
          const ms = (seconds: number | null | undefined) =>
            seconds === null || seconds === undefined ? '—' : inUnit(seconds, 'ms');
          const satisfied = trial.plan?.satisfiedSeconds ?? null;
          return [
            shown(trial.id, 40),
            shown(route, 80),
            count(histogram.count),
            trial.whole.processed === 0 ? '—' : percent(histogram.count / trial.whole.processed, lang),
            ms(histogram.count === 0 ? null : histogram.sumSeconds / histogram.count),
            ms(times?.quantileSeconds(0.5)),
            ms(times?.quantileSeconds(0.95)),
            ms(times?.quantileSeconds(0.99)),
            failed === null ? '—' : count(failed),
            times === null || satisfied === null ? '—' : apdexText(times, satisfied, failed),
          ];
        })}
        figuresFrom={2}
        wide
      />
      <p class="doubt">
        {say('routes.means')}
        {rows.some((row) => row.failed === null) ? ` ${say('routes.failedUnknown')}` : ''}
        {all.length > rows.length ? ` ${say('routes.cut', { shown: rows.length, all: all.length })}` : ''}
      </p>
    </>
  );
}

/**
 * Half of the satisfied and half of the tolerating (within four times): (s + (s + t)) / 2 over all that ended. Failures
 * frustrate; where they were not kept by route, the figure is in brackets, because it leaves them out.
 */
function apdexText(times: LogLinearHistogram, satisfiedSeconds: number, failed: number | null): string {
  const ended = times.count + (failed ?? 0);
  if (ended === 0) return '—';
  const satisfied = times.count === 0 ? 0 : shareWithin(times, satisfiedSeconds);
  const tolerable = times.count === 0 ? 0 : shareWithin(times, 4 * satisfiedSeconds);
  const text = decimals((((satisfied + tolerable) / 2) * times.count) / ended, 2);
  return failed === null ? `(${text})` : text;
}

/** The share of values up to a limit, found among its quantiles: exact to the bin. */
function shareWithin(times: LogLinearHistogram, limitSeconds: number): number {
  let low = 0;
  let high = 1;
  if ((times.maxSeconds ?? 0) <= limitSeconds) return 1;
  if ((times.minSeconds ?? 0) > limitSeconds) return 0;
  while (high - low > 1e-5) {
    const middle = (low + high) / 2;
    if ((times.quantileSeconds(middle) ?? 0) <= limitSeconds) low = middle;
    else high = middle;
  }
  return low;
}
