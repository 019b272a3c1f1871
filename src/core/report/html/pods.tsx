import type { Trial } from '../../model/trial.ts';
import { count, digits, moment, percent } from '../format.ts';
import { shown } from '../names.ts';
import { podFigures } from '../pod-figures.ts';
import { servingPods } from '../serving-pods.ts';
import type { PageContext } from './context.ts';
import { Label, Table } from './table.tsx';

const mostPods = 60;

/** What became of each pod of the service under load. */
export function PodTables({ trials, context }: { trials: readonly Trial[]; context: PageContext }) {
  return (
    <>
      {trials.map((trial) => (
        <PodTable key={trial.id} trial={trial} context={context} />
      ))}
    </>
  );
}

function PodTable({ trial, context }: { trial: Trial; context: PageContext }) {
  const { say, lang, label } = context;
  const all = servingPods(trial);
  if (all.length === 0) return <p class="doubt">{say('missing.pods', { trial: shown(trial.id, 40) })}</p>;
  const pods = all.slice(0, mostPods);
  const at = (seconds: number | null) =>
    seconds === null ? '—' : seconds < 0 ? say('pods.before') : moment(seconds, lang);
  const number = (value: number | null) => (value === null ? '—' : digits(value));
  const ended = pods.some((pod) => pod.endedSeconds !== null || pod.endReason !== null);
  const logs = pods.filter((pod) => pod.endReason !== null && pod.lastLog.length > 0);
  return (
    <>
      <Table
        caption={
          <>
            {say('caption.pods', { trial: shown(trial.id, 40) })} <Label text={label} />
          </>
        }
        head={[
          say('column.pod'),
          say('column.startReason'),
          say('column.created'),
          say('column.ready'),
          say('column.firstServed'),
          say('column.ageAtFirst'),
          say('column.requests'),
          'TPS',
          `${say('column.mean')}, ms`,
          say('column.usersAtOnce'),
          say('column.fair'),
          `CPU, ${say('unit.seconds')}`,
          `${say('column.throttled')}, ${say('unit.seconds')}`,
          ...(ended ? [say('column.ended')] : []),
        ]}
        rows={pods.map((pod) => {
          const figures = podFigures(trial, pod);
          const { startReason } = figures;
          return [
            shown(pod.name, 60),
            startReason.kind === 'scaled'
              ? say('start.scaled', startReason)
              : say(`start.${startReason.kind}`),
            at(pod.createdSeconds),
            at(pod.readySeconds),
            at(pod.firstServedSeconds),
            figures.ageAtFirstSeconds === null ? '—' : moment(figures.ageAtFirstSeconds, lang),
            count(pod.requests),
            number(figures.requestsPerSecond),
            pod.meanResponseSeconds === null ? '—' : count(pod.meanResponseSeconds * 1000),
            number(figures.users),
            pod.shareOfFair === null ? '—' : percent(pod.shareOfFair, lang),
            number(pod.cpuSeconds),
            number(pod.throttledSeconds),
            ...(ended
              ? [
                  pod.endedSeconds === null && pod.endReason === null
                    ? ''
                    : `${at(pod.endedSeconds)} ${shown(pod.endReason ?? '', 60)}`,
                ]
              : []),
          ];
        })}
        figuresFrom={2}
        wide
      />
      {all.length > pods.length ? (
        <p class="doubt">{say('note.podsCut', { shown: pods.length, all: all.length })}</p>
      ) : null}
      {logs.length === 0 ? null : (
        <details>
          <summary>{say('pods.lastWords')}</summary>
          {logs.map((pod) => (
            <div key={pod.name}>
              <p>{shown(pod.name, 60)}</p>
              <pre>
                {pod.lastLog
                  .slice(-20)
                  .map((line) => shown(line, 200))
                  .join('\n')}
              </pre>
            </div>
          ))}
        </details>
      )}
    </>
  );
}
