import type { NotPredicted } from '../../model/plan.ts';
import { whyNotPredicted } from '../../plan/not-predicted.ts';
import type { TrialFacts } from '../trial-facts.ts';
import { check, type Finding, finding, note } from './finding.ts';

/** Is it known what was to be done, and is the plan in the recording the one that was run? */
export function planCheck({ plan, ending, planSha256 }: TrialFacts): Finding {
  if (plan === null)
    return finding(
      check(
        'plan-unknown',
        'INVALID',
        'These are imported requests without a plan: what load was offered, and to what, is unknown. They can be looked at, and no claim can rest on them.',
      ),
    );
  if (ending.planSha256 === null || planSha256 === null || ending.planSha256 === planSha256)
    return finding(null, ...unpredicted(plan.notPredicted));
  return finding(
    check(
      'plan-changed',
      'INVALID',
      'plan.json is not the one that was run: its hash is {found}, and the recording ended with {expected}. Take the recording from where it was made.',
      { found: planSha256.slice(0, 12), expected: ending.planSha256.slice(0, 12) },
    ),
  );
}

function unpredicted(reason: NotPredicted | null) {
  return reason === null
    ? []
    : [note(`not-predicted-${reason}`, `Not predicted: ${whyNotPredicted(reason)}`)];
}
