import type { HpaSummary } from '../../model/scaling.ts';
import type { Trial } from '../../model/trial.ts';
import { count, moment } from '../format.ts';
import { shown } from '../names.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

const mostRounds = 120;

/** What the autoscaler decided and why: rounds that changed the number of pods stand open, all of them are folded. */
export function Decisions({ trials, context }: { trials: readonly Trial[]; context: PageContext }) {
  const { say, label, lang } = context;
  const scaled = trials.filter((trial) => trial.hpa.length > 0);
  const expected = trials.filter(
    (trial) => trial.plan !== null && trial.plan.arm.kind !== 'fixed' && trial.plan.arm.kind !== 'manual',
  );
  const unseen = expected.filter((trial) => trial.hpa.length === 0);
  if (scaled.length + unseen.length === 0) return null;
  const tableOf = (rounds: readonly HpaSummary[], caption: string) => (
    <Table
      caption={
        <>
          {caption} <Label text={label} />
        </>
      }
      head={[
        say('column.at'),
        say('column.change'),
        say('column.utilization'),
        say('column.age'),
        say('column.why'),
      ]}
      rows={rounds.map((round) => [
        moment(round.t, lang),
        // Never broken at the arrow, however narrow the column is.
        round.current === round.desired
          ? String(round.current)
          : `${round.current}\u00a0→\u00a0${round.desired}`,
        `${round.utilization === null ? '—' : count(round.utilization)} / ${round.targetUtilization === null ? '—' : count(round.targetUtilization)}`,
        round.metricAgeSeconds === null ? '—' : moment(round.metricAgeSeconds, lang),
        round.reasons[lang].map((reason) => shown(reason, 400)).join('. '),
      ])}
      figuresFrom={9}
      wide
    />
  );
  return (
    <>
      <h3>{say('section.decisions')}</h3>
      {scaled.map((trial) => {
        const service = trial.plan?.scenario.service;
        const rounds = trial.hpa.filter((round) => service === undefined || round.service === service);
        const changes = rounds.filter((round) => round.current !== round.desired);
        const name = shown(trial.id, 40);
        return (
          <div key={trial.id}>
            {changes.length === 0 ? (
              <p>{say('decisions.none', { trial: name, n: rounds.length })}</p>
            ) : (
              tableOf(changes, say('caption.decisions', { trial: name }))
            )}
            <details>
              <summary>{say('decisions.all', { n: rounds.length })}</summary>
              {tableOf(rounds.slice(0, mostRounds), name)}
              {rounds.length > mostRounds ? (
                <p class="doubt">{say('rows.cut', { shown: mostRounds, all: rounds.length })}</p>
              ) : null}
            </details>
          </div>
        );
      })}
      {unseen.map((trial) => (
        <p class="doubt" key={trial.id}>
          {say('missing.hpa', { trial: shown(trial.id, 40) })}
        </p>
      ))}
    </>
  );
}
