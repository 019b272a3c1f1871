import { type StepSeries, valueAt } from '../../math/step-series.ts';
import type { Trial } from '../../model/trial.ts';
import { count, digits, moment } from '../format.ts';
import { columnsOf } from './columns.ts';
import type { DataTable, Reader } from './spec.ts';
import type { Course } from './timeline.ts';

const mostRows = 60;

/** Seconds of one row. */
export function tableStepSeconds(trial: Trial): number {
  return columnsOf(trial, mostRows).widthSeconds;
}

/** The course of a trial in at most 60 rows. */
export function timelineTable(course: Course, reader: Reader): DataTable {
  const { trial, replicas, provisioning } = course;
  const { say, lang } = reader;
  const columns = columnsOf(trial, mostRows);
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '—' : digits(value);
  const ms = (value: number | null | undefined) =>
    number(value === null || value === undefined ? null : value * 1000);
  const at = (series: StepSeries | null, t: number) => {
    const value = series === null ? null : valueAt(series, t);
    return value === null ? '—' : count(value);
  };
  const rate = (value: readonly number[] | undefined, t: number) =>
    number(provisioning === null || value === undefined ? null : valueAt({ t: provisioning.t, value }, t));
  const steps = (value: readonly number[] | undefined): StepSeries | null =>
    replicas === null || value === undefined ? null : { t: replicas.t, value };
  const desired = steps(replicas?.desired);
  const created = steps(replicas?.created);
  const ready = steps(replicas?.ready);
  const cpu =
    trial.cpu === null
      ? []
      : columns.t.map((t) => meanBetween(course, t - columns.widthSeconds / 2, t + columns.widthSeconds / 2));
  return {
    head: [
      say('table.from'),
      say('line.planned'),
      say('line.active'),
      say('line.started'),
      say('line.completed'),
      say('line.failed'),
      say('line.dropped'),
      'p50, ms',
      'p95, ms',
      'p99, ms',
      'CPU, %',
      say('line.demand'),
      say('line.capacity'),
      say('line.desired'),
      say('line.created'),
      say('line.ready'),
    ],
    rows: columns.t.map((t, i) => [
      moment(i * columns.widthSeconds, lang),
      number(columns.planned[i]),
      number(columns.users[i]),
      number(columns.started[i]),
      number(columns.completed[i]),
      number(columns.failed[i]),
      number(columns.dropped[i]),
      ms(columns.p50[i]),
      ms(columns.p95[i]),
      ms(columns.p99[i]),
      number(cpu[i]),
      rate(provisioning?.demand, t),
      rate(provisioning?.capacity, t),
      at(desired, t),
      at(created, t),
      at(ready, t),
    ]),
  };
}

function meanBetween(course: Course, from: number, to: number): number | null {
  const cpu = course.trial.cpu;
  if (cpu === null) return null;
  let sum = 0;
  let seen = 0;
  cpu.t.forEach((t, i) => {
    const value = cpu.utilization[i] ?? null;
    if (t < from || t >= to || value === null) return;
    sum += value;
    seen++;
  });
  return seen === 0 ? null : sum / seen;
}
