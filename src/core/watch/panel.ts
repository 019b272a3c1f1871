import { explainDecision } from '../hpa/explain.ts';
import { labelOf } from '../model/plan.ts';
import { labelTitle } from '../report/arm-title.ts';
import type { Lang } from '../report/format.ts';
import { columnsOf, fitted, padEnd, shown, wrapped } from '../report/names.ts';
import { sparkline } from '../report/sparkline.ts';
import { type Say, speaker } from '../report/text.ts';
import { titleIn } from '../report/title.ts';
import type { LoggedAlarm } from './alarm-log.ts';
import type { PanelState } from './campaign-view.ts';
import { clockText } from './clock-text.ts';
import {
  errorsText,
  loadText,
  otherReplicas,
  p95Text,
  replicasText,
  throughputText,
  usersText,
} from './figures.ts';

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
export function panelLines(state: PanelState, size: PanelSize, colour: boolean, lang: Lang): string[] {
  // The last column is left free: some terminals wrap when it is written.
  const columns = Math.max(1, size.columns - 1);
  const rows = kept(rowsOf(state, columns, lang), Math.max(1, size.rows - 2));
  return rows.map(({ text, style }) => {
    const line = fitted(text, columns);
    return colour && style !== 'plain' && line !== '' ? `\u001b[${codes[style]}m${line}\u001b[0m` : line;
  });
}

function rowsOf(state: PanelState, columns: number, lang: Lang): Row[] {
  const say = speaker(lang);
  const { plan, progress, history } = state;
  const figure = (label: string, text: string, rank: number, series: readonly number[] = []): Row => ({
    text: figureLine(label, text, series, columns),
    style: 'plain',
    rank,
  });
  const loaded = progress.loadSeconds !== null;
  const others = otherReplicas(state, say);
  return [
    { text: headText(state, say), style: 'bold', rank: 1 },
    {
      text: `${shown(plan.id, 40)}  ${shown(plan.armName, 40)} × ${shown(titleIn(lang, plan.scenario), 80)}`,
      style: 'plain',
      rank: 5,
    },
    figure(say(`phase.${progress.phase}`), loadText(state, columns, say), 0),
    ...(loaded ? [figure(say('watch.users'), usersText(state, say), 3)] : []),
    ...(loaded ? [figure(say('watch.throughput'), throughputText(state, say), 2, history.perSecond)] : []),
    ...(loaded
      ? [
          figure('p95', p95Text(state, say), 3, history.p95Seconds),
          figure(say('watch.errors'), errorsText(state, lang), 4),
        ]
      : []),
    figure(say('watch.replicas'), replicasText(state, say), 3, loaded ? history.ready : []),
    ...(others === null ? [] : [figure('', others, 7)]),
    ...autoscalerRows(state, columns, lang),
    ...alarmRows(state.alarms, say),
  ];
}

function headText({ campaign, position, of, campaignLeftSeconds }: PanelState, say: Say): string {
  const name = `${shown(campaign.campaign, 40)} ${shown(campaign.preset, 20)}, ${labelTitle(labelOf[campaign.target], say)}`;
  const left = say('watch.aboutLeft', { time: clockText(campaignLeftSeconds) });
  return `${name}   ${say('watch.trial', { position, of })}   ${left}`;
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
function autoscalerRows({ plan, progress }: PanelState, columns: number, lang: Lang): Row[] {
  const { round } = progress.sight;
  if (round === null) return [];
  const ago = Math.max(0, progress.atSeconds - round.at);
  const sentences = explainDecision(round.decision, lang).join('; ');
  const text = `${shown(sentences, 400)} (${speaker(lang)('watch.ago', { time: clockText(ago) })})`;
  const indent = columns < narrowColumns ? 0 : labelColumns;
  const lines = wrapped(text, columns - indent);
  const label = columns < narrowColumns ? 'HPA: ' : padEnd('HPA', labelColumns);
  return lines.slice(0, plan.arm.kind === 'fixed' ? 1 : 2).map((line, i) => ({
    text: `${i === 0 ? label : ' '.repeat(indent)}${i === 1 && lines.length > 2 ? `${line} …` : line}`,
    style: 'dim' as const,
    rank: 6 + i,
  }));
}

function alarmRows(alarms: readonly LoggedAlarm[], say: Say): Row[] {
  const more = alarms.length - mostAlarms;
  return [
    ...alarms.slice(0, mostAlarms).map(
      (alarm): Row => ({
        text: alarm.active ? `! ${alarm.text}` : `  ${passedText(alarm, say)}`,
        style: alarm.active ? 'alarm' : 'dim',
        rank: alarm.active ? 2 : 8,
      }),
    ),
    ...(more > 0 ? [{ text: `  ${say('watch.more', { n: more })}`, style: 'dim' as const, rank: 8 }] : []),
  ];
}

function passedText({ text, firstSeconds, lastSeconds }: LoggedAlarm, say: Say): string {
  const at = (seconds: number | null) => (seconds === null ? say('start.before') : clockText(seconds));
  return `${say('cell.range', { low: at(firstSeconds), high: at(lastSeconds) })}: ${text}`;
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
