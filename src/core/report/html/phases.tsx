import type { Trial } from '../../model/trial.ts';
import { answeredPerSecond } from '../answered.ts';
import { count, digits, inUnit, moment, unitFor, unitName } from '../format.ts';
import { shown } from '../names.ts';
import { phaseName, podsOfPhase } from '../phase-name.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

/** The stretches of each trial in which the number of Ready pods did not change. */
export function Phases({ trials, context }: { trials: readonly Trial[]; context: PageContext }) {
  const { say, lang, label } = context;
  const phases = trials.flatMap((trial) => trial.phases.map((phase) => ({ trial, ...phase })));
  if (phases.length === 0) return null;
  const means = phases
    .map(({ stretch }) => stretch.responseSeconds?.mean)
    .filter((mean) => mean !== undefined);
  const unit = unitFor(means, 100);
  return (
    <Table
      caption={
        <>
          {say('section.phases')} <Label text={label} />
        </>
      }
      head={[
        say('column.trial'),
        say('column.pods'),
        say('column.from'),
        say('column.to'),
        say('metric.processed'),
        say('column.answered'),
        say('column.perPod'),
        `${say('metric.mean')}, ${unitName(unit, lang)}`,
        `p95, ${unitName(unit, lang)}`,
      ]}
      rows={phases.map(({ trial, name, stretch }) => {
        const pods = podsOfPhase(name);
        const response = stretch.responseSeconds;
        const answered = answeredPerSecond(trial.series, stretch.fromSeconds, stretch.toSeconds);
        return [
          shown(trial.id, 40),
          phaseName(name, say),
          moment(stretch.fromSeconds, lang),
          moment(stretch.toSeconds, lang),
          count(stretch.processed),
          answered === null ? '—' : digits(answered),
          answered !== null && pods !== null && pods > 0 ? digits(answered / pods) : '—',
          response === null ? '—' : inUnit(response.mean, unit),
          response === null ? '—' : inUnit(response.p95, unit),
        ];
      })}
      figuresFrom={2}
      wide
    />
  );
}
