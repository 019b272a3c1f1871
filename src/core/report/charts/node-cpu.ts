import type { NodeSeries } from '../../model/node-series.ts';
import type { Trial } from '../../model/trial.ts';
import { digits, exact, moment, percent } from '../format.ts';
import { shown } from '../names.ts';
import { observedNodes } from '../node-totals.ts';
import { light } from './palette.ts';
import { type Line, panel } from './panel.ts';
import { type Chart, chartId, chartSpec, plotWidth, type Reader } from './spec.ts';
import { meansBy } from './stretch-means.ts';
import { periodsNote } from './table-note.ts';
import type { Course } from './timeline.ts';
import { tableStepSeconds } from './timeline-table.ts';

const mostNodes = 12;

/** CPU of each node of one trial, used and idle, on the time axis of the others; null where nobody saw any. */
export function nodeCpu(course: Course, reader: Reader): Chart | null {
  const { trial, scales } = course;
  const { say, lang } = reader;
  const all = observedNodes(trial);
  const nodes = all.slice(0, mostNodes);
  if (nodes.length === 0) return null;
  return {
    id: chartId('nodes', trial.id),
    trial: trial.id,
    title: say('chart.nodes', { case: shown(trial.case, 40) }),
    alt: say('alt.nodes', {
      trial: shown(trial.id, 40),
      nodes: nodes
        .map((node) =>
          say('alt.nodes.node', {
            node: shown(node.node, 40),
            cores: node.cores === null ? '—' : exact(node.cores),
            most: extremeText(node.usedCores, 'max', digits),
            idle: extremeText(node.idleShare, 'min', (share) => percent(share, lang)),
          }),
        )
        .join('; '),
    }),
    spec: chartSpec({
      vconcat: nodes.map((node, i) =>
        panel(
          {
            id: 'node',
            title: shown(node.node, 28),
            height: nodes.length === 1 ? 78 : 52,
            lengthSeconds: scales.lengthSeconds,
            top: scales.nodeCores,
            moments: course.marked,
            shaded: course.shaded,
            last: i === nodes.length - 1,
            // One legend for all: a series is switched in every panel.
            lines: linesOf(node, course, reader).map((line) => (i === 0 ? line : { ...line, name: '' })),
          },
          reader,
        ),
      ),
      spacing: 27,
      bounds: 'flush',
    }),
    table: tableOf(nodes, trial, reader),
    ...periodsNote(chartId('nodes', trial.id), tableStepSeconds(trial), trial.series.widthSeconds, reader),
    records: recordsOf(all, trial),
    time: {
      lengthSeconds: scales.lengthSeconds,
      plot: plotWidth,
      tableStepSeconds: tableStepSeconds(trial),
      tableRunsAcross: false,
    },
    notes: [
      say(trial.target === 'kind' ? 'note.nodes.kind' : 'note.nodes'),
      ...(all.length > nodes.length ? [say('note.nodesCut', { shown: nodes.length, all: all.length })] : []),
    ],
  };
}

function linesOf({ cores, t, usedCores, idleShare }: NodeSeries, course: Course, { say }: Reader): Line[] {
  const width = course.columns.widthSeconds;
  const used: Line = {
    id: 'used',
    name: say('line.usedCores'),
    colour: light.blue,
    points: meansBy(width, t, usedCores),
  };
  if (cores === null) return [used];
  const isAlike = observedNodes(course.trial).every((other) => other.cores === cores);
  const idleCores = idleShare.map((share) => (share === null ? null : share * cores));
  return [
    used,
    { id: 'idle', name: say('line.idleCores'), colour: light.green, points: meansBy(width, t, idleCores) },
    {
      id: 'cores',
      name: isAlike ? say('line.nodeCores', { cores: exact(cores) }) : say('line.ownCores'),
      colour: light.slate,
      dash: [4, 3],
      width: 1,
      points: [
        { x: 0, y: cores },
        { x: course.scales.lengthSeconds, y: cores },
      ],
    },
  ];
}

function extremeText(
  values: readonly (number | null)[],
  which: 'max' | 'min',
  write: (value: number) => string,
): string {
  const seen = values.filter((value) => value !== null);
  return seen.length === 0 ? '—' : write(Math[which](...seen));
}

/** Rows as wide as those of the timeline's table; null where nothing was seen in one. */
function tableOf(nodes: readonly NodeSeries[], trial: Trial, { say, lang }: Reader): Chart['table'] {
  const step = tableStepSeconds(trial);
  const columns = nodes.flatMap(({ node, t, usedCores, idleShare }) => [
    {
      head: say('column.usedOf', { node: shown(node, 40) }),
      means: meansBy(step, t, usedCores),
      write: digits,
    },
    {
      head: say('column.idleOf', { node: shown(node, 40) }),
      means: meansBy(step, t, idleShare),
      write: (share: number) => percent(share, lang),
    },
  ]);
  const rows = Math.max(1, ...columns.map(({ means }) => means.length));
  return {
    head: [say('table.from'), ...columns.map(({ head }) => head)],
    rows: Array.from({ length: rows }, (_, i) => [
      moment(i * step, lang),
      ...columns.map(({ means, write }) => {
        const value = means.find(({ x }) => Math.floor(x / step) === i)?.y ?? null;
        return value === null ? '—' : write(value);
      }),
    ]),
  };
}

function recordsOf(nodes: readonly NodeSeries[], { series }: Trial): NonNullable<Chart['records']> {
  return [
    [
      'node',
      'fromSeconds',
      'toSeconds',
      'cores',
      'usedCores',
      'idleShare',
      'memoryBytes',
      'diskReadBytesPerSecond',
      'diskWrittenBytesPerSecond',
      'receivedBytesPerSecond',
      'sentBytesPerSecond',
    ],
    ...nodes.flatMap((node) =>
      node.t.map((from, i) => [
        node.node,
        from,
        from + series.widthSeconds,
        node.cores,
        node.usedCores[i],
        node.idleShare[i],
        node.memoryBytes[i],
        node.diskReadBytesPerSecond[i],
        node.diskWrittenBytesPerSecond[i],
        node.receivedBytesPerSecond[i],
        node.sentBytesPerSecond[i],
      ]),
    ),
  ];
}
