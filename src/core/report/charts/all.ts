import type { Comparison } from '../../model/comparison.ts';
import type { Trial } from '../../model/trial.ts';
import { besideTrials } from '../beside-trials.ts';
import { byScenario, drawnTrial, type ReportInput, trialsOf } from '../input.ts';
import { shown } from '../names.ts';
import { titleIn } from '../title.ts';
import { cellSecondsOf } from './cell-data.ts';
import { columnsOf } from './columns.ts';
import { distribution } from './distribution.ts';
import { greatestDifference, heatDifference } from './heat-difference.ts';
import { heatmap, heatScalesOf } from './heatmap.ts';
import { lagWaterfall } from './lag-waterfall.ts';
import { nodeCpu } from './node-cpu.ts';
import { caseColour } from './palette.ts';
import { podRates, podScalesOf } from './pod-rates.ts';
import { greatestPodRate, podShare } from './pod-share.ts';
import { differenceEnds, quantileDifference } from './quantile-difference.ts';
import { scalability } from './scalability.ts';
import { scalesOf } from './scales.ts';
import type { Chart, Reader } from './spec.ts';
import { courseOf, timeline } from './timeline.ts';
import { pairedTrials } from './trial-pairs.ts';
import { usersResponse } from './users-response.ts';

/** More cases than this are not drawn, so that a report of a sweep stays a file that can be mailed. */
export const mostDrawnCases = 16;
/** Characters of a report that tell what the cells of its heatmaps hold. */
const mostCellText = 350_000;

/** The charts of one scenario: arms stand beside each other, on the same scales. */
export interface ScenarioCharts {
  scenario: string;
  title: string;
  /** The drawn trial of each case, base first. */
  trials: Trial[];
  timelines: Chart[];
  /** Loads that ran beside those of `trials`, as trials of their own, and their timelines. */
  besideTrials: Trial[];
  besideTimelines: Chart[];
  heatmaps: Chart[];
  distribution: Chart | null;
  scalability: Chart | null;
  /** Each arm's heatmap minus that of the arm that it is judged against. */
  differences: Chart[];
  /** Quantiles of each arm minus those of the arm that it is judged against. */
  quantiles: Chart[];
  users: Chart | null;
  pods: Chart[];
  podRates: Chart[];
  lags: Chart[];
  /** CPU of the nodes of each trial that has them. */
  nodes: Chart[];
}

/** Every chart of a report. All trials share their scales, over scenarios too. */
export function chartsOf(input: ReportInput, reader: Reader): ScenarioCharts[] {
  const { comparison } = input;
  const drawnCases = comparison.cases.slice(0, mostDrawnCases);
  const drawn = drawnCases.map((summary) => drawnTrial(input, summary)).filter((trial) => trial !== null);
  const besides = new Map(drawn.map((trial) => [trial, besideTrials(trial)]));
  const courses = [...drawn, ...[...besides.values()].flat()];
  const columns = new Map(courses.map((trial) => [trial, columnsOf(trial)]));
  const scales = scalesOf(courses, [...columns.values()]);
  const timelineOf = (trial: Trial) => timeline(courseOf(trial, columns.get(trial)!, scales), reader);
  const heatScales = heatScalesOf(drawn);
  const pairs = pairsOf(comparison, drawn);
  const compared = pairs.map(([base, other]) => ({
    other,
    paired: pairedTrials(trialsOfCase(input, base.case), trialsOfCase(input, other.case)),
  }));
  const quantileEnds = differenceEnds(compared.map(({ paired }) => paired));
  const greatest = heatScales === null ? 1 : greatestDifference(pairs, heatScales);
  const cellSeconds = heatScales === null ? 1 : cellSecondsOf(drawn, heatScales, mostCellText / drawn.length);
  const podScales = podScalesOf(drawn);
  const podRate = greatestPodRate(drawn, scales.lengthSeconds);
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
    const beside = trials.flatMap((trial) => besides.get(trial)!);
    const title = shown(titleIn(reader.lang, cases[0]!), 80);
    return [
      {
        scenario,
        title,
        trials,
        timelines: trials.map(timelineOf),
        besideTrials: beside,
        besideTimelines: beside.map(timelineOf),
        heatmaps:
          heatScales === null || reference === undefined
            ? []
            : present(trials.map((trial) => heatmap(trial, heatScales, reference, cellSeconds, reader))),
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
        differences:
          heatScales === null
            ? []
            : present(
                pairs
                  .filter(([, other]) => trials.includes(other))
                  .map(([base, other]) => heatDifference(base, other, heatScales, greatest, reader)),
              ),
        quantiles: present(
          compared
            .filter(({ other }) => trials.includes(other))
            .map(({ other, paired }) => {
              const index = trials.indexOf(other);
              return quantileDifference(paired, quantileEnds, { colour: caseColour(index), index }, reader);
            }),
        ),
        users: usersResponse(`users-${index + 1}`, reader.say('chart.users', { title }), trials, reader),
        podRates: present(trials.map((trial) => podRates(trial, podScales, reader))),
        pods: present(trials.map((trial) => podShare(trial, scales.lengthSeconds, podRate, reader))),
        lags: present(trials.map((trial) => lagWaterfall(trial, lastLink, reader))),
        nodes: present(trials.map((trial) => nodeCpu(courseOf(trial, columns.get(trial)!, scales), reader))),
      },
    ];
  });
}

/** Base and case of every pair that may be compared, as far as both are drawn. */
function pairsOf(comparison: Comparison, drawn: readonly Trial[]): [Trial, Trial][] {
  return comparison.contrasts
    .filter((contrast) => contrast.kind === 'like' && contrast.refusals.length === 0)
    .flatMap((contrast): [Trial, Trial][] => {
      const base = drawn.find((trial) => trial.case === contrast.against);
      const other = drawn.find((trial) => trial.case === contrast.case);
      return base === undefined || other === undefined ? [] : [[base, other]];
    });
}

function trialsOfCase(input: ReportInput, name: string): Trial[] {
  const summary = input.comparison.cases.find((each) => each.case === name);
  return summary === undefined ? [] : trialsOf(input, summary);
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
