import type { Trial } from '../../model/trial.ts';
import { shown } from '../names.ts';
import type { HeatScales } from './heatmap.ts';

/** What the page tells of the cells of a heatmap. */
export interface CellData {
  /** Of one column; wider than those of the picture where that would be too much text. */
  widthSeconds: number;
  columns: number;
  /** Of the rows, ascending. */
  edgesSeconds: number[];
  routes: string[];
  pods: string[];
  /**
   * `step.requests.route,requests,....pod,requests,...` a cell, all numbers to base 36, cells apart by spaces: the step
   * from the index (column * rows + row) of the cell before, and the most frequent routes and pods.
   */
  text: string;
}

const mostNames = 5;

/**
 * The narrowest columns with which the cells of each trial take at most about `budget` characters: the same for all, so
 * that their differences can be told.
 */
export function cellSecondsOf(trials: readonly Trial[], scales: HeatScales, budget: number): number {
  let widthSeconds = scales.widthSeconds;
  while (
    widthSeconds < scales.lengthSeconds &&
    trials.some((trial) => cellText(trial, scales, widthSeconds).length > budget)
  )
    widthSeconds *= 2;
  return widthSeconds;
}

/** Counts of a trial's cells by route and pod. */
export function cellDataOf(
  trial: Trial,
  scales: HeatScales,
  widthSeconds: number,
  unobserved: string,
): CellData {
  return {
    widthSeconds,
    columns: Math.ceil(scales.lengthSeconds / scales.widthSeconds) * (scales.widthSeconds / widthSeconds),
    edgesSeconds: trial.heat.edgesSeconds.slice(scales.firstRow, scales.lastRow + 2),
    routes: trial.heat.routes.map((name) => shown(name, 40)),
    pods: trial.heat.pods.map((name, i) => (i === 0 ? unobserved : shown(name, 40))),
    text: cellText(trial, scales, widthSeconds),
  };
}

function cellText({ heat }: Trial, scales: HeatScales, widthSeconds: number): string {
  const rows = scales.lastRow - scales.firstRow + 1;
  const cells = new Map<number, { all: number; routes: Map<number, number>; pods: Map<number, number> }>();
  heat.count.forEach((count, i) => {
    const column = Math.floor(((heat.column[i]! + 0.5) * heat.widthSeconds) / widthSeconds);
    const index = column * rows + heat.row[i]! - scales.firstRow;
    const cell = cells.get(index) ?? { all: 0, routes: new Map(), pods: new Map() };
    cells.set(index, cell);
    cell.all += count;
    cell.routes.set(heat.route[i]!, (cell.routes.get(heat.route[i]!) ?? 0) + count);
    if (heat.byPod === null) cell.pods.set(heat.pod[i]!, (cell.pods.get(heat.pod[i]!) ?? 0) + count);
  });
  let before = 0;
  return [...cells]
    .sort(([a], [b]) => a - b)
    .map(([index, { all, routes, pods }]) => {
      const step = index - before;
      before = index;
      return `${step.toString(36)}.${all.toString(36)}.${greatest(routes)}.${greatest(pods)}`;
    })
    .join(' ');
}

function greatest(counts: ReadonlyMap<number, number>): string {
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, mostNames)
    .flatMap(([name, count]) => [name.toString(36), count.toString(36)])
    .join(',');
}
