import { valueAt } from '../../math/step-series.ts';
import type { CaseSummary } from '../../model/comparison.ts';
import { count, digits, inUnit, moment, signedPercent, unitFor, unitName } from '../format.ts';
import { drawnTrial } from '../input.ts';
import { shown } from '../names.ts';
import type { TextId } from '../text.ts';
import type { PageContext } from './context.ts';
import { Miss } from './reference.tsx';
import { Label, Table } from './table.tsx';

interface Pair {
  text: TextId;
  unit?: string;
  predicted: number | null;
  measured: number | null;
  write: (value: number) => string;
}

/** What the model expected of each case before anything was measured, and how far off it was. */
export function PredictionSection({ context }: { context: PageContext }) {
  const { say, input, label, lang } = context;
  const cases = input.comparison.cases.filter((summary) => summary.prediction !== null);
  if (cases.length === 0)
    return (
      <section id="prediction">
        <h2>{say('section.prediction')}</h2>
        <p>{say('missing.prediction')}</p>
      </section>
    );
  const unit = unitFor(
    cases.flatMap((summary) => [summary.prediction!.meanSeconds, summary.figures.mean?.value ?? 0]),
    100,
  );
  const columns = cases.map((summary) => pairsOf(summary, context, unit));
  const texts = columns[0]!.map((pair) => ({ text: pair.text, unit: pair.unit }));
  return (
    <section id="prediction">
      <h2>{say('section.prediction')}</h2>
      <p>{say('prediction.how')}</p>
      <Table
        caption={
          <>
            {say('caption.prediction')} <Label text={label} />
          </>
        }
        head={[say('column.figure'), ...cases.map((summary) => shown(summary.case, 40))]}
        rows={texts.map(({ text, unit: rowUnit }, row) => [
          <>
            {say(text)}
            {rowUnit === undefined ? null : <span class="unit"> {rowUnit}</span>}
          </>,
          ...columns.map((pairs) => {
            const pair = pairs[row]!;
            const { predicted, measured } = pair;
            const miss =
              predicted === null || measured === null || predicted === 0
                ? null
                : signedPercent(measured / predicted - 1, lang);
            if (predicted === null && measured === null) return '—';
            return (
              <>
                {measured === null ? '—' : pair.write(measured)}
                <span class="beside">
                  {say('cell.predicted')} {predicted === null ? '—' : pair.write(predicted)}
                  {miss === null ? null : <Miss text={miss} />}
                </span>
              </>
            );
          }),
        ])}
        wide
      />
      <Hashes context={context} />
    </section>
  );
}

function pairsOf(summary: CaseSummary, context: PageContext, unit: 'ms' | 's' | 'min'): Pair[] {
  const { lang, input } = context;
  const prediction = summary.prediction!;
  const trial = drawnTrial(input, summary);
  const value = (metric: keyof CaseSummary['figures']) => summary.figures[metric]?.value ?? null;
  const service = trial?.plan?.scenario.service;
  const replicas = service === undefined ? undefined : trial?.replicas[service];
  const cost = value('replicaSeconds');
  const seconds = (each: number) => moment(each, lang);
  const response = (each: number) => inUnit(each, unit);
  return [
    { text: 'metric.processed', predicted: prediction.processed, measured: value('processed'), write: count },
    {
      text: 'metric.throughput',
      predicted: prediction.perSecond,
      measured: value('throughput'),
      write: digits,
    },
    {
      text: 'metric.plateauThroughput',
      predicted: prediction.plateauPerSecond,
      measured: value('plateauThroughput'),
      write: digits,
    },
    {
      text: 'metric.mean',
      unit: unitName(unit, lang),
      predicted: prediction.meanSeconds,
      measured: value('mean'),
      write: response,
    },
    {
      text: 'metric.plateauMean',
      unit: unitName(unit, lang),
      predicted: prediction.plateauMeanSeconds,
      measured: value('plateauMean'),
      write: response,
    },
    {
      text: 'prediction.meanReplicas',
      predicted: prediction.meanReplicas,
      measured:
        cost === null || trial === null || trial.lengthSeconds === 0 ? null : cost / trial.lengthSeconds,
      write: digits,
    },
    {
      text: 'prediction.finalReplicas',
      predicted: prediction.finalReplicas,
      // At the end of the load: the record goes on until the pods are taken down.
      measured:
        replicas === undefined || trial === null
          ? null
          : valueAt({ t: replicas.t, value: replicas.created }, trial.lengthSeconds),
      write: count,
    },
    {
      text: 'prediction.firstScaleUp',
      predicted: prediction.firstScaleUpSeconds,
      measured: trial?.scalingLag?.createdSeconds ?? null,
      write: seconds,
    },
  ];
}

/** The plan, prediction included, was fixed before the trial: its hash is in the recording. */
function Hashes({ context }: { context: PageContext }) {
  const hashes = [...new Set(context.input.trials.map((trial) => trial.ending.planSha256))].filter(
    (hash) => hash !== null,
  );
  if (hashes.length === 0) return null;
  return (
    <details>
      <summary>{context.say('prediction.hashes')}</summary>
      <Table
        head={[context.say('column.trial'), 'SHA-256']}
        rows={context.input.trials.map((trial) => [
          shown(trial.id, 40),
          <code key="h">{trial.ending.planSha256 === null ? '—' : shown(trial.ending.planSha256, 80)}</code>,
        ])}
        figuresFrom={2}
      />
    </details>
  );
}
