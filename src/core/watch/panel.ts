import { explainDecision } from '../hpa/explain.ts';
import { labelOf } from '../model/plan.ts';
import { columnsOf, fitted, padEnd, shown, wrapped } from '../report/names.ts';
import { sparkline } from '../report/sparkline.ts';
import type { LoggedAlarm } from './alarm-log.ts';
import type { PanelState } from './campaign-view.ts';
import { clockText } from './clock-text.ts';
import { errorsText, loadText, otherReplicas, replicasText, throughputText, usersText } from './figures.ts';

export interface PanelSize {
  columns: number;
  rows: number;
}

type Style = 'bold' | 'dim' | 'alarm' | 'plain';

interface Row {
  text: string;
  style: Style;
  /** With too few rows on the terminal, the greatest go first. */
  rank: number;
}

const codes: Record<Exclude<Style, 'plain'>, string> = { bold: '1', dim: '2', alarm: '1;31' };
const labelColumns = 12;
/** Below this width a label and its figures share a line without being lined up, and nothing is drawn small. */
const narrowColumns = 50;
const leastSparkColumns = 8;
const mostSparkColumns = 40;
const mostAlarms = 4;

/**
 * A running trial as lines for a terminal: none is wider than it, and there are fewer than it has rows. With two rows or
 * fewer there is one line.
 *
 *     survey-peak quick, emulated   trial 2 of 4   about 6:10 left
 *     T-02.1  hpa-5-10 × Census on Establishments
 *     load        ███████░░░░░░░  0:42 of 2:00, 1:18 left
 *     users       300 of 300 planned
 *     TPS         145.2/s                               ▁▂▃▅▆▇▇█
 *     ...
 */
export function panelLines(state: PanelState, size: PanelSize, colour: boolean): string[] {
  // The last column is left free: some terminals wrap when it is written.
  const columns = Math.max(1, size.columns - 1);
  const rows = kept(rowsOf(state, columns), Math.max(1, size.rows - 2));
  return rows.map(({ text, style }) => {
    const line = fitted(text, columns);
    return colour && style !== 'plain' && line !== '' ? `\u001b[${codes[style]}m${line}\u001b[0m` : line;
  });
}

function rowsOf(state: PanelState, columns: number): Row[] {
  const { plan, progress, history } = state;
  const figure = (label: string, text: string, rank: number, series: readonly number[] = []): Row => ({
    text: figureLine(label, text, series, columns),
    style: 'plain',
    rank,
  });
  const loaded = progress.loadSeconds !== null;
  const p95 = progress.load?.p95Seconds ?? null;
  const others = otherReplicas(state);
  return [
    { text: headText(state), style: 'bold', rank: 1 },
    {
      text: `${shown(plan.id, 40)}  ${shown(plan.armName, 40)} × ${shown(plan.scenario.title, 80)}`,
      style: 'plain',
      rank: 5,
    },
    figure(progress.phase, loadText(state, columns), 0),
    ...(loaded ? [figure('users', usersText(state), 3)] : []),
    ...(loaded ? [figure('TPS', throughputText(state), 2, history.perSecond)] : []),
    ...(loaded
      ? [
          figure(
            'p95',
            `${p95 === null ? '–' : `${p95.toFixed(2)} s`}, SLO ${plan.sloSeconds} s`,
            3,
            history.p95Seconds,
          ),
          figure('errors', errorsText(state), 4),
        ]
      : []),
    figure('replicas', replicasText(state), 3, loaded ? history.ready : []),
    ...(others === null ? [] : [figure('', others, 7)]),
    ...autoscalerRows(state, columns),
    ...alarmRows(state.alarms),
  ];
}

function headText({ campaign, position, of, campaignLeftSeconds }: PanelState): string {
  const name = `${shown(campaign.campaign, 40)} ${shown(campaign.preset, 20)}, ${labelOf[campaign.target]}`;
  return `${name}   trial ${position} of ${of}   about ${clockText(campaignLeftSeconds)} left`;
}

/** A small picture takes what is left of the line, flush right, if that is enough for one. */
function figureLine(label: string, text: string, series: readonly number[], columns: number): string {
  if (columns < narrowColumns) return label === '' ? text : `${label}: ${text}`;
  const line = `${padEnd(label, labelColumns)}${text}`;
  const room = Math.min(mostSparkColumns, columns - Math.max(columnsOf(line), 44) - 2);
  if (room < leastSparkColumns || series.length < 2) return line;
  return `${padEnd(line, 44)}  ${sparkline(series, room)}`;
}

/** Why the autoscaler did what it did last, on two lines at most. */
function autoscalerRows({ plan, progress }: PanelState, columns: number): Row[] {
  const { round } = progress.sight;
  if (round === null) return [];
  const ago = Math.max(0, progress.atSeconds - round.at);
  const sentences = explainDecision(round.decision, 'en').join('; ');
  const text = `${shown(sentences, 400)} (${clockText(ago)} ago)`;
  const indent = columns < narrowColumns ? 0 : labelColumns;
  const lines = wrapped(text, columns - indent);
  const label = columns < narrowColumns ? 'HPA: ' : padEnd('HPA', labelColumns);
  return lines.slice(0, plan.arm.kind === 'fixed' ? 1 : 2).map((line, i) => ({
    text: `${i === 0 ? label : ' '.repeat(indent)}${i === 1 && lines.length > 2 ? `${line} …` : line}`,
    style: 'dim' as const,
    rank: 6 + i,
  }));
}

function alarmRows(alarms: readonly LoggedAlarm[]): Row[] {
  const more = alarms.length - mostAlarms;
  return [
    ...alarms.slice(0, mostAlarms).map(
      (alarm): Row => ({
        text: alarm.active ? `! ${alarm.text}` : `  ${passedText(alarm)}`,
        style: alarm.active ? 'alarm' : 'dim',
        rank: alarm.active ? 2 : 8,
      }),
    ),
    ...(more > 0 ? [{ text: `  ${more} more`, style: 'dim' as const, rank: 8 }] : []),
  ];
}

function passedText({ text, firstSeconds, lastSeconds }: LoggedAlarm): string {
  const at = (seconds: number | null) => (seconds === null ? 'before the load' : clockText(seconds));
  return `${at(firstSeconds)} to ${at(lastSeconds)}: ${text}`;
}

/** The `most` rows of least rank, in their order. */
function kept(rows: readonly Row[], most: number): Row[] {
  const chosen = new Set(
    rows
      .map((row, i) => ({ row, i }))
      .sort((a, b) => a.row.rank - b.row.rank || a.i - b.i)
      .slice(0, most)
      .map(({ row }) => row),
  );
  return rows.filter((row) => chosen.has(row));
}
