import type { Acceptance } from '../core/model/baseline-log.ts';
import { digits, instant, signedPercent } from '../core/report/format.ts';
import { shown } from '../core/report/names.ts';
import { textTable } from './text-table.ts';

/** One acceptance of a baseline, for a person: who, when, why, and the figures before and after. */
export function acceptanceText(acceptance: Acceptance): string {
  const { by, verdict, forced, doubts, gitCommit } = acceptance;
  const cases = acceptance.cases.map(({ case: name, trials }) => `${shown(name, 40)} × ${trials}`).join(', ');
  const rows = acceptance.changes.map(({ case: name, metric, before, after, finding }) => [
    shown(name, 40),
    metric,
    before === null ? '—' : digits(before),
    after === null ? '—' : digits(after),
    before === null || after === null || before === 0 ? '' : signedPercent(after / before - 1, 'en'),
    finding ?? '',
  ]);
  return [
    `${instant(acceptance.acceptedAt)} by ${by === null ? 'somebody unknown to git' : shown(by, 80)}: ${shown(acceptance.because, 400)}`,
    `${shown(acceptance.campaign, 40)}: ${cases}${gitCommit === null ? '' : `, commit ${gitCommit.slice(0, 10)}`}`,
    verdict === null
      ? 'The first baseline here.'
      : `Against the baseline before: ${verdict}${forced ? ', accepted with --force' : ''}.`,
    ...(verdict === null && forced ? ['Accepted with --force.'] : []),
    ...doubts.map((doubt) => `  doubt: ${shown(doubt, 200)}`),
    textTable(['case', 'figure', 'before', 'after', 'change', 'finding'], rows, 'llrrrl'),
  ].join('\n');
}
