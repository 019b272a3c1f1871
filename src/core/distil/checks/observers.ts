import type { TrialFacts } from '../trial-facts.ts';
import { check, doubt, type Finding, finding } from './finding.ts';

/** A failed observer costs its own series and not the trial; what it leaves null is said beside the figures. */
export function observersCheck(facts: TrialFacts): Finding {
  if (facts.plan === null) return finding(null);
  const failed = facts.ending.observers.map(({ name, message }) =>
    doubt(
      'observer-failed',
      'The observer {name} failed, and what it saw is missing from then on: {message}.',
      {
        name,
        message: message.replace(/\.$/, ''),
      },
    ),
  );
  const named = new Set(facts.ending.observers.map(({ name }) => name));
  const silent = expected(facts).filter((name) => facts.observations[name] === null && !named.has(name));
  const missing = silent.map((name) =>
    doubt('not-observed', 'Nothing was recorded of {name}, so figures that rest on it are missing.', {
      name,
    }),
  );
  const figures = {
    failed: facts.ending.observers.length,
    silent: silent.length,
    names: [...named, ...silent].join(', ') || 'none',
  };
  return finding(
    check('observers', 'PASS', '{failed} observers failed and {silent} saw nothing ({names}).', figures),
    ...failed,
    ...missing,
  );
}

function expected(facts: TrialFacts): ('load' | 'replicas' | 'pods' | 'usage' | 'hpa' | 'generator')[] {
  const kind = facts.plan?.arm.kind;
  const always = ['load', 'replicas', 'pods', 'usage', 'generator'] as const;
  return kind === 'hpa' || kind === 'scheduled' ? [...always, 'hpa'] : [...always];
}
