import type { Comparison } from '../../model/comparison.ts';
import type { Trial } from '../../model/trial.ts';
import { byScenario, drawnTrial, type ReportInput } from '../input.ts';
import { shown } from '../names.ts';
import { titleIn } from '../title.ts';
import { columnsOf } from './columns.ts';
import { distribution } from './distribution.ts';
import { heatmap, heatScalesOf } from './heatmap.ts';
import { lagWaterfall } from './lag-waterfall.ts';
import { greatestPodRate, podShare } from './pod-share.ts';
import { scalability } from './scalability.ts';
import { scalesOf } from './scales.ts';
import type { Chart, Reader } from './spec.ts';
import { courseOf, timeline } from './timeline.ts';

/** More cases than this are not drawn, so that a report of a sweep stays a file that can be mailed. */
export const mostDrawnCases = 16;

/** The charts of one scenario: arms stand beside each other, on the same scales. */
export interface ScenarioCharts {
  scenario: string;
  title: string;
  /** The drawn trial of each case, base first. */
  trials: Trial[];
  timelines: Chart[];
  heatmaps: Chart[];
  distribution: Chart | null;
  scalability: Chart | null;
  pods: Chart[];
  lags: Chart[];
}

/** Every chart of a report. All trials share their scales, over scenarios too. */
export function chartsOf(input: ReportInput, reader: Reader): ScenarioCharts[] {
  const { comparison } = input;
  const drawnCases = comparison.cases.slice(0, mostDrawnCases);
  const drawn = drawnCases.map((summary) => drawnTrial(input, summary)).filter((trial) => trial !== null);
  const columns = new Map(drawn.map((trial) => [trial.id, columnsOf(trial)]));
  const scales = scalesOf(
    drawn,
    drawn.map((trial) => columns.get(trial.id)!),
  );
  const podRate = greatestPodRate(drawn, scales.lengthSeconds);
  const heatScales = heatScalesOf(drawn);
  const reference = drawn.find((trial) => trial.heat.count.length > 0);
  const lastLink =
    1.1 *
    Math.max(1, ...drawn.flatMap((trial) => Object.values(trial.scalingLag ?? {})).map((at) => at ?? 0));
  return byScenario({ ...comparison, cases: drawnCases }).flatMap(({ scenario, cases }, index) => {
    const trials = baseFirst(
      comparison,
      cases.map((summary) => summary.case),
    )
      .map((name) => drawn.find((trial) => trial.case === name))
      .filter((trial) => trial !== undefined);
    if (trials.length === 0) return [];
    const title = shown(titleIn(reader.lang, cases[0]!), 80);
    return [
      {
        scenario,
        title,
        trials,
        timelines: trials.map((trial) => timeline(courseOf(trial, columns.get(trial.id)!, scales), reader)),
        heatmaps:
          heatScales === null || reference === undefined
            ? []
            : present(trials.map((trial) => heatmap(trial, heatScales, reference, reader))),
        distribution: distribution(
          `distribution-${index + 1}`,
          reader.say('chart.distribution', { title }),
          trials,
          reader,
        ),
        scalability: scalability(
          `scalability-${index + 1}`,
          reader.say('chart.scalability', { title }),
          trials,
          reader,
        ),
        pods: present(trials.map((trial) => podShare(trial, scales.lengthSeconds, podRate, reader))),
        lags: present(trials.map((trial) => lagWaterfall(trial, lastLink, reader))),
      },
    ];
  });
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}

/** Cases that others are judged against come first, so that the base has the plainest colour. */
function baseFirst(comparison: Comparison, names: readonly string[]): string[] {
  const isBase = (name: string) =>
    comparison.contrasts.some((contrast) => contrast.kind === 'like' && contrast.against === name);
  return [...names].sort((a, b) => Number(isBase(b)) - Number(isBase(a)));
}
