import type { TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding, percent } from './finding.ts';

const mostErrors = 0.01;

/** Failures are a result and not a fault of the measurement; but fast failures make a platform look fast. */
export function errorCheck({ load }: TrialFacts): Finding {
  const { errorRate, failed, started } = load.whole;
  if (errorRate === null) return finding(null);
  const facts = { failed, started, errorPercent: percent(errorRate), first: load.errors[0]?.kind ?? null };
  const found = check(
    'error-rate',
    'PASS',
    '{failed} of {started} requests failed ({errorPercent} %).',
    facts,
  );
  if (errorRate <= mostErrors) return finding(found);
  return finding(
    found,
    doubt(
      'error-rate-high',
      '{errorPercent} % of the requests failed (most often: {first}). Response times are of the others alone, and users who are refused leave them more room.',
      facts,
      'mean',
    ),
  );
}
