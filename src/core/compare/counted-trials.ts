import type { Comparison } from '../model/comparison.ts';
import type { Trial } from '../model/trial.ts';
import { type Warning, warning } from '../model/warning.ts';

/** A trial that was repeated, and the attempt that counts for it. */
interface PassedOver {
  trial: Trial;
  by: Trial;
}

/**
 * The trials that figures are made of. Warm-ups are none of them. Of a trial and its repeats one counts: the first that
 * was completed on an undisturbed host; where there is none, the first of all, so that nothing depends on results.
 */
export function countedTrials(
  trials: readonly Trial[],
  disturbances: ReadonlyMap<Trial, readonly Warning[]>,
): { counted: Trial[]; passedOver: PassedOver[] } {
  const counted: Trial[] = [];
  const passedOver: PassedOver[] = [];
  const real = trials.filter((trial) => trial.plan?.warmUp !== true);
  const repeats = new Map(real.map((trial) => [trial, repeatedBy(trial, real)]));
  for (const first of real.filter((trial) => repeats.get(trial) === null)) {
    const attempts = [first, ...real.filter((trial) => repeats.get(trial) === first)];
    const sound = attempts.filter(
      (trial) => trial.state === 'completed' && disturbances.get(trial)?.length === 0,
    );
    const by = sound[0] ?? first;
    counted.push(by);
    passedOver.push(...attempts.filter((trial) => trial !== by).map((trial) => ({ trial, by })));
  }
  // In the order of running, where a repeat comes later than what it repeats.
  return { counted: real.filter((trial) => counted.includes(trial)), passedOver };
}

/** The trial that this one repeats; null if it repeats none that is here. Trials are in the order of running. */
function repeatedBy({ plan, loadStartSeconds }: Trial, trials: readonly Trial[]): Trial | null {
  if (plan === null || plan.repeats === null) return null;
  // Of several campaigns each has trials of these names: the last one before it is its own.
  const before = trials.filter(
    (trial) => trial.id === plan.repeats && (trial.loadStartSeconds ?? 0) <= (loadStartSeconds ?? Infinity),
  );
  return before.at(-1) ?? null;
}

/** What the report says of the trials that do not count: none is dropped in silence. */
export function passedOverWarnings(
  passedOver: readonly PassedOver[],
  disturbances: ReadonlyMap<Trial, readonly Warning[]>,
): Comparison['warnings'] {
  return passedOver.map(({ trial, by }) => {
    const facts = {
      trial: trial.id,
      by: by.id,
      why: (disturbances.get(trial) ?? []).map(({ code }) => code).join(', ') || trial.state,
      perSecond: Math.round(trial.whole.throughputPerSecond * 10) / 10,
    };
    return {
      ...warning(
        'trial-repeated',
        'note',
        `${facts.trial} is not counted (${facts.why}; it showed ${facts.perSecond} requests/s): ${facts.by} counts in its place, chosen by the state of the host alone. Its record is kept.`,
        facts,
      ),
      trial: null,
    };
  });
}
