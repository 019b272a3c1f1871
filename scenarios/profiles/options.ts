import { connectionOptions } from './connections.ts';
import { closedExecutor, openExecutor } from './executors.ts';
import { besideName, type Load, type LoadPlan } from './plan.ts';

/**
 * Tags of each row of k6's stream. No `url`: `name` is the route, and one value per document would swell every
 * consumer. `vu` is written to the column `metadata`, not to a column of its own.
 */
export const systemTags = [
  'status',
  'method',
  'name',
  'scenario',
  'error',
  'error_code',
  'expected_response',
  'vu',
];

/** k6's options for a plan. */
export function loadOptions(plan: LoadPlan) {
  return {
    scenarios: Object.fromEntries([
      ['load', executorOf(plan, plan.scenario)],
      ...(plan.beside ?? []).map((load, i) => [
        besideName(i),
        { ...executorOf(plan, load), exec: besideName(i) },
      ]),
    ]),
    ...connectionOptions(plan.connections),
    // A body is read to its end either way; it is kept only where a journey asks for it.
    discardResponseBodies: true,
    // One request, one answer: a redirect is not an answer that a journey expects.
    maxRedirects: 0,
    systemTags,
    userAgent: 'peakproof',
  };
}

function executorOf({ lengthSeconds, graceSeconds }: LoadPlan, { profile }: Load) {
  return profile.model === 'closed'
    ? closedExecutor(profile, lengthSeconds, graceSeconds)
    : openExecutor(profile, lengthSeconds, graceSeconds);
}
