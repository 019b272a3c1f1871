import type { TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding } from './finding.ts';

/** A p99 of fewer requests is the word of fewer than ten of them. */
const fewRequests = 1000;

/** Who keeps the requests; where one of them failed, requests are missing. */
const requestKeepers = ['requests', 'stream'];

/** Is there anything to judge, and is it all there? No data is INVALID, never a pass. */
export function dataCheck({ load, ending }: TrialFacts): Finding {
  const { started, processed } = load.whole;
  const lost = ending.observers.find(({ name }) => requestKeepers.includes(name));
  if (lost !== undefined)
    return finding(
      check(
        'requests-lost',
        'INVALID',
        'Not every request was recorded ({message}), so every count and every percentile is of a part. Run the trial again.',
        { message: lost.message.replace(/\.$/, '') },
      ),
    );
  if (started === 0)
    return finding(
      check(
        'no-requests',
        'INVALID',
        'No request started in the window, so there is nothing to judge. Look at k6.stderr.log in the recording.',
      ),
    );
  if (processed === 0)
    return finding(
      check(
        'nothing-processed',
        'INVALID',
        'All {started} requests failed, so nothing can be said about response times. Look at the errors of the trial.',
        { started },
      ),
    );
  const doubts = [];
  if (processed < fewRequests)
    doubts.push(
      doubt(
        'few-requests',
        'p99 rests on the slowest {slowest} of {processed} requests. A longer trial makes it firm.',
        { slowest: Math.ceil(processed / 100), processed },
        'p99',
      ),
    );
  if (load.startedBefore > 0)
    doubts.push(
      doubt(
        'requests-before-load',
        '{requests} requests started more than a second before the load and are left out: another load, or two clocks.',
        { requests: load.startedBefore },
      ),
    );
  return finding(
    check('data', 'PASS', '{started} requests started in the window; {processed} ended as expected.', {
      started,
      processed,
    }),
    ...doubts,
  );
}
