import type { Variables } from '../exec/ending.ts';

export interface K6Command {
  k6Path: string;
  scriptPath: string;
  planPath: string;
  startAtSeconds: number;
  /** Where k6 writes its own end-of-run summary, or null for none: it keeps every value of every trend for it. */
  summaryPath: string | null;
}

/** k6 as we run it: it streams its rows to stdout, judges nothing, and tells nobody. */
export function k6Arguments({
  k6Path,
  scriptPath,
  planPath,
  startAtSeconds,
  summaryPath,
}: K6Command): string[] {
  const summary =
    summaryPath === null
      ? ['--summary-mode=disabled', '--no-thresholds']
      : [`--summary-export=${summaryPath}`, '--summary-trend-stats=avg,min,med,max,p(95),p(99),count'];
  return [
    k6Path,
    'run',
    '--quiet',
    '--no-color',
    '--no-usage-report',
    // No REST API: its default port is taken when two runs meet.
    '--address=',
    // Named, so that a configuration file of the user's is not read. Nothing in the plan has a meaning for k6.
    `--config=${planPath}`,
    ...summary,
    '--out=csv=-',
    '-e',
    `PEAKPROOF_PLAN=${planPath}`,
    '-e',
    `PEAKPROOF_START_AT=${Math.round(startAtSeconds * 1000)}`,
    scriptPath,
  ];
}

/** Variables that k6 is given on top of {@link k6Environment}. */
export const k6Settings = {
  K6_CSV_TIME_FORMAT: 'unix_micro',
  K6_CSV_SAVE_INTERVAL: '250ms',
  // Scenarios hold the load back in their setup, for as long as the plan says.
  K6_SETUP_TIMEOUT: '24h',
};

/**
 * The user's environment without what would change the load: K6_* options, and proxies, which would stand between the
 * generator and the service.
 */
export function k6Environment(env: Variables): Variables {
  const kept = Object.entries(env).filter(
    ([name]) => !/^K6_/i.test(name) && !/^(https?|all|no|ftp)_proxy$/i.test(name),
  );
  return Object.fromEntries(kept);
}
