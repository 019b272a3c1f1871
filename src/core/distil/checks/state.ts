import type { TrialFacts } from '../trial-facts.ts';
import { check, type Finding, finding } from './finding.ts';

/** A trial that was stopped or broke has figures of something else than what was planned. */
export function stateCheck({ ending }: TrialFacts): Finding {
  const { state, where, message } = ending;
  if (state === 'completed') return finding(check('state', 'PASS', 'The trial was completed.'));
  return finding(
    check(
      'not-completed',
      'INVALID',
      'The trial was {state} ({where}): {message}. Run it again with --resume.',
      {
        state,
        where: where ?? 'step unknown',
        message: (message ?? 'no reason was given').replace(/\.$/, ''),
      },
    ),
  );
}

/** Beyond this, durations and moments of different observers cannot be put on one axis. */
const mostJumpSeconds = 1;

export function clockCheck({ ending }: TrialFacts): Finding {
  const seconds = Math.round(ending.clockJumpSeconds * 1000) / 1000;
  if (Math.abs(seconds) <= mostJumpSeconds)
    return finding(check('clock', 'PASS', 'The clock moved by {seconds} s over the trial.', { seconds }));
  return finding(
    check(
      'clock-jumped',
      'INVALID',
      'The clock was set by {seconds} s during the trial, so what was seen when is not to be trusted. Run it again with the clock left alone.',
      { seconds },
    ),
  );
}
