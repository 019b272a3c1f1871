import type { Trial } from '../../model/trial.ts';
import { provisioningOf } from '../provisioning.ts';
import type { Columns } from './columns.ts';

/** Ends of the axes, the same for all trials of a report, so that pictures can be compared by eye. */
export interface Scales {
  lengthSeconds: number;
  perSecond: number;
  responseSeconds: number;
  users: number;
  pods: number;
  utilizationPercent: number;
  /** Of what is asked for and of what the Ready pods can do. */
  demandPerSecond: number;
  ageSeconds: number;
  nodeCores: number;
}

function greatest(values: readonly (number | null | undefined)[], least: number): number {
  let most = least;
  for (const value of values)
    if (value !== null && value !== undefined && Number.isFinite(value)) most = Math.max(most, value);
  return most;
}

/** `columns[i]` belongs to `trials[i]`. */
export function scalesOf(trials: readonly Trial[], columns: readonly Columns[]): Scales {
  const flat = <T>(read: (columns: Columns) => readonly T[]) => columns.flatMap((each) => read(each));
  const open = (trial: Trial) => trial.plan?.scenario.profile.model === 'open';
  return {
    lengthSeconds: greatest(
      trials.map((trial) => trial.lengthSeconds),
      1,
    ),
    perSecond: greatest(
      flat((each) => [...each.started, ...each.completed]),
      1,
    ),
    // The slowest percent may be far out; half above the highest p95 shows the body and where p99 leaves it.
    responseSeconds: Math.min(
      greatest(
        flat((each) => each.p99),
        0.001,
      ),
      1.5 *
        greatest(
          flat((each) => each.p95),
          0.001,
        ),
    ),
    users: greatest(
      columns.flatMap((each, i) => [
        ...each.planned,
        ...(open(trials[i]!) ? [...each.iterations, ...each.dropped] : each.users),
      ]),
      1,
    ),
    pods: greatest(
      trials.flatMap((trial) =>
        Object.values(trial.replicas).flatMap((steps) => [...steps.desired, ...steps.created]),
      ),
      1,
    ),
    utilizationPercent: greatest(
      trials.flatMap((trial) => trial.cpu?.utilization ?? []),
      100,
    ),
    demandPerSecond: greatest(
      trials.flatMap((trial, i) => demandsOf(trial, columns[i]!)),
      1,
    ),
    ageSeconds: Math.ceil(
      greatest(
        trials.flatMap((trial) => trial.hpa.filter(({ t }) => t >= 0).map((round) => round.metricAgeSeconds)),
        15,
      ),
    ),
    nodeCores: greatest(
      trials.flatMap((trial) => (trial.nodes ?? []).flatMap(({ cores, usedCores }) => [cores, ...usedCores])),
      0.1,
    ),
  };
}

function demandsOf(trial: Trial, columns: Columns): number[] {
  const service = trial.plan?.scenario.service;
  const found = provisioningOf(
    trial,
    service === undefined ? null : (trial.replicas[service] ?? null),
    columns.widthSeconds,
  );
  return found === null ? [] : [...found.demand, ...found.capacity];
}
