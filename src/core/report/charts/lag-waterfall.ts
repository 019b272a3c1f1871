import type { ScalingLag } from '../../model/scaling.ts';
import type { Trial } from '../../model/trial.ts';
import { elapsed, moment } from '../format.ts';
import { shown } from '../names.ts';
import type { TextId } from '../text.ts';
import { heading } from './heading.ts';
import { light } from './palette.ts';
import { timeTicks } from './panel.ts';
import { type Chart, chartId, chartSpec, plotWidth, type Reader } from './spec.ts';

/** Links of the chain in the order in which they have to happen. */
const links: readonly { key: keyof ScalingLag; text: TextId }[] = [
  { key: 'overloadSeconds', text: 'lag.overload' },
  { key: 'metricSeconds', text: 'lag.metric' },
  { key: 'decisionSeconds', text: 'lag.decision' },
  { key: 'createdSeconds', text: 'lag.created' },
  { key: 'readySeconds', text: 'lag.ready' },
  { key: 'fairShareSeconds', text: 'lag.fairShare' },
  { key: 'lastReadySeconds', text: 'lag.lastReady' },
];

interface Bar {
  step: string;
  from: number;
  to: number;
  text: string;
}

/**
 * How long each link took from overload to the last pod, as bars that begin where the link before ended. A link that
 * was not seen is left out and its time belongs to the next one. `lastSeconds` ends the axis. Null
 * without at least two moments.
 */
export function lagWaterfall(trial: Trial, lastSeconds: number, reader: Reader): Chart | null {
  const lag = trial.scalingLag;
  if (lag === null) return null;
  const { say, lang } = reader;
  // In time order: with a single added pod the last link comes before the fair share.
  const seen = links.filter(({ key }) => lag[key] !== null).sort((a, b) => lag[a.key]! - lag[b.key]!);
  const unseen = links.filter(({ key }) => lag[key] === null);
  if (seen.length < 2) return null;
  const bars: Bar[] = seen.slice(1).map(({ key, text }, i) => {
    const from = lag[seen[i]!.key]!;
    const to = lag[key]!;
    return { step: say(text), from, to, text: elapsed(to - from, lang) };
  });
  const start = lag[seen[0]!.key]!;
  const end = lag[seen.at(-1)!.key]!;
  const steps = bars.map((bar) => bar.step);
  const x = {
    type: 'quantitative',
    scale: { domain: [0, lastSeconds], nice: false },
    axis: { title: say('axis.time'), values: timeTicks(lastSeconds) },
  };
  const y = {
    field: 'step',
    type: 'nominal',
    scale: { type: 'band', domain: steps, padding: 0.25 },
    axis: {
      title: null,
      grid: false,
      labelLimit: 400,
      minExtent: 150,
      maxExtent: 150,
      labelColor: light.ink,
    },
  };
  const width = plotWidth - 106;
  return {
    id: chartId('lag', trial.id),
    trial: trial.id,
    title: say('chart.lag', { case: shown(trial.case, 40) }),
    alt: say('alt.lag', {
      trial: shown(trial.id, 40),
      total: elapsed(end - start, lang),
      steps: bars.map((bar) => `${bar.step} ${bar.text}`).join(', '),
    }),
    spec: chartSpec({
      width,
      height: 22 * bars.length,
      data: { values: bars },
      layer: [
        {
          mark: { type: 'bar', color: light.blue },
          encoding: { x: { field: 'from', ...x }, x2: { field: 'to' }, y },
        },
        {
          mark: { type: 'text', align: 'left', dx: 5 },
          encoding: { x: { field: 'to', ...x }, y, text: { field: 'text' } },
        },
        ...heading(say('panel.lag', { total: elapsed(end - start, lang) }), [], width),
      ],
    }),
    table: {
      head: [say('column.step'), say('column.at'), say('column.took')],
      rows: seen.map(({ key, text }, i) => [
        say(text),
        moment(lag[key]!, lang),
        i === 0 ? '—' : elapsed(lag[key]! - lag[seen[i - 1]!.key]!, lang),
      ]),
    },
    notes:
      unseen.length === 0
        ? []
        : [say('missing.lag', { steps: unseen.map(({ text }) => say(text)).join(', ') })],
  };
}
