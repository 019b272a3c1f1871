import type { Trial } from '../model/trial.ts';

/**
 * The trial as each load that ran beside its main one has it: the same seconds, its own service, requests and pods, under
 * an id of its own. Loads whose course the record did not keep are left out.
 */
export function besideTrials(trial: Trial): Trial[] {
  return trial.beside.flatMap(({ series, heat, cpu, whole, plateau, errors, service, scenario }) => {
    const plan = trial.plan?.beside.find((each) => each.name === scenario && each.service === service);
    if (series === null || heat === null || plan === undefined) return [];
    const { prediction, ...scenarioPlan } = plan;
    return [
      {
        ...trial,
        id: `${trial.id}-${service}`,
        case: `${trial.case} (${service})`,
        plan: { ...trial.plan!, scenario: scenarioPlan, beside: [], prediction },
        whole,
        plateau,
        errors,
        series,
        heat,
        cpu,
        beside: [],
        phases: [],
        // Of the whole cluster: the timeline of the main load has them.
        events: [],
      },
    ];
  });
}
