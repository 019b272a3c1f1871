import type { Trial } from '../../model/trial.ts';
import { notesOf } from '../doubts.ts';
import { bytes, count, decimals, digits, inUnit, moment, percent } from '../format.ts';
import { shown } from '../names.ts';
import { trialNames, VerdictBadge } from './answer.tsx';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

const mostEvents = 60;
const mostErrors = 5;

/** Every trial by itself: figures, errors, health of the load generator, events, notes. */
export function Trials({ context }: { context: PageContext }) {
  const { say, input, lang } = context;
  if (input.trials.length === 0) return null;
  const notes = notesOf(input.comparison, lang);
  return (
    <section id="trials">
      <h2>{say('section.trials')}</h2>
      <TrialTable context={context} />
      <Failures context={context} />
      <Generator context={context} />
      {input.trials.map((trial) => (
        <Events key={trial.id} trial={trial} context={context} />
      ))}
      {notes.length === 0 ? null : (
        <>
          <h3>{say('section.notes')}</h3>
          <ul class="notes">
            {notes.map((note, i) => (
              <li key={i}>
                {note.trials.length === 0 ? '' : `${trialNames(note.trials)}: `}
                {note.sentence}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Caption({ text, context }: { text: string; context: PageContext }) {
  return (
    <>
      {text} <Label text={context.label} />
    </>
  );
}

function TrialTable({ context }: { context: PageContext }) {
  const { say, input, lang } = context;
  return (
    <Table
      caption={<Caption text={say('caption.trials')} context={context} />}
      head={[
        say('column.trial'),
        say('column.verdict'),
        say('column.order'),
        say('metric.processed'),
        say('metric.throughput'),
        `${say('metric.mean')}, ms`,
        'p95, ms',
        'APDEX',
        say('column.failed'),
        say('column.dropped'),
        say('column.stream'),
      ]}
      rows={input.trials.map((trial) => {
        const { whole, ending } = trial;
        const observers = ending.observers.map((each) => shown(each.name, 40)).join(', ');
        return [
          <>
            {shown(trial.id, 40)}
            {trial.plan === null || trial.plan.block === null ? null : (
              <span class="beside">{say('trial.block', { block: shown(trial.plan.block.id, 60) })}</span>
            )}
            {trial.state === 'completed' ? null : (
              <span class="beside">
                {say(`state.${trial.state}`)} {shown(ending.message ?? trial.where ?? '', 120)}
              </span>
            )}
            {observers === '' ? null : <span class="beside">{say('missing.observers', { observers })}</span>}
          </>,
          <VerdictBadge key="v" verdict={trial.verdict} text={say(`verdict.${trial.verdict}`)} small />,
          trial.plan === null ? '—' : String(trial.plan.order),
          count(whole.processed),
          digits(whole.throughputPerSecond),
          whole.responseSeconds === null ? '—' : inUnit(whole.responseSeconds.mean, 'ms'),
          whole.responseSeconds === null ? '—' : inUnit(whole.responseSeconds.p95, 'ms'),
          whole.apdex === null ? '—' : decimals(whole.apdex, 2),
          `${count(whole.failed)}${whole.errorRate === null ? '' : ` (${percent(whole.errorRate, lang)})`}`,
          count(whole.dropped),
          <code key="s">
            {ending.streamSha256 === null ? '—' : shown(ending.streamSha256, 80).slice(0, 12)}
          </code>,
        ];
      })}
      figuresFrom={2}
      wide
    />
  );
}

function Failures({ context }: { context: PageContext }) {
  const { say, input } = context;
  const rows = input.trials.flatMap((trial) =>
    [...trial.errors]
      .sort((a, b) => b.count - a.count)
      .slice(0, mostErrors)
      .map((error) => [shown(trial.id, 40), shown(error.kind, 100), count(error.count)]),
  );
  if (rows.length === 0) return null;
  return (
    <Table
      caption={<Caption text={say('caption.errors')} context={context} />}
      head={[say('column.trial'), say('column.kind'), say('column.requests')]}
      rows={rows}
      figuresFrom={2}
    />
  );
}

function Generator({ context }: { context: PageContext }) {
  const { say, input, lang } = context;
  const seen = input.trials.filter((trial) => trial.generator !== null);
  if (seen.length === 0) return <p class="doubt">{say('missing.generator')}</p>;
  const number = (value: number | null) => (value === null ? '—' : digits(value));
  const share = (value: number | null) => (value === null ? '—' : percent(value, lang));
  return (
    <Table
      caption={<Caption text={say('caption.generator')} context={context} />}
      head={[
        say('column.trial'),
        say('generator.mean'),
        say('generator.peak'),
        say('generator.memory'),
        say('generator.idle'),
        say('generator.steal'),
      ]}
      rows={seen.map((trial) => {
        const generator = trial.generator!;
        return [
          shown(trial.id, 40),
          number(generator.meanCpuCores),
          number(generator.peakCpuCores),
          generator.peakRssBytes === null ? '—' : bytes(generator.peakRssBytes),
          share(generator.minHostIdleShare),
          share(generator.meanHostStealShare),
        ];
      })}
      wide
    />
  );
}

function Events({ trial, context }: { trial: Trial; context: PageContext }) {
  const { say, lang } = context;
  if (trial.events.length === 0) return null;
  return (
    <details>
      <summary>{say('events.of', { trial: shown(trial.id, 40), n: trial.events.length })}</summary>
      <Table
        head={[say('column.at'), say('column.kind'), say('column.object'), say('column.message')]}
        rows={trial.events
          .slice(0, mostEvents)
          .map((event) => [
            moment(event.t, lang),
            `${shown(event.type, 20)} ${shown(event.reason, 60)}`,
            shown(event.object, 80),
            shown(event.message, 300),
          ])}
        figuresFrom={9}
      />
      {trial.events.length > mostEvents ? (
        <p class="doubt">{say('rows.cut', { shown: mostEvents, all: trial.events.length })}</p>
      ) : null}
    </details>
  );
}
