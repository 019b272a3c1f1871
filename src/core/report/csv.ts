import { valueAt } from '../math/step-series.ts';
import type { Trial } from '../model/trial.ts';
import type { ScenarioCharts } from './charts/all.ts';
import { columnsOf } from './charts/columns.ts';
import { scalesOf } from './charts/scales.ts';
import type { Chart } from './charts/spec.ts';
import { courseOf } from './charts/timeline.ts';

/** The numbers behind one chart, as a file. */
export interface CsvFile {
  name: string;
  text: string;
}

/**
 * The numbers behind every chart, one file each. Timelines, heatmaps and charts with records are given as they were
 * recorded, in base units (seconds, requests, cores); the others as in the table beside the chart. An empty cell was not observed.
 */
export function csvFilesOf(scenarios: readonly ScenarioCharts[]): CsvFile[] {
  return scenarios.flatMap((charts) => {
    const trialOf = (chart: Chart) =>
      [...charts.trials, ...charts.besideTrials].find((trial) => trial.id === chart.trial)!;
    const tables = [
      charts.distribution,
      ...charts.quantiles,
      ...charts.differences,
      charts.users,
      charts.scalability,
      ...charts.lags,
      ...charts.pods,
      ...charts.podRates,
      ...charts.nodes,
    ];
    return [
      ...[...charts.timelines, ...charts.besideTimelines].map((chart) =>
        file(chart, courseRows(trialOf(chart))),
      ),
      ...charts.heatmaps.map((chart) => file(chart, heatRows(trialOf(chart)))),
      ...tables
        .filter((chart) => chart !== null)
        .map((chart) =>
          file(chart, chart.records ?? [chart.table.head, ...chart.table.rows.map((row) => row.map(bare))]),
        ),
    ];
  });
}

type CsvCell = string | number | null | undefined;

function file(chart: Chart, rows: readonly (readonly CsvCell[])[]): CsvFile {
  return { name: `${chart.id}.csv`, text: rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('') };
}

/** RFC 4180. A text that a spreadsheet would take for a formula is shown as text. */
function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(Number.isInteger(cell) ? cell : Number(cell.toPrecision(9)));
  const text = /^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d.]+$/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A written number without what was written for eyes: `1,234` is 1234, `−3.1` is -3.1, `—` is nothing. */
function bare(written: string): string {
  if (written === '—') return '';
  const number = written.replaceAll(',', '').replace('\u2212', '-');
  return /^[+-]?\d+(\.\d+)?$/.test(number) ? number : written;
}

function courseRows(trial: Trial): CsvCell[][] {
  const { series, cpu } = trial;
  const columns = columnsOf(trial);
  const { replicas, provisioning } = courseOf(trial, columns, scalesOf([trial], [columns]));
  const rate = (value: readonly number[] | undefined, t: number) =>
    provisioning === null || value === undefined ? null : valueAt({ t: provisioning.t, value }, t);
  const cpuAt = new Map(cpu?.t.map((t, i) => [Math.floor(t / series.widthSeconds), i]));
  const pods = (value: readonly number[] | undefined, t: number) =>
    replicas === null || value === undefined ? null : valueAt({ t: replicas.t, value }, t);
  return [
    [
      'fromSeconds',
      'toSeconds',
      'planned',
      'users',
      'started',
      'completed',
      'failed',
      'iterations',
      'dropped',
      'meanSeconds',
      'p50Seconds',
      'p95Seconds',
      'p99Seconds',
      'cpuPercentOfRequest',
      'throttledShare',
      'demandPerSecond',
      'capacityPerSecond',
      'desiredPods',
      'createdPods',
      'readyPods',
    ],
    ...series.started.map((started, i) => {
      const from = i * series.widthSeconds;
      const at = cpuAt.get(i);
      return [
        from,
        from + series.widthSeconds,
        series.planned[i],
        series.users[i],
        started,
        series.completed[i],
        series.failed[i],
        series.iterations[i],
        series.dropped[i],
        series.mean[i],
        series.p50[i],
        series.p95[i],
        series.p99[i],
        at === undefined ? null : cpu?.utilization[at],
        at === undefined ? null : cpu?.throttledShare[at],
        rate(provisioning?.demand, from),
        rate(provisioning?.capacity, from),
        pods(replicas?.desired, from),
        pods(replicas?.created, from),
        pods(replicas?.ready, from),
      ];
    }),
  ];
}

function heatRows({ heat }: Trial): CsvCell[][] {
  return [
    ['fromSeconds', 'toSeconds', 'responseFromSeconds', 'responseToSeconds', 'route', 'pod', 'requests'],
    ...heat.count.map((count, i) => [
      heat.column[i]! * heat.widthSeconds,
      (heat.column[i]! + 1) * heat.widthSeconds,
      heat.edgesSeconds[heat.row[i]!],
      heat.edgesSeconds[heat.row[i]! + 1],
      heat.routes[heat.route[i]!],
      heat.pod[i] === 0 ? null : heat.pods[heat.pod[i]!],
      count,
    ]),
  ];
}
