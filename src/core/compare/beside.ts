import type { BesideSummary } from '../model/comparison.ts';
import type { Stretch, Trial } from '../model/trial.ts';
import { estimateOf } from './estimate.ts';

/** The loads that ran beside the main one of a case's trials, each over all of them. The trials have the same ones. */
export function besideSummaries(trials: readonly Trial[]): BesideSummary[] {
  return trials[0]!.beside.map(({ scenario, title, titleKo, service }) => {
    const loads = trials.map((trial) => trial.beside.find((load) => load.scenario === scenario) ?? null);
    const planned = trials[0]!.plan?.beside.find((load) => load.name === scenario);
    return {
      scenario,
      title,
      ...(titleKo === undefined ? {} : { titleKo }),
      service,
      whole: figuresOf(loads.map((load) => load?.whole ?? null)),
      plateau: figuresOf(loads.map((load) => load?.plateau ?? null)),
      prediction: planned?.prediction ?? null,
    };
  });
}

function figuresOf(stretches: readonly (Stretch | null)[]): BesideSummary['whole'] {
  const estimate = (read: (stretch: Stretch) => number | null | undefined) =>
    estimateOf(stretches.map((stretch) => (stretch === null ? null : (read(stretch) ?? null))));
  return {
    throughput: estimate((stretch) => stretch.throughputPerSecond),
    mean: estimate((stretch) => stretch.responseSeconds?.mean),
    p95: estimate((stretch) => stretch.responseSeconds?.p95),
    errorRate: estimate((stretch) => stretch.errorRate),
  };
}
