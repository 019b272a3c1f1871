import { valueAt } from '../../math/step-series.ts';
import type { HpaSummary } from '../../model/scaling.ts';
import type { ReplicaSeries, Trial } from '../../model/trial.ts';
import { count, digits, duration, moment, secondsSign } from '../format.ts';
import { shown } from '../names.ts';
import { type Provisioning, provisioningOf } from '../provisioning.ts';
import { agePanel } from './age-panel.ts';
import type { Columns } from './columns.ts';
import { cpuPanel } from './cpu-panel.ts';
import { demandPanel } from './demand-panel.ts';
import { eventPanel } from './event-panel.ts';
import { loadPanel } from './load-panel.ts';
import { light } from './palette.ts';
import { type Line, panel, secondsLabel } from './panel.ts';
import { replicaPanel } from './replica-panel.ts';
import { saidOf } from './said.ts';
import type { Scales } from './scales.ts';
import { type Chart, chartId, chartSpec, plotWidth, type Reader, type Spec } from './spec.ts';
import { periodsNote } from './table-note.ts';
import { tableStepSeconds, timelineTable } from './timeline-table.ts';

const mostMarked = 40;

/** What a panel is drawn from. */
export interface Course {
  trial: Trial;
  columns: Columns;
  scales: Scales;
  /** Replicas of the service under load; null where nobody observed them. */
  replicas: ReplicaSeries | null;
  /** Rounds of the autoscaler while the load ran. */
  rounds: HpaSummary[];
  /** When the autoscaler changed the number of pods. */
  decisions: number[];
  /** The same as lines through all panels: none where they would cover what they mark. */
  marked: number[];
  /** Every second phase, so that phases stand apart. */
  shaded: { from: number; to: number }[];
  provisioning: Provisioning | null;
}

export function courseOf(trial: Trial, columns: Columns, scales: Scales): Course {
  const service = trial.plan?.scenario.service ?? Object.keys(trial.replicas)[0];
  const rounds = trial.hpa.filter(
    (round) =>
      (service === undefined || round.service === service) && round.t >= 0 && round.t <= trial.lengthSeconds,
  );
  const replicas = service === undefined ? null : (trial.replicas[service] ?? null);
  const decisions = rounds.filter((round) => round.desired !== round.current).map((round) => round.t);
  return {
    trial,
    columns,
    scales,
    replicas,
    rounds,
    decisions,
    marked: decisions.length > mostMarked ? [] : decisions,
    shaded: trial.phases
      .filter((_, i) => i % 2 === 1)
      .map(({ stretch }) => ({ from: stretch.fromSeconds, to: stretch.toSeconds })),
    provisioning: provisioningOf(trial, replicas, columns.widthSeconds),
  };
}

/** Points of a series of columns. */
export function pointsOf(columns: Columns, values: readonly (number | null)[]): Line['points'] {
  return columns.t.map((t, i) => ({ x: t, y: values[i] ?? null }));
}

/** Load, throughput, response time, CPU and pods of one trial on one time axis. */
export function timeline(course: Course, reader: Reader): Chart {
  const { trial } = course;
  const { say, lang } = reader;
  const cpu = cpuPanel(course, reader);
  const pods = replicaPanel(course, reader);
  const missing = [
    course.columns.planned.some((value) => value !== null) ? null : say('missing.plan'),
    cpu === null ? say('missing.cpu') : null,
    pods === null ? say('missing.replicas') : null,
  ].filter((note) => note !== null);
  const drawn = [
    loadPanel(course, reader),
    throughputPanel(course, reader),
    responsePanel(course, reader),
    cpu,
    demandPanel(course, reader),
    pods,
    // What some arms lack stands last, so that the panels before it lie side by side.
    agePanel(course, reader),
    eventPanel(course, reader),
  ].filter((make) => make !== null);
  const panels = drawn.map((make, i) => make(i === drawn.length - 1));
  const { replicas } = course;
  // The record goes on until the pods are taken down, which is no part of the load.
  const readyAt = (t: number) =>
    (replicas === null ? null : valueAt({ t: replicas.t, value: replicas.ready }, t)) ?? '—';
  return {
    id: chartId('timeline', trial.id),
    trial: trial.id,
    title: say('chart.timeline', { case: shown(trial.case, 40) }),
    alt: say('alt.timeline', {
      trial: shown(trial.id, 40),
      length: moment(trial.lengthSeconds, lang),
      rate: digits(trial.whole.throughputPerSecond),
      mean: trial.whole.responseSeconds ? duration(trial.whole.responseSeconds.mean, lang) : '—',
      from: readyAt(0),
      to: readyAt(trial.lengthSeconds),
      decisions: count(course.decisions.length),
    }),
    spec: chartSpec({
      vconcat: panels,
      spacing: 27,
      bounds: 'flush',
    }),
    table: timelineTable(course, reader),
    ...periodsNote(chartId('timeline', trial.id), tableStepSeconds(trial), trial.series.widthSeconds, reader),
    said: saidOf(course, reader),
    time: {
      lengthSeconds: course.scales.lengthSeconds,
      plot: plotWidth,
      tableStepSeconds: tableStepSeconds(trial),
      tableRunsAcross: false,
    },
    notes: [
      ...missing,
      ...(course.columns.p99.some((value) => (value ?? 0) > course.scales.responseSeconds)
        ? [say('note.clipped', { top: duration(course.scales.responseSeconds, lang) })]
        : []),
      ...(course.columns.percentilesFromRows
        ? [say('note.columns', { width: moment(course.columns.widthSeconds, lang) })]
        : []),
    ],
  };
}

type Maker = (last: boolean) => Spec;

function throughputPanel(course: Course, reader: Reader): Maker {
  const { columns, scales } = course;
  const { say } = reader;
  return (last) =>
    panel(
      {
        id: 'throughput',
        title: say('panel.throughput'),
        height: 78,
        lengthSeconds: scales.lengthSeconds,
        top: scales.perSecond,
        moments: course.marked,
        shaded: course.shaded,
        last,
        lines: [
          {
            id: 'started',
            name: say('line.started'),
            colour: light.slate,
            width: 1,
            dash: [3, 2],
            points: pointsOf(columns, columns.started),
          },
          {
            id: 'completed',
            name: say('line.completed'),
            colour: light.blue,
            points: pointsOf(columns, columns.completed),
          },
          {
            id: 'failed',
            name: say('line.failed'),
            colour: light.vermillion,
            points: pointsOf(columns, columns.failed),
          },
        ],
      },
      reader,
    );
}

function responsePanel(course: Course, reader: Reader): Maker {
  const { columns, scales } = course;
  const { say } = reader;
  const top = scales.responseSeconds;
  return (last) =>
    panel(
      {
        id: 'response',
        title: say('panel.response'),
        height: 80,
        lengthSeconds: scales.lengthSeconds,
        top,
        moments: course.marked,
        shaded: course.shaded,
        last,
        labelExpr: secondsLabel(secondsSign(reader.lang)),
        lines: [
          { id: 'p99', name: 'p99', colour: light.purple, width: 1, points: pointsOf(columns, columns.p99) },
          {
            id: 'p95',
            name: 'p95',
            colour: light.orange,
            width: 1.2,
            points: pointsOf(columns, columns.p95),
          },
          { id: 'p50', name: 'p50', colour: light.blue, width: 1.8, points: pointsOf(columns, columns.p50) },
        ],
      },
      reader,
    );
}
